"""Compute a due date day by day and keep the steps.

The convention is that of the Civil Code of Kazakhstan, articles 172-176: a term runs from
the day after its start event; a term in months ends on the same day number; a term that
ends on a non-working day ends on the next working day. Clauses: docs/specs/deadlines.md
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from itertools import groupby
from operator import itemgetter

from kenes.engines.deadlines.calendars import ONE_DAY, Calendar, refuse_moment
from kenes.engines.deadlines.steps import (
    Counted,
    CountedMonths,
    Extended,
    ExtendedTooLate,
    MovedToWorkingDay,
    Reckoning,
    Skipped,
    Started,
    Step,
    Suspended,
)
from kenes.engines.deadlines.terms import Extension, Rule, Suspension, Unit, months_after


class _Label(Enum):
    COUNTED = auto()
    OFF = auto()
    PAUSED = auto()


@dataclass(slots=True)
class _Leg:
    """One rule counted out: the term itself, or one extension."""

    last: date | None = None
    paused: Suspension | None = None
    paused_on: date | None = None
    steps: list[Step] = field(default_factory=list)
    counted: list[date] = field(default_factory=list)


def due(
    start: date,
    rule: Rule,
    calendar: Calendar,
    *,
    extensions: Iterable[Extension] = (),
    suspensions: Iterable[Suspension] = (),
) -> Reckoning:
    """Compute when a term that began with an event on `start` ends, and how that was reached.

    Extensions are applied in the order of their decisions. Raises CalendarTooShort when the
    start or any day up to the due date is not covered, CalendarError when `start` is a moment.

    >>> from kenes.engines.deadlines import Span
    >>> year = Calendar(code="KZ", version=1, covers=Span(date(2026, 1, 1), date(2026, 12, 31)))
    >>> due(date(2026, 6, 1), Rule(10, Unit.WORKING_DAYS), year).due_on
    datetime.date(2026, 6, 15)
    """
    refuse_moment(start, "the start of the term")
    calendar.require(start)
    pauses = tuple(sorted(suspensions, key=lambda pause: pause.from_on))
    leg = _count_out(start, rule, calendar, pauses)
    leg.steps.insert(0, Started(start, start + ONE_DAY, rule))
    for extension in sorted(extensions, key=lambda extension: extension.decided_on):
        _extend(leg, extension, calendar, pauses)
    return Reckoning(
        start_on=start,
        rule=rule,
        due_on=leg.last,
        suspended_since=leg.paused_on,
        steps=tuple(leg.steps),
        counted=tuple(leg.counted),
        calendar_code=calendar.code,
        calendar_version=calendar.version,
    )


def _extend(
    leg: _Leg, extension: Extension, calendar: Calendar, pauses: Sequence[Suspension]
) -> None:
    """Add one extension to `leg`; while the clock stands there is no date to add it to."""
    if leg.last is None:
        return
    rule, decided_on, ground = extension.rule, extension.decided_on, extension.ground
    if decided_on > leg.last:
        leg.steps.append(ExtendedTooLate(rule, decided_on, leg.last, ground))
        return
    more = _count_out(leg.last, rule, calendar, pauses)
    leg.steps.append(Extended(rule, decided_on, leg.last, more.last, ground))
    leg.steps.extend(more.steps)
    leg.counted.extend(more.counted)
    leg.last, leg.paused_on = more.last, more.paused_on


def _count_out(start: date, rule: Rule, calendar: Calendar, pauses: Sequence[Suspension]) -> _Leg:
    """Count `rule` from the day after `start`, then step off a day that is not worked."""
    number, only_working = rule.amount, rule.unit is Unit.WORKING_DAYS
    if rule.unit is Unit.MONTHS:
        number = (months_after(start, rule.amount) - start).days
    leg = _Leg()
    labels = _label(leg, start, number, calendar, pauses, only_working=only_working)
    leg.counted = [day for label, day in labels if label is _Label.COUNTED]
    leg.steps = _tell(labels, calendar, pauses)
    if rule.unit is Unit.MONTHS:
        leg.steps = _tell_months(start, rule.amount, leg.steps)
    if leg.last is not None and not only_working:
        _move(leg, leg.last, calendar, pauses)
    if leg.paused is not None and leg.paused_on is not None:
        leg.steps.append(Suspended(leg.paused_on, None, leg.paused.ground))
    return leg


def _label(
    leg: _Leg,
    start: date,
    number: int,
    calendar: Calendar,
    pauses: Sequence[Suspension],
    *,
    only_working: bool,
) -> list[tuple[_Label, date]]:
    """Label each day after `start` until `number` are counted or an open suspension is met."""
    labels: list[tuple[_Label, date]] = []
    day = start
    while number:
        day += ONE_DAY
        if pauses and (pause := _pause_on(day, pauses)):
            if pause.until_on is None:
                leg.paused, leg.paused_on = pause, day
                return labels
            calendar.require(day)
            labels.append((_Label.PAUSED, day))
        elif calendar.is_working(day) or not only_working:
            labels.append((_Label.COUNTED, day))
            number -= 1
        else:
            labels.append((_Label.OFF, day))
    leg.last = day
    return labels


def _pause_on(day: date, pauses: Sequence[Suspension]) -> Suspension | None:
    """Find what suspends `day`; an open suspension before a closed one."""
    held = [pause for pause in pauses if pause.holds(day)]
    return next((pause for pause in held if pause.until_on is None), held[0] if held else None)


def _tell(
    labels: Sequence[tuple[_Label, date]], calendar: Calendar, pauses: Sequence[Suspension]
) -> list[Step]:
    """Fold labelled days into steps: holidays with their weekend, plain weekends as a number."""
    steps: list[Step] = []
    weekend_days = 0
    for label, run in groupby(labels, key=itemgetter(0)):
        days = [day for _, day in run]
        first, last = days[0], days[-1]
        if label is _Label.PAUSED:
            pause = _pause_on(first, pauses)
            steps.append(Suspended(first, last, pause.ground if pause else ""))
        elif label is _Label.COUNTED:
            _add_counted(steps, Counted(len(days), first, last, weekend_days))
            weekend_days = 0
        elif names := calendar.names_off(first, last):
            steps.append(Skipped(first, last, names))
        else:
            weekend_days += len(days)
    return steps


def _add_counted(steps: list[Step], more: Counted) -> None:
    """Add a run of counted days, joined to the run before it when only a weekend parts them."""
    before = steps[-1] if steps else None
    if isinstance(before, Counted):
        number, weekend = before.number + more.number, before.weekend_days + more.weekend_days
        steps[-1] = replace(before, number=number, last=more.last, weekend_days=weekend)
    else:
        steps.append(more)


def _tell_months(start: date, months: int, steps: Iterable[Step]) -> list[Step]:
    """Say the months once instead of their days; keep the suspensions."""
    last = months_after(start, months)
    told: list[Step] = [CountedMonths(months, last, shortened=last.day != start.day)]
    return told + [step for step in steps if isinstance(step, Suspended)]


def _move(leg: _Leg, ended: date, calendar: Calendar, pauses: Sequence[Suspension]) -> None:
    """Move the end of `leg` from a non-working day to the next working, unsuspended one."""
    day = ended
    while True:
        # The day the count reached is not suspended; only the days after it may be.
        pause = _pause_on(day, pauses) if day != ended else None
        if pause and pause.until_on is None:
            leg.last, leg.paused, leg.paused_on = None, pause, day
            return
        if calendar.is_working(day) and not pause:
            break
        day += ONE_DAY
    if day != ended:
        leg.steps.append(MovedToWorkingDay(ended, day, calendar.names_off(ended, day - ONE_DAY)))
    leg.last = day
