"""What a body that must answer reads at its desk: its duties, and one duty with all its papers.

Drafts and remarks are among them: only officers of the body may be shown these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from kenes.domain.institutions.models import Institution, LegalRule
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    AnswerText,
    Extension,
    Indicator,
    Measure,
    RecommendationText,
    Remark,
    Suspension,
)
from kenes.domain.recommendations.queries.intake import original_titles
from kenes.domain.shared.refusals import NotFound

State = Answer.State
Kind = Answer.Kind
ANSWERED_SHOWN = 20
_RELATED = ("recommendation__body", "institution", "calendar__calendar", "rule")


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One matter of a body: what it is about, and the state of the reply in work ("" if none)."""

    address: Address
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One matter with its text, its replies (also unsigned ones), clock decisions and promises."""

    text: RecommendationText
    answers: Sequence[Answer]
    remarks: Sequence[Remark]
    extensions: Sequence[Extension]
    suspensions: Sequence[Suspension]
    measures: Sequence[Measure]

    @property
    def in_work(self) -> Answer | None:
        """The reply that is drafted or waits for its signature."""
        waiting = (State.DRAFT, State.FOR_SIGNATURE)
        return next((one for one in self.answers if one.state in waiting), None)

    @property
    def position(self) -> Answer | None:
        """The signed position."""
        signed = (one for one in self.answers if one.state == State.SIGNED)
        return next((one for one in signed if one.kind == Kind.POSITION), None)


def open_duties(institution: Institution) -> list[DutyRow]:
    """Return what a body still has to answer, the earliest date first, undated ones last."""
    rows = Address.objects.filter(institution=institution, is_open=True)
    return _rows(rows.order_by(F("due_on").asc(nulls_last=True), "asked_on", "pk"))


def answered_duties(institution: Institution) -> list[DutyRow]:
    """Return what a body answered last, the newest first."""
    rows = Address.objects.filter(institution=institution, is_open=False)
    return _rows(rows.order_by("-answered_on", "-pk")[:ANSWERED_SHOWN])


def duty(public_id: UUID) -> Address:
    """Return one matter of a body. Raises NotFound."""
    found = Address.objects.select_related(*_RELATED).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no address {public_id}")
    return found


def dossier(address: Address) -> Dossier:
    """Return the papers of a matter in a fixed number of queries."""
    texts = Prefetch("texts", AnswerText.objects.order_by("-is_original", "language"))
    answers = address.answers.select_related("forward_to", "grade__rejoinder")
    remarks = Remark.objects.filter(answer__address=address).select_related("mandate")
    indicators = Prefetch("indicators", Indicator.objects.order_by("next_due_on", "pk"))
    measures = address.measures.select_related("owner").prefetch_related(indicators, "reports")
    return Dossier(
        text=RecommendationText.objects.get(
            version__recommendation=address.recommendation_id,
            version__number=address.recommendation.current_version,
            is_original=True,
        ),
        answers=list(answers.prefetch_related(texts, "files").order_by("-pk")),
        remarks=list(remarks.order_by("pk")),
        extensions=list(address.extensions.order_by("pk")),
        suspensions=list(address.suspensions.order_by("pk")),
        measures=list(measures.order_by("due_on", "pk")),
    )


def may_be_extended(address: Address) -> bool:
    """Tell whether the rule of the term knows an extension at all."""
    rule: LegalRule | None = address.rule
    return rule is not None and rule.extension_amount is not None


def _rows(addresses: QuerySet[Address]) -> list[DutyRow]:
    found = list(addresses.select_related(*_RELATED))
    titles = original_titles([one.recommendation for one in found])
    waiting = Answer.objects.filter(address__in=found, state__in=(State.DRAFT, State.FOR_SIGNATURE))
    states = dict(waiting.values_list("address_id", "state"))
    return [
        DutyRow(one, titles.get(one.recommendation_id, ""), states.get(one.pk, "")) for one in found
    ]
