"""Showings and new voters are counted in memory and added to the database many at once.

What was not added when a worker ends is lost: at most `ENOUGH` showings and nine new voters.
Neither knows of anybody: a statement and a chance, a conversation and a number.
"""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from kenes.domain.conversations.actions.watching import TENS, add_showings, add_ten_voters

ENOUGH = 200
WAITS = timedelta(seconds=20)


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
