"""What was promised, what was reported of it, and what shows it: reads of one page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet, Value

from kenes.domain.files.models import StoredFile
from kenes.domain.recommendations.models import (
    Answer,
    Assessment,
    Indicator,
    Measure,
    ProgressReport,
)
from kenes.domain.shared.prepared import Prepared

MOST_REPORTS = 40
MOST_ASSESSMENTS = 30
INDICATOR = ("pk", "target", "unit_kk", "unit_ru", "unit_en")
"""What the page shows of an indicator."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file or an address that shows something, and what it belongs to."""

    owner: str
    owner_id: int
    title: str
    link: str
    public_id: str
    is_unscanned: bool


def measures_of(pk: int) -> list[Measure]:
    """Return the measures in order of their dates, each with its indicators, in one read."""
    found: dict[int, Measure] = {}
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in _measures_by_indicator(pk):
        found.setdefault(row.pk, row)
        if row.indicator_pk is not None:
            values = {name: getattr(row, f"indicator_{name}") for name in INDICATOR}
            indicators[row.pk].append(Indicator(measure_id=row.pk, **values))
    for key, row in found.items():
        hand(row, indicators=indicators[key])
    return list(found.values())


@Prepared
def _measures_by_indicator(pk: int) -> QuerySet[Any]:
    rows = Measure.objects.filter(address__recommendation=pk).select_related("owner")
    columns = {f"indicator_{name}": F(f"indicators__{name}") for name in INDICATOR}
    return rows.annotate(**columns).order_by("due_on", "pk", "indicators__pk")


@Prepared
def reports_of(pk: int) -> QuerySet[ProgressReport]:
    rows = ProgressReport.objects.filter(measure__address__recommendation=pk)
    return rows.order_by("-period_to", "-pk")[:MOST_REPORTS]


@Prepared
def assessments_of(pk: int) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(recommendation=pk).select_related("assessor")
    return rows.order_by("-period_to", "-at", "-pk")[:MOST_ASSESSMENTS]


def files_of(
    answers: Iterable[int], reports: Sequence[ProgressReport], assessments: Sequence[Assessment]
) -> dict[tuple[str, int], list[FileRow]]:
    """Read files and evidence of answers, reports and assessments at once."""
    found: dict[tuple[str, int], list[FileRow]] = defaultdict(list)
    keys = ([row.pk for row in reports], [row.pk for row in assessments])
    for owner, key, title, link, public_id, scan in _file_rows(list(answers), *keys):
        row = FileRow(
            owner, key, title, link, str(public_id or ""), scan == StoredFile.Scan.UNSCANNED
        )
        found[owner, key].append(row)
    return found


@Prepared
def _file_rows(
    answers: Sequence[int], reports: Sequence[int], assessments: Sequence[int]
) -> QuerySet[Any, tuple[Any, ...]]:
    of_answers = Answer.files.through.objects.filter(answer__in=answers).values_list(
        Value("answer"), "answer_id", "storedfile__name", Value(""), "storedfile__public_id",
        "storedfile__scan",
    )  # fmt: skip
    shown = ("evidence__title", "evidence__link", "evidence__file__public_id",
             "evidence__file__scan")  # fmt: skip
    of_reports = ProgressReport.evidence.through.objects.filter(progressreport__in=reports)
    of_assessments = Assessment.evidence.through.objects.filter(assessment__in=assessments)
    return of_answers.union(
        of_reports.values_list(Value("report"), "progressreport_id", *shown),
        of_assessments.values_list(Value("assessment"), "assessment_id", *shown),
        all=True,
    )


def hand(thing: Model, **related: list[Any]) -> None:
    """Hand a row what was read for it elsewhere, where Django keeps what it prefetched."""
    kept = getattr(thing, "_prefetched_objects_cache", {})
    setattr(thing, "_prefetched_objects_cache", kept | related)  # noqa: B010


def handed(thing: Model, name: str) -> list[Any]:
    """Return the rows related to a row: what it was handed or prefetched, else by a query.

    Django makes a manager and two querysets to give what it holds already.
    """
    kept = getattr(thing, "_prefetched_objects_cache", {})
    return list(kept[name] if name in kept else getattr(thing, name).all())
