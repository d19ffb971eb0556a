"""How many groups are shown: a new number must hold for a while before it replaces the old."""

from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE = 4


@dataclass(frozen=True, slots=True)
class Smoother:
    """The best k of the last tick, for how many ticks running, and the k that is shown."""

    best: int
    running: int
    shown: int


def smooth(last: Smoother | None, silhouettes: Mapping[int, float]) -> Smoother:
    """Take note of this tick's silhouettes by k; of equals the larger k is best (clause 10).

    >>> smooth(Smoother(best=3, running=3, shown=2), {2: 0.1, 3: 0.4}).shown
    3
    >>> smooth(Smoother(best=3, running=1, shown=2), {2: 0.1, 3: 0.4}).shown
    2
    """
    best = max(silhouettes, key=lambda k: (silhouettes[k], k))
    running = last.running + 1 if last and last.best == best else 1
    shown = best if last is None or running >= PATIENCE else last.shown
    # Fewer base clusters may take the shown k away.
    return Smoother(best, running, shown if shown in silhouettes else best)
