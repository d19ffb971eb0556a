"""The steps of a reckoning, as plain values: the page that shows them finds the words."""

from dataclasses import dataclass
from datetime import date

from kenes.engines.deadlines.terms import Rule


@dataclass(frozen=True, slots=True)
class Started:
    """The event fell on `on`; `first_day`, the day after it, is day 1 of `rule`."""

    on: date
    first_day: date
    rule: Rule


@dataclass(frozen=True, slots=True)
class Counted:
    """`number` days were counted from `first` to `last`, passing over plain weekends.

    `weekend_days` of them lie in between or just before `first`; zero in calendar-day terms.
    """

    number: int
    first: date
    last: date
    weekend_days: int = 0


@dataclass(frozen=True, slots=True)
class CountedMonths:
    """`months` were counted and reach `last`; `shortened` when that month has no such day number.

    `last` is before any suspended days are added.
    """

    months: int
    last: date
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """`first` to `last` were not worked: the holidays `names` with the weekend days around them."""

    first: date
    last: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspended:
    """`first` to `last` did not count because the clock stood; `last` is None while it stands."""

    first: date
    last: date | None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class MovedToWorkingDay:
    """The term ended on `from_on`, not worked (`names`, or a plain weekend); so `to_on`."""

    from_on: date
    to_on: date
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extended:
    """A decision of `decided_on` added `rule` after `from_on`; `to_on` is None while suspended.

    The steps that follow tell how the added time was counted.
    """

    rule: Rule
    decided_on: date
    from_on: date
    to_on: date | None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class ExtendedTooLate:
    """A decision of `decided_on` came after the due date `due_on` and added nothing."""

    rule: Rule
    decided_on: date
    due_on: date
    ground: str = ""


type Step = (
    Started
    | Counted
    | CountedMonths
    | Skipped
    | Suspended
    | MovedToWorkingDay
    | Extended
    | ExtendedTooLate
)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A due date and everything needed to explain it.

    `due_on` is the last day of the term, to its end, in the addressee's zone; None while a
    suspension is open (`suspended_since`). `counted` holds each counted day, extensions
    included. The calendar's code and version say by which table it was computed.
    """

    start_on: date
    rule: Rule
    due_on: date | None
    suspended_since: date | None
    steps: tuple[Step, ...]
    counted: tuple[date, ...]
    calendar_code: str
    calendar_version: int

    @property
    def is_extended(self) -> bool:
        """Tell whether an extension took effect."""
        return any(isinstance(step, Extended) for step in self.steps)
