"""A member organisation declares its interests and where its money is from: the form for it.

What is declared is shown on the organisation's own page and nowhere else: in no list, no export,
no data for machines, beside no statement and no vote.
"""

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

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.rules.declarations import refuse_to_declare
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound
from kenes.web.acting.evidence import language_field
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec, act_page
from kenes.web.shared.forms import DayField, RecordTextarea
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Declaration, Institution, Mandate

ROWS, MORE, MOST_ROWS = 4, 2, 20
"""Sources offered at first, beyond those declared last time, and at most."""


@dataclass(frozen=True, slots=True)
class DeclaringCase:
    """An organisation, who declares for it, and what it declared last."""

    organisation: "Institution"
    person: "Person"
    mandate: "Mandate"
    now: datetime
    last: "Declaration | None"

    @property
    def today(self) -> date:
        """Today where the mandate is."""
        return queries.today_at(self.mandate.institution, self.now)

    @property
    def rows(self) -> int:
        """How many sources the form asks for."""
        declared = len(self.last.sources) if self.last else 0
        return min(MOST_ROWS, max(ROWS, declared + MORE))


class DeclarationForm(ActForm):
    """Interests in words; each source of money in the same form, whatever it is."""

    period_from = DayField(label=_("Period from"))
    period_to = DayField(label=_("Period to"))
    language = language_field()
    interests = forms.CharField(
        label=_("Interests in the questions of the body"),
        help_text=_("Contracts, property, ties to those whom the body's decisions concern."),
        widget=RecordTextarea(rows=6),
    )

    def prepare(self, case: Any) -> None:
        """Ask for each source: where from, for what, how much; last time's stand there."""
        declared = case.last.sources if case.last else []
        for row in range(1, case.rows + 1):
            before = declared[row - 1] if row <= len(declared) else {}
            self._ask(row, before)

    def _ask(self, row: int, before: dict[str, Any]) -> None:
        source, purpose = _("Source of money"), _("For what")
        amount = _("Amount in whole tenge")
        self.fields[f"source_{row}"] = forms.CharField(
            label=f"{source}: {row}",
            help_text=_("An office, a fund, a company, fees. No private person by name."),
            max_length=300, required=False, initial=before.get("source", ""),
        )  # fmt: skip
        self.fields[f"purpose_{row}"] = forms.CharField(
            label=f"{purpose}: {row}",
            max_length=300, required=False, initial=before.get("purpose", ""),
        )  # fmt: skip
        self.fields[f"amount_{row}"] = forms.IntegerField(
            label=f"{amount}: {row}",
            required=False, initial=before.get("amount"),
        )  # fmt: skip

    def sources(self, values: dict[str, Any]) -> list[actions.Source]:
        """Return the sources that were filled in, in order."""
        rows = range(1, self.case.rows + 1)
        found = [
            (values[f"source_{row}"], values[f"purpose_{row}"], values[f"amount_{row}"])
            for row in rows
        ]
        return [actions.Source(*one) for one in found if one != ("", "", None)]

    @property
    def values(self) -> dict[str, Any]:
        """What is declared, the rows of sources as one list."""
        values = super().values
        kept = ("language", "interests", "period_from", "period_to")
        return {name: values[name] for name in kept} | {"sources": self.sources(values)}


@never_cache
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Declare, by whom the organisation sent to a body or by its delegate."""
    person, now = signed_in(request), timezone.now()
    organisation = queries.institution_by_public_id(public_id)
    found = queries.mandates_to_declare(person, organisation, now.date())
    if not found:
        raise NotFound(f"nothing to declare for {public_id}")
    last = next(iter(queries.declarations_of(organisation)), None)
    case = DeclaringCase(organisation, person, found[0], now, last)
    back = reverse("institutions:detail", args=[public_id])
    context = {"about": name_of(organisation)}
    return act_page(request, DECLARING, case, back=back, context=context)


def _declare(case: DeclaringCase, values: dict[str, Any]) -> object:
    return actions.declare_interests(
        organisation=case.organisation,
        facts=actions.DeclarationFacts(**values),
        by=case.person,
        mandate=case.mandate,
        now=case.now,
    )


def _initial(case: DeclaringCase) -> dict[str, Any]:
    if case.last is None:
        return {}
    return {"interests": case.last.interests, "language": case.last.language}


DECLARING: ActSpec[DeclaringCase] = ActSpec(
    slug="declare",
    heading=_("Declare interests and sources of money"),
    button=_("Publish the declaration"),
    done=_("The declaration is on the organisation's page; its digest is on the register."),
    form=DeclarationForm,
    refuse=lambda case: refuse_to_declare(
        case.person, case.mandate, case.organisation, on=case.today
    ),
    run=_declare,
    is_risky=True,
    initial=_initial,
    names={"sources": "source_1"},
    consequences=(
        _("Everybody reads it on the organisation's own page; earlier versions stay there."),
        _("It is shown in no list and no export, and beside no statement and no vote."),
    ),
)
