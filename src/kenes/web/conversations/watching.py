"""Showings and new voters are counted in memory and added to the database many at once.

What was not added when a worker ends is lost: at most `ENOUGH` showings and nine new voters.
Neither knows of anybody: a statement and a chance, a conversation and a number.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING

from kenes.domain.conversations import queries
from kenes.domain.conversations.actions.watching import TENS, add_showings, add_ten_voters
from kenes.domain.conversations.queries.watching import busy_hours, showings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kenes.domain.conversations.models import Arrival, Conversation
    from kenes.domain.conversations.routing import Tally

ENOUGH = 200
WAITS = timedelta(seconds=20)
BURST = 3
"""An hour with so many times the middle of the busy hours is called many."""
BURST_AT_LEAST = 30


class Showings:
    """Counts showings and their chances until there are enough, or the first has waited long."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[int, tuple[int, float]] = {}
        self._many = 0
        self._since: datetime | None = None

    def add(self, statement: int, chance: float, now: datetime) -> None:
        """Count one showing of a statement that was drawn with a chance."""
        with self._lock:
            shown, chances = self._kept.get(statement, (0, 0.0))
            self._kept[statement] = (shown + 1, chances + chance)
            self._many += 1
            self._since = self._since or now
            is_due = self._many >= ENOUGH or now - self._since >= WAITS
            due = self._kept if is_due else {}
            if is_due:
                self.forget()
        if due:
            add_showings(due)

    def forget(self) -> None:
        """Forget what was not added yet."""
        self._kept, self._many, self._since = {}, 0, None


class Arrivals:
    """Counts new voters by conversation; ten are added to the hour in which the tenth came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[int] = Counter()

    def add(self, conversation: int, now: datetime) -> None:
        """Count one new voter."""
        with self._lock:
            self._counts[conversation] += 1
            are_ten = self._counts[conversation] == TENS
            if are_ten:
                del self._counts[conversation]
        if are_ten:
            add_ten_voters(conversation, now)

    def forget(self) -> None:
        """Forget what was not added yet."""
        self._counts.clear()


SHOWINGS = Showings()
ARRIVALS = Arrivals()


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement in the panel: how often it was shown and voted on, its mean chance."""

    number: int
    shown: int
    votes: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class Watch:
    """What the host watches; an hour with `burst` new voters or more is called many."""

    statements: "Sequence[Shown]"
    hours: "Sequence[Arrival]"
    burst: int


def watch_of(
    row: "Conversation",
    statements: "Sequence[queries.Shown]",
    tallies: "Mapping[int, Tally]",
) -> Watch:
    """Return the panels of a conversation: two queries."""
    seen = showings(row)
    lines = [
        _line(one, seen.get(one.pk), tallies.get(one.pk))
        for one in statements
        if one.state == queries.StatementState.SHOWN
    ]
    hours = busy_hours(row)
    usual = median([hour.many for hour in hours] or [0])
    return Watch(lines, hours, max(int(BURST * usual), BURST_AT_LEAST))


def _line(one: queries.Shown, seen: tuple[int, float] | None, tally: "Tally | None") -> Shown:
    shown, chance = seen or (0, None)
    return Shown(one.number, shown, tally.votes if tally else 0, chance)
