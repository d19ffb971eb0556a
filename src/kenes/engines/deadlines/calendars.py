"""Working-day calendars: which days are worked, and for which years that is known.

A calendar is a version of a table kept by people. It answers only for the days it
covers: a year nobody has entered is not a year without holidays (spec, clause 2).
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
# Leaves room for any term counted from a covered day before the last date Python can write.
LAST_YEAR = 9000
DAYS_IN_WEEK = 7


class CalendarError(ValueError):
    """A calendar contradicts itself, or was asked about something that is not a date."""


class CalendarTooShort(CalendarError):
    """A day lies outside the dates a calendar covers.

    `day` is the first day that was needed, `calendar` the one that does not know it.
    """

    def __init__(self, day: date, calendar: "Calendar") -> None:
        """Say which day is missing and what to enter."""
        self.day = day
        self.calendar = calendar
        covers = calendar.covers
        super().__init__(
            f"calendar {calendar.code!r} version {calendar.version} covers {covers.first} to "
            f"{covers.last}, and {day} lies outside, so its holidays are unknown; publish a "
            f"version of the calendar that covers {day.year} and compute again"
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days, both ends included. Raises CalendarError when it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError(
                f"a span cannot end on {self.last}, before it begins on {self.first}; swap them"
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """Number of calendar days, both ends included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One version of one country's working days.

    `code` names the calendar ("KZ"), `version` rises with each correction. `days_off` gives
    the name, or the key of a name, of each holiday and moved day off; it may fall on a weekend.
    `days_on` are weekend days worked by decree. `weekend` holds weekday numbers, Monday is 0.
    `covers` are the days for which the table is complete.

    Raises CalendarError when a day is both on and off, or no weekday is left to work on.
    """

    code: str
    version: int
    covers: Span
    days_off: Mapping[date, str] = field(default_factory=dict, hash=False)
    days_on: Collection[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})
    _weekdays_off: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _weekends_on: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Copies: a calendar version must not change when its maker goes on editing the table.
        object.__setattr__(self, "days_off", MappingProxyType(dict(self.days_off)))
        object.__setattr__(self, "days_on", frozenset(self.days_on))
        object.__setattr__(self, "weekend", frozenset(self.weekend))
        off = (day for day in self.days_off if day.weekday() not in self.weekend)
        on = (day for day in self.days_on if day.weekday() in self.weekend)
        object.__setattr__(self, "_weekdays_off", tuple(sorted(off)))
        object.__setattr__(self, "_weekends_on", tuple(sorted(on)))
        if both := sorted(self.days_off.keys() & frozenset(self.days_on)):
            raise CalendarError(
                f"calendar {self.code!r}: {both[0]} is entered as a day off and as a working "
                "day; keep the one the latest decree names"
            )
        if len(self.weekend & frozenset(range(DAYS_IN_WEEK))) == DAYS_IN_WEEK:
            raise CalendarError(
                f"calendar {self.code!r}: all seven weekdays are weekend, so no term could end; "
                "leave at least one out"
            )
        if self.covers.last.year > LAST_YEAR:
            raise CalendarError(
                f"calendar {self.code!r} claims to know days up to {self.covers.last}; "
                f"end its coverage in the year {LAST_YEAR} at the latest"
            )

    def require(self, day: date) -> None:
        """Raise CalendarTooShort unless `day` is covered."""
        if not self.covers.first <= day <= self.covers.last:
            raise CalendarTooShort(day, self)

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is worked. Raises CalendarTooShort outside the coverage."""
        self.require(day)
        if day in self.days_on:
            return True
        return day.weekday() not in self.weekend and day not in self.days_off

    def worked_after(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and with `last`, which is not earlier.

        Counted by whole weeks and exceptions: what is years late costs no more than what is
        days late. Raises CalendarTooShort naming the first day that is not covered.
        """
        if first == last:
            return 0
        self.require(first + ONE_DAY)
        if last > self.covers.last:
            self.require(max(first, self.covers.last) + ONE_DAY)
        weeks, rest = divmod((last - first).days, DAYS_IN_WEEK)
        days = (last - timedelta(n) for n in range(rest))
        worked = weeks * (DAYS_IN_WEEK - len(self.weekend & frozenset(range(DAYS_IN_WEEK))))
        worked += sum(day.weekday() not in self.weekend for day in days)
        return (
            worked
            - _within(self._weekdays_off, first, last)
            + _within(self._weekends_on, first, last)
        )

    def names_off(self, first: date, last: date) -> tuple[str, ...]:
        """Names of the days off from `first` to `last`, each once, in order of first appearance."""
        days = (first + timedelta(n) for n in range((last - first).days + 1))
        return tuple(dict.fromkeys(self.days_off[day] for day in days if day in self.days_off))


def refuse_moment(day: date, what: str) -> None:
    """Raise CalendarError for a datetime, which would silently match no calendar day."""
    if isinstance(day, datetime):
        raise CalendarError(
            f"{what} is the moment {day.isoformat()}, and terms are counted in dates; give the "
            "date of that moment in the addressee's time zone"
        )


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Count the working days after `first` up to and with `last`; negative when `last` is earlier.

    Due on a Friday and answered on the next Monday is 1; swapping the dates changes the sign.
    Raises CalendarTooShort where a day in between is not covered (spec, clause 9).

    >>> year = Calendar(code="KZ", version=1, covers=Span(date(2026, 1, 1), date(2026, 12, 31)))
    >>> working_days_between(date(2026, 6, 5), date(2026, 6, 8), year)
    1
    """
    refuse_moment(first, "the first day")
    refuse_moment(last, "the last day")
    if last < first:
        return -working_days_between(last, first, calendar)
    return calendar.worked_after(first, last)


def _within(days: Sequence[date], first: date, last: date) -> int:
    """Count the sorted days after `first` up to and with `last`."""
    return bisect_right(days, last) - bisect_right(days, first)
