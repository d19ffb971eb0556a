"""The later steps of the reminder ladder, as the forms of a desk and of an author ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions.ladder import LetterFacts
from kenes.domain.recommendations.queries.demands import owing_addresses
from kenes.domain.recommendations.queries.ladder import open_questions
from kenes.domain.recommendations.rules.authority import refuse_unless_in_work
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.evidence import day_field, language_field
from kenes.web.acting.forms import ActForm
from kenes.web.shared.components import Text
from kenes.web.shared.forms import RecordTextarea, offer

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Address, PublicQuestion, Recommendation

type Rule = Callable[["Address", "PublicQuestion | None", bool], Refusal | None]
"""Asked for one body: its line, the question that waits for it, whether it owes anything."""

LETTER_CONSEQUENCES: Sequence[Text] = (
    _("The server sends no letter: record here the one that you signed and sent."),
    _("Its words, number and day are public; the register holds a digest of the words."),
    _("The officers of the body are told. Ten days later a public question may follow."),
)
QUESTION_CONSEQUENCES: Sequence[Text] = (
    _("Everybody reads the question, and the body's own answer or that there is none."),
    _("The officers of the body are told. Ten days later the agenda is open."),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a step is about: a recommendation, the bodies asked, the day at the handling body."""

    recommendation: "Recommendation"
    addresses: "Sequence[Address]"
    today: date


def refusal_on(ground: Ground, rule: Rule) -> Refusal | None:
    """Say why a step may be taken towards none of the bodies; None where it may towards one."""
    if not ground.addresses:
        return refuse_unless_in_work(ground.recommendation)
    owed = owing_addresses(ground.recommendation, ground.today)
    waiting = open_questions(ground.recommendation)
    found = []
    for address in ground.addresses:
        address.recommendation = ground.recommendation
        found.append(rule(address, waiting.get(address.pk), address.pk in owed))
    return None if None in found else found[0]


class _AddressedForm(ActForm):
    """Towards which body; those that owe something are offered."""

    ground: ClassVar[Callable[[Any], Ground]]

    address = forms.ChoiceField(label=_("Body"), widget=forms.RadioSelect)

    def prepare(self, case: Any) -> None:
        ground = type(self).ground(case)
        owed = owing_addresses(ground.recommendation, ground.today)
        rows = [one for one in ground.addresses if one.pk in owed]
        named = [(str(one.public_id), name_of(one.institution)) for one in rows]
        offer(self, "address", named)
        if named:
            self.fields["address"].initial = named[0][0]


class LetterForm(ActForm):
    """A demand letter as it went out."""

    number = forms.CharField(
        label=_("Outgoing number"),
        help_text=_("An organisation's letter has one; a resident's own may have none."),
        required=False,
    )
    sent_on = day_field(_("Day of the letter"))
    text = forms.CharField(label=_("Words of the letter"), widget=RecordTextarea(rows=8))
    language = language_field()


class DemandForm(LetterForm, _AddressedForm):
    """A demand letter about one recommendation."""

    field_order = ("address",)


class QuestionForm(_AddressedForm):
    """A question that everybody reads."""

    text = forms.CharField(
        label=_("Question"),
        help_text=_("Ask one thing that can be answered: what was done, by which day it will be."),
        widget=RecordTextarea(rows=4),
    )
    language = language_field()


class AgendaForm(_AddressedForm):
    """By which decision a matter comes before the body, and when."""

    document = forms.CharField(
        label=_("Decision document"),
        help_text=_("What it is called: an order of the chair, minutes of a meeting."),
    )
    document_number = forms.CharField(label=_("Its number"), required=False)
    decided_on = day_field(_("Decided on"))
    session_on = day_field(
        _("Day of the session"), required=False, help_text=_("Empty: the next session.")
    )


def address_in(values: dict[str, Any]) -> UUID:
    """Take the chosen body's line out of a form's values."""
    return UUID(values.pop("address"))


def letter_in(values: dict[str, Any]) -> LetterFacts:
    """Return the letter that a form describes."""
    return LetterFacts(**values)
