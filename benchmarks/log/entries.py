"""Entries of the register's size and form."""

from collections.abc import Iterator
from itertools import islice

BATCH = 65_536
_ENTRY = (
    b'{"actor_role":"secretary","at":"2026-11-09T09:00:00Z","digest":"%064d","object":'
    b'"0193a1b2-7c3d-7e4f-8a5b-%012d","object_version":1,"prev_version_digest":null,'
    b'"type":"recommendation.admitted","v":1}'
)


def entries(count: int) -> Iterator[bytes]:
    """Give entries of the register's size and form; making one is part of every time below."""
    return (_ENTRY % (number, number) for number in range(count))


def batches(count: int, size: int = BATCH) -> Iterator[list[bytes]]:
    """Give the entries in lists, for what takes no stream."""
    source = entries(count)
    while batch := list(islice(source, size)):
        yield batch
