"""What a page shows of one clock: a sentence, a small calendar, the steps, the next lawful step."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kenes.domain.institutions.queries import engine_calendar
from kenes.domain.recommendations.clocks import (
    TIMELINESS_LABELS,
    days_overdue,
    days_silent,
    explain,
    is_lawful,
    reckon,
    timeliness_of,
)
from kenes.domain.recommendations.explaining import holiday_names, law_of
from kenes.domain.recommendations.models import Address
from kenes.domain.shared.dates import whole_date
from kenes.domain.shared.languages import current_language, pick
from kenes.engines import deadlines
from kenes.engines.deadlines import Reckoning, Timeliness

__all__ = ["CalendarDay", "ClockView", "DayKind", "Timeliness", "clock_view", "next_step_of"]

# A clock that ran for years is drawn by its last weeks; the steps say the rest.
WEEKS_SHOWN = 26


class DayKind(StrEnum):
    """How the small calendar draws a day."""

    OUTSIDE = "outside"
    START = "start"
    COUNTED = "counted"
    OFF = "off"
    SUSPENDED = "suspended"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the small calendar; `name` is its holiday's, where it has one."""

    on: date
    kind: DayKind
    is_today: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock, ready to be shown in the active language.

    `is_lawful` says whether the page may speak of law: a statute binds and the delivery is on
    record. `days_left` and `days_overdue` are working days, `days_silent` calendar days.
    """

    timeliness: Timeliness | None
    label: str | Promise
    headline: str
    is_lawful: bool
    due_on: date | None
    original_due_on: date | None
    days_left: int | None
    days_overdue: int | None
    days_silent: int
    law: str
    steps: list[str]
    weeks: list[list[CalendarDay]]
    next_step: str


def clock_view(address: Address, today: date) -> ClockView:
    """Return what to show of an address's clock on `today`."""
    shown, reckoning = timeliness_of(address, today), reckon(address)
    return ClockView(
        timeliness=shown,
        label=TIMELINESS_LABELS[shown] if shown else "",
        headline=_headline(address, shown, today),
        is_lawful=is_lawful(address),
        due_on=address.due_on,
        original_due_on=address.original_due_on,
        days_left=_days_left(address, today),
        days_overdue=days_overdue(address, today),
        days_silent=days_silent(address, today),
        law=law_of(address.rule) if address.rule else "",
        steps=explain(address, reckoning, current_language()),
        weeks=_weeks(address, reckoning, today) if reckoning else [],
        next_step=next_step_of(address, today),
    )


def next_step_of(address: Address, today: date) -> str:
    """Return what the law opens once the date has passed without an answer; else nothing."""
    rule = address.rule
    if rule is None or timeliness_of(address, today) is not Timeliness.OVERDUE:
        return ""
    return pick(rule.next_step_kk, rule.next_step_ru, rule.next_step_en)


def _days_left(address: Address, today: date) -> int | None:
    if address.due_on is None or not address.is_open or today > address.due_on:
        return None
    try:
        return deadlines.working_days_between(
            today, address.due_on, engine_calendar(address.calendar)
        )
    except deadlines.CalendarTooShort:
        return None


def _headline(address: Address, shown: Timeliness | None, today: date) -> str:
    due = {"date": whole_date(address.due_on)} if address.due_on else {"date": ""}
    if shown is Timeliness.OVERDUE:
        late = days_overdue(address, today) or 0
        said = ngettext(
            "Overdue by %(number)s working day", "Overdue by %(number)s working days", late
        )
        return said % {"number": late}
    if shown is Timeliness.NOT_DELIVERED:
        return _("Asked %(date)s, not yet delivered") % {"date": whole_date(address.asked_on)}
    if shown is Timeliness.NO_ANSWER:
        silent = days_silent(address, today)
        said = ngettext(
            "Asked %(date)s, no answer for %(number)s day",
            "Asked %(date)s, no answer for %(number)s days",
            silent,
        )
        return said % {"date": whole_date(address.asked_on), "number": silent}
    left = _days_left(address, today)
    if shown is Timeliness.LAWFULLY_EXTENDED:
        return _("Extended to %(date)s") % due
    if left is None:
        return str(TIMELINESS_LABELS[shown]) if shown else _("The duty passed on")
    said = ngettext(
        "Due %(date)s, %(number)s working day left",
        "Due %(date)s, %(number)s working days left",
        left,
    )
    return said % {**due, "number": left}


def _weeks(address: Address, reckoning: Reckoning, today: date) -> list[list[CalendarDay]]:
    """Return whole weeks, Monday first, from the start to the end or to today."""
    ended = address.answered_on or today
    last = max(day for day in (reckoning.due_on, ended, reckoning.start_on) if day)
    monday = reckoning.start_on - timedelta(days=reckoning.start_on.weekday())
    earliest = last - timedelta(days=last.weekday(), weeks=WEEKS_SHOWN - 1)
    monday = max(monday, earliest)
    weeks = (last - monday).days // 7 + 1
    return [
        [
            _calendar_day(monday + timedelta(days=7 * week + day), address, reckoning, today)
            for day in range(7)
        ]
        for week in range(weeks)
    ]


def _calendar_day(on: date, address: Address, reckoning: Reckoning, today: date) -> CalendarDay:
    kind = _kind(on, address, reckoning, today)
    return CalendarDay(on, kind, on == today, holiday_names(address.calendar, on, on))


def _kind(on: date, address: Address, reckoning: Reckoning, today: date) -> DayKind:
    ended = min(address.answered_on or today, today)
    if on <= reckoning.start_on:
        return DayKind.START if on == reckoning.start_on else DayKind.OUTSIDE
    if on == reckoning.due_on:
        return DayKind.DUE
    if any(_stood(pause, on) for pause in reckoning.steps):
        return DayKind.SUSPENDED
    if on in reckoning.counted:
        return DayKind.COUNTED
    if reckoning.due_on is None or on > reckoning.due_on:
        is_late = reckoning.due_on is not None and on <= ended and _is_worked(on, address)
        return DayKind.LATE if is_late else DayKind.OUTSIDE
    return DayKind.OFF


def _stood(step: deadlines.Step, on: date) -> bool:
    if not isinstance(step, deadlines.Suspended):
        return False
    return step.first <= on and (step.last is None or on <= step.last)


def _is_worked(on: date, address: Address) -> bool:
    try:
        return engine_calendar(address.calendar).is_working(on)
    except deadlines.CalendarTooShort:
        return True
