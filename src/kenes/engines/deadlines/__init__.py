"""Due dates, each with the steps that led to it; and what a clock may be said to show.

Pure: dates in, dates and structured steps out. No words for readers live here; whoever
shows a step puts it into a sentence. Rules and examples: docs/specs/deadlines.md
"""

from kenes.engines.deadlines.calendars import (
    Calendar,
    CalendarError,
    CalendarTooShort,
    Span,
    working_days_between,
)
from kenes.engines.deadlines.changes import Change, DayChange, DayKind, DayState, explain_change
from kenes.engines.deadlines.clocks import Basis, ClockFacts, Timeliness, silent_days, timeliness
from kenes.engines.deadlines.reckoning import due
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
from kenes.engines.deadlines.terms import Extension, Rule, Suspension, TermError, Unit

__all__ = [
    "Basis",
    "Calendar",
    "CalendarError",
    "CalendarTooShort",
    "Change",
    "ClockFacts",
    "Counted",
    "CountedMonths",
    "DayChange",
    "DayKind",
    "DayState",
    "Extended",
    "ExtendedTooLate",
    "Extension",
    "MovedToWorkingDay",
    "Reckoning",
    "Rule",
    "Skipped",
    "Span",
    "Started",
    "Step",
    "Suspended",
    "Suspension",
    "TermError",
    "Timeliness",
    "Unit",
    "due",
    "explain_change",
    "silent_days",
    "timeliness",
    "working_days_between",
]
