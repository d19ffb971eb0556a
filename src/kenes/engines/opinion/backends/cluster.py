"""Shards on the workers of a Dask cluster: sent once, asked as often as need be."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import add
from typing import Any

from distributed import Client

from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.shards import Over

SECONDS = 10
"""How long a scheduler may take to answer."""


@contextmanager
def on_cluster(address: str) -> Iterator[Over]:
    """Compute shards on the workers of the scheduler at `address` (tcp://host:port).

    Raises OpinionError if it does not answer.
    """
    with _connected(address) as client:
        sent: dict[int, tuple[VoteMatrix, Any]] = {}

        def place(shard: VoteMatrix) -> Any:
            # The shard is kept beside its future, so that no other one takes its id.
            if id(shard) not in sent:
                sent[id(shard)] = (shard, client.scatter(shard, hash=False))
            return sent[id(shard)][1]

        def over[Sum](
            shards: Sequence[VoteMatrix],
            method: Callable[[VoteMatrix, Any], Sum],
            array: Any = None,
        ) -> Sum:
            asked = [client.submit(method, place(shard), array, pure=False) for shard in shards]
            found: Sum = reduce(add, client.gather(asked))
            return found

        yield over


def _connected(address: str) -> Any:
    try:
        return Client(address, timeout=SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise OpinionError(
            f"The scheduler {address} does not answer ({error}): start it with `dask scheduler`, "
            "or give its tcp:// address."
        ) from error
