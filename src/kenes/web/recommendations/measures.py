"""What was promised and what was reported on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.recommendations.queries.detail import Story
from kenes.domain.recommendations.queries.fulfilment import FileRow
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.recommendations.evidence import url_of
from kenes.web.shared.components import Measure, Tag
from kenes.web.shared.formats import number

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Indicator, ProgressReport
    from kenes.domain.recommendations.models import Measure as Promise


@dataclass(frozen=True, slots=True)
class Report:
    """One progress report with its evidence."""

    report: "ProgressReport"
    evidence: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MeasureBlock:
    """One measure: its line in the table, what it costs, and its reports."""

    line: Measure
    budget: str
    done_on: date | None
    reports: Sequence[Report]


def measures_of(story: Story, today: date) -> list[MeasureBlock]:
    """Return the measures in order of their dates."""
    return [_block(story, measure, today) for measure in story.measures]


def _block(story: Story, measure: "Promise", today: date) -> MeasureBlock:
    reports = story.reports.get(measure.pk, [])
    return MeasureBlock(
        line=Measure(
            title=pick(measure.title_kk, measure.title_ru, measure.title_en),
            owner=name_of(measure.owner),
            due_on=measure.due_on,
            indicator="; ".join(_indicator(found, reports) for found in measure.indicators.all()),
            tag=_tag(measure, reports, story.files, today),
        ),
        budget=measure.budget,
        done_on=measure.done_on,
        reports=[_report(story, report) for report in reports],
    )


def _tag(
    measure: "Promise",
    reports: "Sequence[ProgressReport]",
    files: dict[tuple[str, int], list[FileRow]],
    today: date,
) -> Tag | None:
    """Mark a measure whose date has passed, and one that was finished."""
    if measure.done_on:
        return Tag("done", _("finished"), "check")
    if measure.due_on >= today:
        return None
    shown = any(files.get(("report", report.pk)) for report in reports)
    word = _("date passed") if shown else _("date passed, no evidence")
    return Tag("time", word, "ti-over", emphasis="over")


def _indicator(indicator: "Indicator", reports: "Sequence[ProgressReport]") -> str:
    """Write the unit, the last value reported and the target; no unit then needs an ending."""
    language = current_language()
    values = (found.value for found in reports if found.indicator_id == indicator.pk)
    last = next((value for value in values if value is not None), None)
    unit = pick(indicator.unit_kk, indicator.unit_ru, indicator.unit_en)
    said = number(_plain(last), language) if last is not None else "0"
    counted = f"{said} / {number(_plain(indicator.target), language)}"
    return f"{unit}: {counted}" if unit else counted


def _plain(value: Decimal) -> Decimal:
    """Drop the noughts that the database keeps after the mark."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _report(story: Story, report: "ProgressReport") -> Report:
    files = story.files.get(("report", report.pk), [])
    return Report(report, [(url_of(row), row.title) for row in files])
