"""The clock of a matter for its officer: the verdict, the steps that led to it, the days."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kenes.domain.institutions.queries import engine_calendar
from kenes.domain.recommendations.clocks import (
    Timeliness,
    days_overdue,
    explain,
    reckon,
    timeliness_of,
)
from kenes.domain.recommendations.values import Basis
from kenes.domain.shared.languages import current_language, pick
from kenes.domain.shared.refusals import NotPermitted
from kenes.engines.deadlines import CalendarTooShort, working_days_between
from kenes.web.body.cases import BodyCase
from kenes.web.shared.axes import TIMELINESS
from kenes.web.shared.components import Clock, ClockState, Day
from kenes.web.shared.formats import long_date

LONGEST = timedelta(days=120)
_STATES: dict[Timeliness, ClockState] = {
    Timeliness.NOT_DUE: "not_due",
    Timeliness.DUE_SOON: "due_soon",
    Timeliness.OVERDUE: "overdue",
    Timeliness.LAWFULLY_EXTENDED: "extended",
    Timeliness.SUSPENDED: "suspended",
    Timeliness.NO_ANSWER: "no_answer",
    Timeliness.NOT_DELIVERED: "no_answer",
}


def clock_of(case: BodyCase) -> Clock:
    """Return the clock of the case's address."""
    address = case.address
    shown = timeliness_of(address, case.today)
    rule = address.rule
    step = pick(rule.next_step_kk, rule.next_step_ru, rule.next_step_en) if rule else ""
    return Clock(
        state=_STATES.get(shown, "answered") if shown else "answered",
        heading=str(TIMELINESS[shown.value][1]) if shown else _("The duty has passed on"),
        sentence=days_left(address, case.today),
        due_on=address.due_on,
        days=_days(case),
        steps=_steps(case),
        basis=_("Basis of the term: %(basis)s.") % {"basis": Basis(address.basis).label},
        next_step=step if shown is Timeliness.OVERDUE else "",
    )


def days_left(address, today) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Say the date and how many working days are left, or how many have passed."""
    if address.answered_on is not None:
        return _("Answered: %(day)s.") % {"day": long_date(address.answered_on, current_language())}
    if address.due_on is None:
        asked = {"day": long_date(address.asked_on, current_language())}
        return _("Asked: %(day)s. The term begins when the delivery is on record.") % asked
    facts = {"day": long_date(address.due_on, current_language())}
    if late := days_overdue(address, today):
        return _("Last day: %(day)s. Working days late: %(late)s.") % (facts | {"late": late})
    left = _left(address, today)
    if left is None:
        return _("Last day: %(day)s.") % facts
    return _("Last day: %(day)s. Working days left: %(left)s.") % (facts | {"left": left})


def _left(address, today) -> int | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    try:
        return working_days_between(today, address.due_on, engine_calendar(address.calendar))
    except CalendarTooShort:
        return None


def _steps(case: BodyCase) -> list[str]:
    papers = case.papers
    try:
        reckoning = reckon(case.address, papers.extensions, papers.suspensions)
    except NotPermitted as error:
        return [str(error.refusal.message)]
    return explain(case.address, reckoning, current_language())


def _days(case: BodyCase) -> list[Day]:
    """Return the days from the delivery to today or to the last day, whichever is later."""
    address = case.address
    start, due = address.delivered_on, address.due_on
    if start is None or due is None or max(due, case.today) - start > LONGEST:
        return []
    count = (max(due, case.today) - start).days + 1
    try:
        return [_day(start + timedelta(n), case) for n in range(count)]
    except CalendarTooShort:
        return []


def _day(on, case: BodyCase) -> Day:  # type: ignore[no-untyped-def]  # noqa: ANN001
    address = case.address
    if on == address.delivered_on:
        return Day(on, "received")
    if on == address.due_on:
        return Day(on, "due")
    if working_days_between(on - timedelta(1), on, engine_calendar(address.calendar)) == 0:
        return Day(on, "off")
    if address.suspended_since and on >= address.suspended_since:
        return Day(on, "stopped")
    return Day(on, "late" if on > address.due_on else "counted")
