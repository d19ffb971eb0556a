"""Why a measure, an indicator or a report may not be put on record."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Address, Indicator, Measure
from kenes.domain.recommendations.rules.authority import DRAFTERS, Role, refuse_to_act
from kenes.domain.recommendations.values import Position, Stage
from kenes.domain.shared.refusals import Refusal

TAKEN_UP = (
    Position.ACCEPTED,
    Position.ACCEPTED_IN_PART,
    Position.NOT_ACCEPTED,
    Position.SAID_ALREADY_DONE,
)


def refuse_to_promise(
    by: Person, mandate: Mandate | None, address: Address, *, on: date
) -> Refusal | None:
    """Refuse all but the signatory of a body that has given its position on the matter."""
    return _refuse_officer(by, mandate, address, (Role.SIGNATORY,), on) or _refuse_silent(address)


def refuse_measure_facts(titles: Collection[str], due_on: date, *, today: date) -> Refusal | None:
    if not any(titles):
        return Refusal(
            "title_missing",
            _("It is not said what will be done."),
            _("Name the measure in one line, in at least one language."),
            status=422,
        )
    if due_on >= today:
        return None
    return Refusal(
        "term_in_the_past",
        _("A promise cannot fall due in the past."),
        _("Enter the day by which it will be done."),
        status=422,
    )


def refuse_indicator_facts(names: Collection[str], every_months: int) -> Refusal | None:
    if not any(names):
        return Refusal(
            "name_missing",
            _("It is not said what is counted."),
            _("Name the indicator in one line, in at least one language."),
            status=422,
        )
    if 1 <= every_months <= 120:  # noqa: PLR2004  # ten years: longer than any promise here
        return None
    return Refusal(
        "interval_impossible",
        _("An indicator falls due every month at the soonest, every ten years at the latest."),
        _("Enter the interval in months."),
        status=422,
    )


def refuse_to_report(
    by: Person, mandate: Mandate | None, measure: Measure, *, text: str, on: date
) -> Refusal | None:
    """Refuse all but the officers of the body that promised, and an empty report."""
    if refusal := _refuse_officer(by, mandate, measure.address, DRAFTERS, on):
        return refusal
    if measure.done_on is not None:
        return Refusal(
            "measure_done",
            _("This measure was reported as done, so nothing is added to it."),
            _("Set a new measure, if more is to be done."),
            status=409,
        )
    if text:
        return None
    return Refusal(
        "report_empty",
        _("The report has no text."),
        _("Write what was done in this period."),
        status=422,
    )


def refuse_report_facts(
    measure: Measure,
    indicator: Indicator | None,
    *,
    has_value: bool,
    period: tuple[date, date],
    today: date,
) -> Refusal | None:
    """Refuse a foreign indicator, one without its figure, and an impossible period."""
    if indicator is not None and indicator.measure_id != measure.pk:
        return Refusal(
            "foreign_indicator",
            _("This indicator belongs to another measure."),
            _("Choose an indicator of this measure."),
            status=422,
        )
    if indicator is not None and not has_value:
        return Refusal(
            "value_missing",
            _("The figure of the indicator is missing."),
            _("Enter the figure; nought is a figure too."),
            status=422,
        )
    return refuse_period(*period, today=today)


def refuse_period(period_from: date, period_to: date, *, today: date) -> Refusal | None:
    if period_from <= period_to <= today:
        return None
    return Refusal(
        "period_impossible",
        _("The period ends before it begins, or in the future."),
        _("Enter a period that has passed."),
        status=422,
    )


def refuse_to_finish(
    by: Person, mandate: Mandate | None, measure: Measure, *, on: date
) -> Refusal | None:
    """Refuse to call a measure done without evidence on record."""
    if refusal := _refuse_officer(by, mandate, measure.address, (Role.SIGNATORY,), on):
        return refusal
    if measure.done_on is not None:
        return Refusal("measure_done", _("This measure was reported as done already."), status=409)
    if measure.reports.filter(evidence__isnull=False).exists():
        return None
    return Refusal(
        "no_evidence_of_done",
        _("A measure is done only with evidence, and no report has any."),
        _("Add a report with a file or a link that shows it."),
        status=409,
    )


def _refuse_officer(
    by: Person, mandate: Mandate | None, address: Address, roles: Collection[str], on: date
) -> Refusal | None:
    if refusal := refuse_to_act(by, mandate, institution=address.institution, roles=roles, on=on):
        return refusal
    if address.recommendation.stage in {Stage.SENT, Stage.CLOSED}:
        return None
    return Refusal(
        "not_followed",
        _("This recommendation is not followed any more: it was withdrawn or merged."),
        _("Its page names the record that goes on."),
        status=409,
    )


def _refuse_silent(address: Address) -> Refusal | None:
    if address.position in TAKEN_UP:
        return None
    return Refusal(
        "no_position",
        _("The body has not given its position on this, so it promises nothing yet."),
        _("Answer first, then set the measures."),
        status=409,
    )
