"""Hand over the lead of the dialogue on a text: to which office, and why."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import mandate_by_public_id
from kenes.domain.recommendations.actions import leading
from kenes.domain.recommendations.queries.leading import lead_of, possible_leads
from kenes.domain.recommendations.rules.leading import refuse_to_hand_over
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec
from kenes.web.desk.cases import DeskCase
from kenes.web.shared.forms import offer

if TYPE_CHECKING:
    from kenes.domain.institutions.models import Mandate


class LeadForm(ActForm):
    """Who leads from now on, and why; nobody where the lead is laid down."""

    to = forms.ChoiceField(
        label=_("Who leads the dialogue from today?"),
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody reads it in the history of the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self, case: DeskCase) -> None:
        """Offer the offices of every side whose mandates are in force, then nobody."""
        lead, body = lead_of(case.recommendation), case.recommendation.body
        offered = [(str(one.public_id), office_of(one)) for one in possible_leads(body, case.today)]
        if lead is not None:
            offered.append(("", gettext("Nobody: lay the lead down")))
        offer(self, "to", offered)
        self.fields["to"].required = lead is None
        self.fields["to"].initial = str(lead.mandate.public_id) if lead else None


def office_of(mandate: "Mandate") -> str:
    """Name the office, its side and where it has one its seat; never who holds it."""
    found = f"{mandate.office} · {mandate.get_side_display()}"
    if mandate.seat is None:
        return found
    return f"{found} · " + gettext("seat %(number)s") % {"number": mandate.seat.number}


def _acting(case: DeskCase) -> "Mandate":
    """Return the mandate that gives most here: the secretary's, the chair's, else the lead's."""
    return min(case.mandates, key=lambda one: ("secretary", "chair", "member").index(one.role))


def _refuse(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return refuse_to_hand_over(case.person, _acting(case), row, lead_of(row), on=case.today)


def _hand_over(case: DeskCase, values: dict[str, Any]) -> object:
    to = values.pop("to")
    new = mandate_by_public_id(UUID(to)) if to else None
    return leading.hand_over_lead(to=new, **values, **case.by(_acting(case)))


LEADING: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="lead",
        heading=_("Who leads the dialogue on it"),
        button=_("Hand over the lead"),
        done=_("The page names who leads the dialogue, and since when."),
        form=LeadForm,
        refuse=_refuse,
        run=_hand_over,
        consequences=(
            _("Everybody reads the office and its side, never the name of who holds it."),
            _("The lead ends with the mandate of its office: then hand it over again."),
        ),
    ),
)
