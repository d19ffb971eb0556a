"""What every page shows of an address's clock: its state, its days, its steps, its basis."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.institutions.queries import engine_calendar
from kenes.domain.recommendations.clocks import Timeliness, explain, reckon
from kenes.domain.recommendations.values import Basis
from kenes.domain.shared.languages import current_language, pick
from kenes.domain.shared.refusals import NotPermitted
from kenes.engines.deadlines import Calendar, CalendarTooShort, working_days_between
from kenes.web.shared.components import ClockState, Day, Text
from kenes.web.shared.ladder_steps import step_that_follows, taken_steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kenes.domain.recommendations.models import Address, Extension, Suspension

LONGEST = timedelta(days=120)
"""A small calendar shows four months at most; a longer wait is said in words."""

STATES: dict[Timeliness, ClockState] = {
    Timeliness.NOT_DUE: "not_due",
    Timeliness.DUE_SOON: "due_soon",
    Timeliness.OVERDUE: "overdue",
    Timeliness.LAWFULLY_EXTENDED: "extended",
    Timeliness.SUSPENDED: "suspended",
    Timeliness.NO_ANSWER: "no_answer",
    Timeliness.NOT_DELIVERED: "no_answer",
}


def basis_of(address: "Address") -> Text:
    """Say why the clock runs; only a statute makes it lawful or overdue."""
    return _("Basis of the term: %(basis)s.") % {"basis": Basis(address.basis).label}


def next_step_of(address: "Address", shown: Timeliness | None, today: date) -> Text:
    """Return what may follow a date that passed: by law, then by the ladder; else nothing.

    The steps of the ladder that were taken stand between the two.
    """
    law = ""
    if shown is Timeliness.OVERDUE and address.rule is not None:
        rule = address.rule
        law = pick(rule.next_step_kk, rule.next_step_ru, rule.next_step_en)
    taken = taken_steps(address, today) if address.is_open else []
    said = [law, *taken, step_that_follows(address, shown, today)]
    return " ".join(step for step in said if step)


def steps_of(
    address: "Address", extensions: "Iterable[Extension]", suspensions: "Iterable[Suspension]"
) -> list[str]:
    """Return the calculation step by step, or why there is none."""
    try:
        reckoning = reckon(address, list(extensions), list(suspensions))
    except NotPermitted as error:
        return [str(error.refusal.message)]
    return explain(address, reckoning, current_language())


def days_of(address: "Address", today: date) -> list[Day]:
    """Return the days from receipt to today or to the last day, whichever is later."""
    start, due = address.delivered_on, address.due_on
    if start is None or due is None or max(due, today) - start > LONGEST:
        return []
    count = (max(due, today) - start).days + 1
    calendar = engine_calendar(address.calendar)
    try:
        return [_day(start + timedelta(n), address, calendar) for n in range(count)]
    except CalendarTooShort:
        return []


def _day(on: date, address: "Address", calendar: Calendar) -> Day:
    if on == address.delivered_on:
        return Day(on, "received")
    if on == address.due_on:
        return Day(on, "due")
    if working_days_between(on - timedelta(1), on, calendar) == 0:
        return Day(on, "off")
    if address.suspended_since and on >= address.suspended_since:
        return Day(on, "stopped")
    return Day(on, "late" if address.due_on and on > address.due_on else "counted")
