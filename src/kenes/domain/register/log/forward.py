"""Bring a restored, older database forward from the published log.

The log holds every entry's bytes but never salt and content: those of the acts between the backup
and the loss are gone, and the entries stand without them, as after a lawful removal.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction

from kenes.domain.register import queries
from kenes.domain.register.actions import place_entry
from kenes.domain.register.log import errors
from kenes.domain.register.models import Entry
from kenes.engines.log.acts import Act
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.reading import Read, TileReader
from kenes.engines.log.tiles import WIDTH


@dataclass(frozen=True, slots=True)
class Forward:
    """What was brought forward: from which size, how many rows were found again, how many lost.

    `found` entries waited in the database and kept their content; `emptied` came from the log.
    """

    held: int
    found: int
    emptied: int


@transaction.atomic
def bring_forward(read: Read, published: Checkpoint) -> Forward:
    """Give the database every entry of a published log, at its index, all or none.

    The log was verified before (`publishing.expect_whole`). Raises LogStopped: `fork` when the
    rows are not the beginning of this log, `act_between` when another act took an entry's place.
    """
    held = queries.indexed_count()
    reader = TileReader(read, published.size)
    _refuse_other_rows(reader, held)
    waiting = {leaf_hash(queries.entry_bytes(row)): row for row in _waiting()}
    found = 0
    for index in range(held, published.size):
        octets = _entry(reader, index)
        row = waiting.pop(leaf_hash(octets), None)
        found += row is not None
        _place(row or _row_of(octets), index, octets)
    return Forward(held, found, max(0, published.size - held) - found)


def _refuse_other_rows(reader: TileReader, held: int) -> None:
    """Refuse rows that differ from the log, as far as both go."""
    both = min(held, reader.size)
    stored = queries.leaf_hashes(both)
    for number in range((both + WIDTH - 1) // WIDTH):
        entries = reader.entries(number)[: both - number * WIDTH]
        if [leaf_hash(one) for one in entries] != list(islice(stored, len(entries))):
            raise errors.fork(both)


def _waiting() -> list[Entry]:
    return list(Entry.objects.filter(index__isnull=True).order_by("pk"))


def _entry(reader: TileReader, index: int) -> bytes:
    try:
        return reader.entry(index)
    except LogError as error:
        raise errors.damaged(str(error)) from None


def _row_of(octets: bytes) -> Entry:
    """Return a new row for an entry of which only its bytes are left. Raises LogStopped."""
    try:
        act = Act.parse(octets)
    except LogError as error:
        raise errors.damaged(str(error)) from None
    before = act.prev_version_digest
    return Entry(
        type=act.type,
        v=act.v,
        at=datetime.fromisoformat(act.at),
        object=act.object,
        object_version=act.object_version,
        actor_role=act.actor_role,
        digest=bytes.fromhex(act.digest),
        prev_version_digest=bytes.fromhex(before) if before else None,
    )


def _place(row: Entry, index: int, octets: bytes) -> None:
    try:
        place_entry(row, index=index, leaf=leaf_hash(octets))
    except IntegrityError:
        raise errors.act_between(index) from None
