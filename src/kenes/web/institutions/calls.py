"""Calls for seats in a body: the page of each, and what the secretary does with them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.queries import Role
from kenes.domain.institutions.rules import calls as rules
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.acting.finding import found_institutions
from kenes.web.acting.offices import mandates_for
from kenes.web.acting.specs import ActSpec, act_page, find_spec
from kenes.web.institutions.call_forms import CallForm, CancelForm, CloseForm, ExtendForm
from kenes.web.register.acts import acts_of
from kenes.web.shared.components.links import Link
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Institution, Mandate, Seat, SeatCall
    from kenes.domain.shared.refusals import Refusal
    from kenes.web.shared.components import Text

STATES: "dict[str, Text]" = {
    "coming": _("Not open yet"),
    "open": _("Open: organisations may apply"),
    "deciding": _("No longer open; the outcome is awaited"),
    "filled": _("Decided: seats were given"),
    "nobody": _("Decided: nobody was given a seat"),
    "cancelled": _("Called off"),
}


@dataclass(frozen=True, slots=True)
class BodyCase:
    """A body that calls for seats, and its secretary."""

    body: "Institution"
    person: "Person"
    mandate: "Mandate"
    now: datetime

    @property
    def today(self) -> date:
        """Today at the body."""
        return queries.today_at(self.body, self.now)

    @property
    def acting(self) -> dict[str, Any]:
        """Who acts, by which mandate, when."""
        return {"by": self.person, "mandate": self.mandate, "now": self.now}


@dataclass(frozen=True, slots=True)
class CallCase(BodyCase):
    """A call, its body's secretary, and what the outcome may choose from."""

    call: "SeatCall"
    found: "Sequence[Institution]"
    seats: "Sequence[Seat]"


def state_of(call: "SeatCall", on: date) -> "Text":
    """Return how a call stands on a day, in words."""
    if call.outcome:
        return STATES[call.outcome]
    if call.is_open_on(on):
        return STATES["open"]
    return STATES["coming" if on < call.opens_on else "deciding"]


def _called(number: int) -> str:
    return f"{_('Call for seats')} №\u00a0{number}"


@login_not_required
@require_safe
def call_page(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show one call: its criteria, its days, how to apply, its outcome."""
    call = queries.seat_call(public_id, number)
    today = queries.today_at(call.body, timezone.now())
    page = queries.call_page(call, today)
    language = current_language()
    context = {
        "page": page,
        "call": call,
        "state": state_of(call, today),
        "is_open": call.is_open_on(today),
        "criteria": call.criteria(language),
        "shown": language if language != "en" or call.criteria_en else "kk",
        "acts": acts_of(page.acts),
        "crumbs": [
            Link(_("Institutions"), reverse("institutions:list")),
            Link(name_of(call.body), reverse("institutions:detail", args=[public_id])),
            Link(_called(number)),
        ],
    }
    return render(request, "institutions/call.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def open_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Publish a call, by the secretary of the body."""
    person, now = signed_in(request), timezone.now()
    body = queries.institution_by_public_id(public_id)
    case = BodyCase(body, person, mandates_for(person, body, (Role.SECRETARY,), now)[0], now)
    back = reverse("institutions:members", args=[public_id])
    return act_page(request, OPENING, case, back=back, context={"about": name_of(body)})


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: UUID, number: int, slug: str) -> HttpResponse:
    """Extend a call, call it off, or put its outcome on record."""
    person, now = signed_in(request), timezone.now()
    call = queries.seat_call(public_id, number)
    mandate = mandates_for(person, call.body, (Role.SECRETARY,), now)[0]
    today = queries.today_at(call.body, now)
    seats = list(queries.called_seats(call, today))
    found = found_institutions(request.GET, today)
    case = CallCase(call.body, person, mandate, now, call, found, seats)
    back = reverse("institutions:call", args=[public_id, number])
    about = f"{name_of(call.body)}. {_called(number)}"
    return act_page(request, find_spec(ACTS, slug), case, back=back, context={"about": about})


def _open(case: BodyCase, values: dict[str, Any]) -> object:
    facts = actions.CallFacts(**values)
    return actions.open_call(body=case.body, facts=facts, **case.acting)


def _close(case: CallCase, values: dict[str, Any]) -> object:
    seats = {str(one.number): one for one in case.seats}
    found = {str(one.public_id): one for one in case.found}
    awards = [
        actions.AwardFacts(seats[seat], found[organisation], criteria)
        for seat, organisation, criteria in values["given"]
    ]
    return actions.close_call(call=case.call, awards=awards, reason=values["reason"], **case.acting)


def _refuse_ended(case: CallCase) -> "Refusal | None":
    return rules.refuse_ended_call(case.call)


OPENING: ActSpec[BodyCase] = ActSpec(
    slug="open-call",
    heading=_("Call for organisations to take seats"),
    button=_("Publish the call"),
    done=_("The call is public and on the register."),
    form=CallForm,
    refuse=lambda case: rules.refuse_to_keep_calls(
        case.person, case.mandate, case.body, on=case.today
    ),
    run=_open,
    is_risky=True,
    consequences=(
        _("Everybody reads the call and its criteria; they do not change any more."),
        _("Applications go to the address that the call names, not through this server."),
    ),
)
ACTS: tuple[ActSpec[CallCase], ...] = (
    ActSpec(
        slug="extend",
        heading=_("Extend the call"),
        button=_("Extend the call"),
        done=_("The call stays open until the new day."),
        form=ExtendForm,
        refuse=_refuse_ended,
        run=lambda case, values: actions.extend_call(call=case.call, **values, **case.acting),
    ),
    ActSpec(
        slug="cancel",
        heading=_("Call it off"),
        button=_("Call it off"),
        done=_("The call is called off, and its page says why."),
        form=CancelForm,
        refuse=_refuse_ended,
        run=lambda case, values: actions.cancel_call(call=case.call, **values, **case.acting),
        is_risky=True,
        consequences=(_("The call stays to be read, with the reason."),),
    ),
    ActSpec(
        slug="close",
        heading=_("Put the outcome on record"),
        button=_("Publish the outcome"),
        done=_("The outcome is public and on the register."),
        form=CloseForm,
        refuse=lambda case: rules.refuse_to_close(case.call, on=case.today),
        run=_close,
        is_risky=True,
        search=_("Find the organisations that are given a seat"),
        consequences=(
            _("Everybody reads who was given a seat, by which criteria, and the reasons."),
            _("Whom the organisation sends is given a mandate afterwards."),
        ),
        names={"awards": "outcome"},
    ),
)
