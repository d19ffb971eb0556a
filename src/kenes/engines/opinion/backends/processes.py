"""Shards in processes of this machine."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import reduce
from itertools import repeat
from multiprocessing import get_context
from operator import add
from typing import Any

from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.shards import Over


@contextmanager
def in_processes(workers: int) -> Iterator[Over]:
    """Start `workers` processes, compute shards in them, and end them with the block."""
    # A forked child would inherit threads of the compiled loops in an unknown state.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:

        def over[Sum](
            shards: Sequence[VoteMatrix],
            method: Callable[[VoteMatrix, Any], Sum],
            array: Any = None,
        ) -> Sum:
            return reduce(add, pool.map(method, shards, repeat(array)))

        yield over
