"""The demonstration's time: days before today, in office hours, stories interleaved by the hour."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Protocol

type Tale = Iterator[datetime]
"""Acts after each moment that it yields; it is resumed when everything earlier has happened."""

FRIDAY = 4
FIRST_HOUR, HOURS = 4, 7
"""Office hours of the invented host, from nine to four, as hours of UTC."""


class HasToday(Protocol):
    """Whatever knows the day on which the demonstration is loaded."""

    today: date


def weekday_before(day: date) -> date:
    """Return the day itself, or the Friday before a weekend day."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def days_ago(world: HasToday, days: int) -> datetime:
    """Return the morning of the weekday on or before the day so many days before today."""
    day = weekday_before(world.today - timedelta(days=days))
    return datetime.combine(day, time(FIRST_HOUR), UTC)


def at_hour(moment: datetime, seed: int) -> datetime:
    """Return another moment of the same day's office hours, always the same for one seed."""
    return moment.replace(hour=FIRST_HOUR + seed % HOURS, minute=seed * 7 % 60)


def play(tales: Sequence[Tale], *, until: datetime) -> int:
    """Let all tales happen in one order of time; return how many acts there were.

    What lies after `until` does not happen. Of two acts at one moment the earlier tale's is first.
    """
    numbers = count()
    waiting: list[tuple[datetime, int, Tale]] = []
    for tale in tales:
        _wait(waiting, tale, next(numbers), until)
    acts = 0
    while waiting:
        _moment, number, tale = heapq.heappop(waiting)
        acts += 1
        _wait(waiting, tale, number, until)
    return acts


def _wait(
    waiting: list[tuple[datetime, int, Tale]], tale: Tale, number: int, until: datetime
) -> None:
    """Run a tale up to its next moment, and note that moment if it comes in time."""
    moment = next(tale, None)
    if moment is not None and moment <= until:
        heapq.heappush(waiting, (moment, number, tale))
