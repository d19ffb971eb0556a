"""A duty and its date, with the small calendar beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext_lazy as _

from kenes.web.shared.components.tags import Text

type ClockState = Literal[
    "not_due", "due_soon", "overdue", "extended", "suspended", "answered", "no_answer"
]


type DayKind = Literal["received", "counted", "off", "due", "late", "stopped", "out"]


_CLOCKS: dict[str, tuple[str, str]] = {
    "not_due": ("ti-wait", ""),
    "due_soon": ("ti-near", "near"),
    "overdue": ("ti-over", "over"),
    "extended": ("ti-ext", ""),
    "suspended": ("ti-stop", ""),
    "answered": ("ti-said", "shut"),
    "no_answer": ("ti-none", ""),
}


DAY_WORDS: dict[str, Text] = {
    "received": _("received"),
    "counted": _("counted day"),
    "off": _("day off"),
    "stopped": _("suspended day"),
    "due": _("last day"),
    "late": _("late day"),
}


WEEKDAYS: list[tuple[Text, Text]] = [
    (_("Mo"), _("Monday")),
    (_("Tu"), _("Tuesday")),
    (_("We"), _("Wednesday")),
    (_("Th"), _("Thursday")),
    (_("Fr"), _("Friday")),
    (_("Sa"), _("Saturday")),
    (_("Su"), _("Sunday")),
]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the clock's small calendar; `note` is read aloud after the number."""

    on: date
    kind: DayKind
    note: Text = ""

    @property
    def said(self) -> Text:
        """What is read aloud after the number: its own note, else what its kind means."""
        return self.note or DAY_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty and its date: `components/clock.html`.

    `heading` is the verdict, `sentence` the date and the days in words, `steps` the numbered
    calculation, `basis` the calendar's version, `next_step` the next lawful step with its link.
    `days` run without a gap from receipt to today or to the last day.
    """

    state: ClockState
    heading: Text
    sentence: Text
    due_on: date | None = None
    days: Sequence[Day] = ()
    steps: Sequence[Text] = ()
    basis: Text = ""
    next_step: Text = ""
    next_label: Text = ""
    next_url: str = ""
    ident: str = "clock"

    @property
    def symbol(self) -> str:
        """Name of the pennant beside the heading."""
        return _CLOCKS[self.state][0]

    @property
    def edge(self) -> str:
        """Class of the box: "over" (red), "near" (amber), "shut" (thin) or nothing."""
        return _CLOCKS[self.state][1]

    @property
    def weeks(self) -> list[list[Day]]:
        """The days as rows of seven from Monday, filled with days of kind "out"."""
        if not self.days:
            return []
        before = self.days[0].on.weekday()
        after = 6 - self.days[-1].on.weekday()
        lead = [Day(self.days[0].on - timedelta(before - n), "out") for n in range(before)]
        tail = [Day(self.days[-1].on + timedelta(n + 1), "out") for n in range(after)]
        row = [*lead, *self.days, *tail]
        return [row[start : start + 7] for start in range(0, len(row), 7)]

    @property
    def key(self) -> list[tuple[str, Text]]:
        """(kind, meaning) of the kinds that occur, so that the key explains no more."""
        present = {day.kind for day in self.days}
        return [(kind, word) for kind, word in DAY_WORDS.items() if kind in present]

    @property
    def weekdays(self) -> list[tuple[Text, Text]]:
        """(short, full) names of the days from Monday."""
        return WEEKDAYS
