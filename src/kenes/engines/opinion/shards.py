"""People in parts, each computed where it lies, and the sums put together.

Tables and counts are integers, so the sum is the same to the last byte however people are split
(clause 56).
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import accumulate
from operator import add
from typing import Any, Protocol

from kenes.engines.opinion.arrays import Counts, Places
from kenes.engines.opinion.matrix import VoteMatrix

ENOUGH = 20_000
"""People that keep one thread busy; for fewer, starting threads costs more than it gives."""


class Over(Protocol):
    """Where shards are computed: `over(shards, method, array)` is the sum of all results.

    Sums are put together in the order of the shards; `method` is a function of a module, so that
    another process can find it.
    """

    def __call__[Sum](
        self,
        shards: Sequence[VoteMatrix],
        method: Callable[[VoteMatrix, Any], Sum],
        array: Any = None,
    ) -> Sum:
        """Return the sum of `method(shard, array)` over all shards."""


def threads_for(people: int) -> int:
    """Return how many shards of so many people are worth their threads on this machine."""
    return min(os.cpu_count() or 1, 1 + people // ENOUGH)


def in_slices(people: int, act: Callable[[slice], object]) -> None:
    """Do `act` for all people, a slice of them a thread; it writes to the places of its slice."""
    size = max(1, -(-people // threads_for(people)))
    slices = [slice(first, min(first + size, people)) for first in range(0, people, size)]
    if len(slices) < 2:  # noqa: PLR2004  # one thread, if anybody at all, is this one
        for part in slices:
            act(part)
        return
    with ThreadPoolExecutor(len(slices)) as pool:
        list(pool.map(act, slices))


def split(matrix: VoteMatrix, parts: int) -> list[VoteMatrix]:
    """Cut the people of a matrix into at most `parts` shards of about equal size.

    >>> import numpy as np
    >>> three = VoteMatrix(np.arange(4), np.zeros(3, np.int32), np.ones(3, np.int8), 1)
    >>> [shard.height for shard in split(three, 2)]
    [2, 1]
    """
    size = max(1, -(-matrix.height // parts))
    ends = range(0, max(matrix.height, 1), size)
    return [matrix.rows(first, min(first + size, matrix.height)) for first in ends]


def sum_over[Sum](
    shards: Sequence[VoteMatrix], method: Callable[[VoteMatrix, Any], Sum], array: Any = None
) -> Sum:
    """Return the sum of `method(shard, array)` over all shards, one thread a shard.

    The compiled loops hold no lock, so the threads do run side by side.
    """
    if len(shards) == 1:
        return method(shards[0], array)
    with ThreadPoolExecutor(len(shards)) as pool:
        parts = pool.map(lambda shard: method(shard, array), shards)
        return reduce(add, parts)


def count_over(parts: Sequence[VoteMatrix], group: Places, groups: int) -> Counts:
    """Return agrees, disagrees and votes by group and statement, one thread a part.

    `group` has a number for each person of all parts, one part after the other.
    """
    ends = accumulate((part.height for part in parts), initial=0)
    mine = [group[first : first + part.height] for part, first in zip(parts, ends, strict=False)]
    if len(parts) == 1:
        return parts[0].count(mine[0], groups)
    with ThreadPoolExecutor(len(parts)) as pool:
        found = pool.map(lambda part, own: part.count(own, groups), parts, mine)
        return reduce(add, found)
