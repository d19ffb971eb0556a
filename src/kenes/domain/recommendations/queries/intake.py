"""Reads of the intake: the secretary's inbox, counts of returns and of support."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, QuerySet

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import (
    Appeal,
    Recommendation,
    RecommendationText,
    Support,
)
from kenes.domain.recommendations.terms import (
    local_day,
    procedure_of,
    published_calendar,
    working_days_after,
)
from kenes.domain.recommendations.values import AppealOutcome, Stage

STUB_STAGES = (Stage.SUBMITTED, Stage.RETURNED, Stage.WITHDRAWN)

# Where no calendar is published, weekends alone count from here on.
_FIRST_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A filed text that waits for the secretary, with the day by which the body means to decide."""

    recommendation: Recommendation
    title: str
    waiting_days: int
    decide_by: date


@dataclass(frozen=True, slots=True)
class Stub:
    """All the public learns of a text that is not admitted: that it exists and where it stands."""

    number: str
    filed_on: date
    stage: str


@dataclass(frozen=True, slots=True)
class SupportFigures:
    """Support of a text and, apart, of each text merged into it; the same people may be in both."""

    own: int
    origins: tuple[tuple[str, int], ...]

    @property
    def may_overlap(self) -> bool:
        """Whether adding the figures up could count somebody twice."""
        return bool(self.origins)


def inbox(body: Institution, now: datetime) -> list[InboxItem]:
    """Return the filed texts that wait for a decision, the longest waiting first."""
    today = local_day(body, now)
    term = procedure_of(body, today).admission_working_days
    waiting = Recommendation.objects.filter(body=body, stage=Stage.SUBMITTED)
    rows = list(waiting.select_related("author_institution").order_by("filed_at", "pk"))
    titles, calendar = original_titles(rows), published_calendar(_FIRST_DAY)
    items = []
    for row in rows:
        filed_on = _day(body, row.filed_at)
        decide_by = working_days_after(filed_on, term, calendar)
        items.append(InboxItem(row, titles.get(row.pk, ""), (today - filed_on).days, decide_by))
    return items


def pending_appeals(body: Institution) -> QuerySet[Appeal]:
    """Return the appeals that wait for a second person, oldest first."""
    rows = Appeal.objects.filter(returned__recommendation__body=body, outcome=AppealOutcome.PENDING)
    related = rows.select_related("returned__recommendation__body", "returned__mandate__seat")
    return related.order_by("at", "pk")


def original_texts(
    recommendations: Iterable[Recommendation],
) -> QuerySet[RecommendationText]:
    """Return the current wordings as they were written."""
    return RecommendationText.objects.select_related("version").filter(
        version__recommendation__in=list(recommendations),
        version__number=F("version__recommendation__current_version"),
        is_original=True,
    )


def original_titles(recommendations: Iterable[Recommendation]) -> dict[int, str]:
    """Return the titles of the current versions in their original languages, by key."""
    texts = original_texts(recommendations)
    return dict(texts.values_list("version__recommendation_id", "title"))


def public_stub(number: str) -> Stub | None:
    """Return what anybody may know of a filed text that was not admitted; None for any other."""
    row = (
        Recommendation.objects.filter(
            number=number, stage__in=STUB_STAGES, published_at__isnull=True
        )
        .select_related("body")
        .first()
    )
    if row is None:
        return None
    return Stub(number=number, filed_on=_day(row.body, row.filed_at), stage=row.stage)


def support_count(recommendation: Recommendation) -> int:
    """Return how many support a text."""
    return Support.objects.filter(recommendation=recommendation).count()


def support_figures(recommendation: Recommendation) -> SupportFigures:
    """Return the support of a text and of those merged into it, each figure apart."""
    origins = recommendation.origins.annotate(many=Count("support")).order_by("number")
    return SupportFigures(
        own=support_count(recommendation),
        origins=tuple(
            (str(number), many) for number, many in origins.values_list("number", "many")
        ),
    )


def _day(body: Institution, moment: datetime | None) -> date:
    if moment is None:
        raise ValueError("a text that was filed has its time")
    return local_day(body, moment)
