"""Record that a periodic letter was sent: its number, its day and its words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.actions import ladder
from kenes.domain.recommendations.queries.demands import owed_addresses
from kenes.domain.recommendations.queries.waiting_letters import waiting_letter
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.ladder_forms import LetterForm, letter_in
from kenes.web.acting.offices import mandates_for
from kenes.web.acting.specs import ActSpec, act_page
from kenes.web.desk.cases import ROLES
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Mandate
    from kenes.domain.recommendations.models import WaitingLetter

REQUEST = _(
    "We ask you to answer each item on its merits, or to put evidence on record: what was done, by "
    "which act or document, on which day. An item is closed by evidence, and its author then says "
    "whether it was done."
)
"""How a letter ends; the words that are recorded begin with it."""


class OfficeLetterForm(LetterForm):
    """An institution's letter, which has a number."""

    number = forms.CharField(label=_("Outgoing number"))


@dataclass(frozen=True, slots=True)
class LetterCase:
    """A periodic letter, for somebody of the body that sends it."""

    waiting: "WaitingLetter"
    person: "Person"
    mandates: "Sequence[Mandate]"
    now: datetime

    @property
    def today(self) -> date:
        """The day where the body sits."""
        return today_at(self.waiting.sender, self.now)

    @property
    def acting(self) -> "Mandate":
        """The mandate that gives most here: the secretary's, else the chair's."""
        return min(self.mandates, key=lambda one: ("secretary", "chair", "member").index(one.role))


def _refuse(case: LetterCase) -> Refusal | None:
    waiting = case.waiting
    owed = owed_addresses(waiting.sender, waiting.institution, case.today)
    rule = rules.refuse_to_send
    return rule(case.person, case.acting, waiting, on=case.today) or rules.refuse_unowed(
        is_owed=bool(owed)
    )


def _send(case: LetterCase, values: dict[str, Any]) -> object:
    return ladder.send_waiting(
        public_id=case.waiting.public_id,
        letter=letter_in(values),
        by=case.person,
        mandate=case.acting,
        now=case.now,
    )


SENT = ActSpec[LetterCase](
    slug="sent",
    heading=_("Record that the letter was sent"),
    button=_("Record the letter"),
    done=_("The letter is on record of each recommendation in it; the body was told."),
    form=OfficeLetterForm,
    refuse=_refuse,
    run=_send,
    initial=lambda case: {"sent_on": case.today, "text": str(REQUEST)},
    consequences=(
        _("The server sends no letter: record here the one that you signed and sent."),
        _("It stands on each recommendation owed on its day and still; its words are public."),
        _("The officers of the body are told. Ten days later a public question may follow."),
    ),
)


@never_cache
@require_http_methods(["GET", "POST"])
def letter_sent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record a periodic letter, after it was explained."""
    person, now, waiting = signed_in(request), timezone.now(), waiting_letter(public_id)
    mandates = mandates_for(person, waiting.sender, ROLES, now)
    office = f"?office={waiting.sender.public_id}"
    back = reverse("desk:letter", args=[waiting.institution.public_id]) + office
    context = {"about": name_of(waiting.institution)}
    after = reverse("desk:letters") + office
    case = LetterCase(waiting, person, mandates, now)
    return act_page(request, SENT, case, back=back, after=after, context=context)
