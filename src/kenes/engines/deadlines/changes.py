"""Say which days differ between two reckonings of one term, as after a calendar's correction."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kenes.engines.deadlines.steps import MovedToWorkingDay, Reckoning, Skipped, Suspended


class DayKind(StrEnum):
    """What a reckoning did with a day."""

    COUNTED = "counted"
    OFF = "off"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class DayState:
    """What a reckoning did with a day; `names` are the holidays of the run it stood in."""

    kind: DayKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that the two reckonings treat differently."""

    on: date
    before: DayState
    after: DayState


@dataclass(frozen=True, slots=True)
class Change:
    """How a due date moved and which days moved it.

    `moved_by` is in calendar days, later is positive; None where either has no due date.
    `days` lists only days both reckonings pass through, so each is a cause, not a consequence.
    """

    old_due_on: date | None
    new_due_on: date | None
    moved_by: int | None
    days: tuple[DayChange, ...]


def explain_change(old: Reckoning, new: Reckoning) -> Change:
    """Compare two reckonings day by day up to the earlier of their ends (spec, clause 10)."""
    before, after = _states(old), _states(new)
    shared = sorted(before.keys() & after.keys())
    days = (DayChange(day, before[day], after[day]) for day in shared)
    moved_by = None
    if old.due_on is not None and new.due_on is not None:
        moved_by = (new.due_on - old.due_on).days
    changed = tuple(day for day in days if day.before.kind is not day.after.kind)
    return Change(old.due_on, new.due_on, moved_by, changed)


def _states(reckoning: Reckoning) -> dict[date, DayState]:
    """Map each day from day 1 to the end to what was done with it."""
    first = reckoning.start_on + timedelta(days=1)
    last = reckoning.due_on or max(reckoning.counted, default=reckoning.start_on)
    # What no step speaks of is a plain weekend.
    states = dict.fromkeys(_days(first, last), DayState(DayKind.OFF))
    states |= dict.fromkeys(reckoning.counted, DayState(DayKind.COUNTED))
    for step in reckoning.steps:
        match step:
            case Skipped(begin, end, names):
                states |= dict.fromkeys(_days(begin, end), DayState(DayKind.OFF, names))
            case MovedToWorkingDay(begin, end, names):
                states |= dict.fromkeys(_days(begin, end), DayState(DayKind.OFF, names))
                states[end] = DayState(DayKind.COUNTED)
            case Suspended(begin, date() as end):
                states |= dict.fromkeys(_days(begin, end), DayState(DayKind.SUSPENDED))
            case Suspended(begin, None):
                states[begin] = DayState(DayKind.SUSPENDED)
            case _:
                pass
    return states


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]
