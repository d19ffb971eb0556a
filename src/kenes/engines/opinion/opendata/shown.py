"""Counts as they are published, and which may follow which (clauses 58 and 59)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Mask
from kenes.engines.opinion.stable.suppression import LEAST

COUNTS = ("agrees", "disagrees", "votes")

type Count = Sequence[Any]
"""Agrees, disagrees and votes, and what may follow them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts by part as they are published, None for a hidden part, beside their total."""

    cells: Mapping[Any, Count | None]
    total: Count | None


def has_moved_enough(before: Count, now: Count) -> bool:
    """Tell whether counts may follow one another: the same, or ten votes apart (clause 58).

    >>> has_moved_enough((3, 9, 12), (3, 9, 12)), has_moved_enough((3, 9, 12), (4, 8, 12))
    (True, False)
    """
    same = list(before[:3]) == list(now[:3])
    return same or abs(int(now[2]) - int(before[2])) >= LEAST


def have_moved_enough(before: Counts, now: Counts, *, votes: int = 2) -> Mask:
    """Tell the same of many counts at once, along the last axis; `votes` stand at this place.

    >>> import numpy as np
    >>> have_moved_enough(np.array([[3, 9, 12], [3, 9, 12]]), np.array([[3, 9, 12], [4, 8, 12]]))
    array([ True, False])
    """
    same = (before == now).all(axis=-1)
    return np.asarray(same | (abs(now[..., votes] - before[..., votes]) >= LEAST))


def shown_sizes(sizes: Mapping[Any, int | None], of: int) -> Shown:
    """Return how many people each part has, as counts are: sizes move by the same rule."""
    cells = {name: None if many is None else (0, 0, many) for name, many in sizes.items()}
    return Shown(cells, (0, 0, of))


def may_follow(before: Shown, now: Shown) -> bool:
    """Tell whether counts by part may take the place of those published before (clause 59).

    The total has moved enough, so has each part that was shown, and so have the others together;
    none that was shown is hidden now. A part that is gone has no votes.
    """
    if before.total is None or now.total is None:
        return before.total is None
    shown = {name: cell for name, cell in before.cells.items() if cell is not None}
    fresh = {name: now.cells.get(name, (0, 0, 0)) for name in shown}
    known = {name: cell for name, cell in fresh.items() if cell is not None}
    rest = _rest(before.total, shown.values()), _rest(now.total, known.values())
    pairs = [(shown[name], cell) for name, cell in known.items()]
    steps = [(before.total, now.total), rest, *pairs]
    return len(known) == len(shown) and all(has_moved_enough(*step) for step in steps)


def _rest(total: Count, cells: Iterable[Count]) -> list[int]:
    parts = [total, *cells]
    return [int(parts[0][at]) - sum(int(cell[at]) for cell in parts[1:]) for at in range(3)]


def are_apart(before: Sequence[Count | None], now: Sequence[Count | None]) -> bool:
    """Tell whether no cell is nearly a sum of cells of the other time (clause 60).

    >>> are_apart([(5, 9, 14), (9, 9, 18)], [(4, 9, 13), (20, 20, 40)])
    False
    """
    return _are_far(before, now) and _are_far(now, before)


def _are_far(some: Sequence[Count | None], others: Sequence[Count | None]) -> bool:
    cells = [cell for cell in some if cell is not None]
    known = [cell for cell in others if cell is not None]
    sums = [
        [sum(int(cell[at]) for cell in chosen) for at in range(3)]
        for many in range(1, len(known) + 1)
        for chosen in combinations(known, many)
    ]
    return all(has_moved_enough(one, cell) for one in sums for cell in cells)
