"""What stands on record of the end of a matter: who took it on, what shows it, the author's word.

The author's word is the author's newest assessment: "complete" says done, any lower value says not
done. A word that is older than the last question for it has lapsed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.models import (
    Answer,
    Assessment,
    Evidence,
    ProgressReport,
    Recommendation,
)
from kenes.domain.recommendations.values import NOTHING_DONE, Implementation, Position, Stage

TAKEN_ON = (Position.ACCEPTED, Position.ACCEPTED_IN_PART, Position.SAID_ALREADY_DONE)
"""The positions that claim execution, so that an end has to be shown."""
WORD_TERM = timedelta(days=30)
"""How long the author may take to give a word: a courtesy of the platform, no term of law."""


@dataclass(frozen=True, slots=True)
class Execution:
    """What an end of a matter rests on.

    `shown_at` is when the newest evidence of others than the author came, None without any;
    `is_done` the author's word, None while there is none.
    """

    is_taken_on: bool
    shown_at: datetime | None = None
    has_evidence: bool = False
    is_done: bool | None = None
    word_at: datetime | None = None
    word_until: date | None = None


NOT_TAKEN_ON = Execution(is_taken_on=False)


def execution_of(recommendation: Recommendation) -> Execution:
    """Return what stands on record of how one recommendation was carried out."""
    if not recommendation.addresses.filter(position__in=TAKEN_ON).exists():
        return NOT_TAKEN_ON
    word = author_word(recommendation, recommendation.assessments.filter(is_author=True))
    shown_at = _shown_at(recommendation)
    return Execution(
        is_taken_on=True,
        shown_at=shown_at,
        has_evidence=shown_at is not None or _assessments(recommendation).exists(),
        is_done=word.value == Implementation.COMPLETE if word else None,
        word_at=word.at if word else None,
        word_until=word_until(recommendation),
    )


def author_word(
    recommendation: Recommendation, assessments: Iterable[Assessment]
) -> Assessment | None:
    """Return the assessment that is the author's word; None where none was given since asked."""
    asked_at = recommendation.word_asked_at
    own = [row for row in assessments if row.is_author and (not asked_at or row.at >= asked_at)]
    return max(own, key=lambda row: (row.at, row.pk), default=None)


def word_until(recommendation: Recommendation) -> date | None:
    """Return the last day for the author's word, where the body sits; None if not asked for."""
    if recommendation.word_asked_at is None:
        return None
    return today_at(recommendation.body, recommendation.word_asked_at) + WORD_TERM


def word_awaited_until(
    recommendation: Recommendation, assessments: Iterable[Assessment]
) -> date | None:
    """Return the last day for a word that is asked for and not given yet; None otherwise."""
    if recommendation.stage != Stage.SENT or author_word(recommendation, assessments):
        return None
    return word_until(recommendation)


def evidence_on_record(recommendation: Recommendation) -> list[Evidence]:
    """Return the evidence that bodies put on record by their reports, oldest first."""
    reports = ProgressReport.objects.filter(measure__address__recommendation=recommendation)
    return list(Evidence.objects.filter(progressreport__in=reports).distinct().order_by("pk"))


def _shown_at(recommendation: Recommendation) -> datetime | None:
    reports = ProgressReport.objects.filter(
        measure__address__recommendation=recommendation, evidence__isnull=False
    )
    answers = Answer.objects.filter(
        Q(files__isnull=False) | ~Q(evidence_link=""),
        address__recommendation=recommendation,
        state=Answer.State.SIGNED,
    )
    others = _assessments(recommendation).filter(is_author=False)
    days = [
        reports.aggregate(newest=Max("at"))["newest"],
        answers.aggregate(newest=Max("signed_at"))["newest"],
        others.aggregate(newest=Max("at"))["newest"],
    ]
    return max((day for day in days if day is not None), default=None)


def _assessments(recommendation: Recommendation) -> QuerySet[Assessment]:
    """Return the assessments with evidence that something was done."""
    rows = Assessment.objects.filter(recommendation=recommendation, evidence__isnull=False)
    return rows.exclude(value__in=NOTHING_DONE)
