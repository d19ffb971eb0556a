"""What a law or a decision says about a term: its length, its extensions, its suspensions."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Ten years in days: longer than any term of answer, short enough to count day by day.
LONGEST = 3660
MONTHS_IN_YEAR = 12


class TermError(ValueError):
    """A rule or a suspension that no clock could follow."""


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Rule:
    """A length of time as a law states it: 15 working days, 2 months.

    Raises TermError unless `amount` is a whole number from 1 to 3660.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not isinstance(self.amount, int) or not 1 <= self.amount <= LONGEST:
            raise TermError(
                f"a term of {self.amount!r} {self.unit} cannot be counted; "
                f"give a whole number from 1 to {LONGEST}"
            )


@dataclass(frozen=True, slots=True)
class Extension:
    """A decision to give more time: `rule` is added after the due date then in force.

    `decided_on` is the date of the decision; one made after the due date gives nothing
    (spec, clause 7). `ground` is passed through to the step, for whoever words it.
    """

    rule: Rule
    decided_on: date
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count: `from_on` is the first, `until_on` the last, None while it lasts.

    Raises TermError when it ends before it begins.
    """

    from_on: date
    until_on: date | None = None
    ground: str = ""

    def __post_init__(self) -> None:
        if self.until_on is not None and self.until_on < self.from_on:
            raise TermError(
                f"a suspension cannot end on {self.until_on}, before it begins on "
                f"{self.from_on}; correct one of the dates"
            )

    def holds(self, day: date) -> bool:
        """Tell whether `day` is suspended."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def months_after(start: date, months: int) -> date:
    """Return the same day number `months` later, or the last day of a shorter month.

    >>> months_after(date(2026, 12, 31), 2)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(start.month - 1 + months, MONTHS_IN_YEAR)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
