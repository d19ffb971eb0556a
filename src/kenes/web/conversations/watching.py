"""The host's panels: how often statements were shown, and when many came at once."""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries.watching import busy_hours, showings
from kenes.domain.conversations.seen import ARRIVALS, ENOUGH, SHOWINGS, Arrivals, Showings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kenes.domain.conversations.models import Arrival, Conversation
    from kenes.domain.conversations.routing import Tally

__all__ = ["ARRIVALS", "ENOUGH", "SHOWINGS", "Arrivals", "Showings", "Shown", "Watch", "watch_of"]

BURST = 3
"""An hour with so many times the middle of the busy hours is called many."""
BURST_AT_LEAST = 30


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
