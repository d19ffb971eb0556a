"""Recompute a whole log from its entries, and name the first thing that does not hold.

Every entry is hashed, every tile compared with what the entries make, and the root with what the
log signed. Memory does not grow with the log. Rules: docs/specs/log.md, clause 8.
"""

from collections.abc import Callable
from typing import NoReturn

from kenes.engines.log import hashing
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import HASH_SIZE, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.proofs import check_consistency, prove_consistency
from kenes.engines.log.reading import Read, TileReader
from kenes.engines.log.tiles import WIDTH, Growth, TreeState, bundle_path, tile_path

type Seen = Callable[[int, list[bytes], bytes], None]
"""Called for each block whose hashes hold: index of the first, the entries, their leaf hashes."""


def verify_log(
    read: Read, tree: Checkpoint, *, since: TreeState | None = None, seen: Seen | None = None
) -> TreeState:
    """Recompute the tree of a checkpoint from the published entries; return where it stands.

    With `since`, a state verified before, only what came after is read, and the root still has
    to come out. The checkpoint's signatures are the caller's to check. Raises LogError with the
    first file, entry or hash that is wrong.
    """
    since = since or TreeState()
    if since.size > tree.size:
        check_consistency(since.size, b"", tree.size, b"", [])
    reader = TileReader(read, tree.size)
    growth = Growth(since.size, since.edge)
    for number in range(since.size // WIDTH, -(-tree.size // WIDTH)):
        _verify_bundle(reader, growth, number, seen)
    for level, number, row in growth.partial():
        _compare(reader, level, number, row)
    root = hashing.root_of_edge(growth.edge())
    if root != tree.root:
        raise LogError(
            "Entries and tiles agree with each other, but make another root than the log signed.",
            step="log.root",
            fault=Fault.LOG,
            place="checkpoint",
            expected=to_base64(tree.root),
            found=to_base64(root),
        )
    bundle = reader.bundle(tree.size // WIDTH) if tree.size % WIDTH else b""
    return TreeState(tree.size, growth.edge(), bundle)


def verify_extension(read: Read, old: Checkpoint, new: Checkpoint) -> None:
    """Check that `new` extends `old`, by a proof built from the log's own tiles.

    Raises LogError when the origin differs, the log went back, or it is forked.
    """
    if old.origin != new.origin:
        raise LogError(
            "The two checkpoints are of different logs.",
            step="checkpoint.origin",
            fault=Fault.READER,
            expected=old.origin,
            found=new.origin,
        )
    path = []
    if 0 < old.size < new.size:
        path = prove_consistency(old.size, new.size, TileReader(read, new.size).node)
    check_consistency(old.size, old.root, new.size, new.root, path)


def _verify_bundle(reader: TileReader, growth: Growth, number: int, seen: Seen | None) -> None:
    """Hash the entries of one bundle, and compare the tiles that the new ones fill.

    Entries that a state before already covers must still have the hashes they had.
    """
    first = growth.size
    before = first % WIDTH
    entries = reader.entries(number)
    hashes = hashing.leaf_hashes(entries)
    known, new = hashes[: before * HASH_SIZE], hashes[before * HASH_SIZE :]
    if before and known != growth.row(0):
        _refuse_tile(0, number, known, growth.row(0))
    for level, at, tile in growth.add(new):
        _compare(reader, level, at, tile)
    if seen:
        seen(first, entries[before:], new)


def _compare(reader: TileReader, level: int, number: int, made: bytes) -> None:
    """Compare a tile with what its entries, or the tiles below it, make."""
    served = reader.tile(level, number)
    if served != made:
        _refuse_tile(level, number, made, served)


def _refuse_tile(level: int, number: int, made: bytes, served: bytes) -> NoReturn:
    """Name the first hash that differs, and what it is the hash of."""
    places = range(0, len(made), HASH_SIZE)
    at = next(at for at in places if made[at : at + HASH_SIZE] != served[at : at + HASH_SIZE])
    index = number * WIDTH + at // HASH_SIZE
    path = tile_path(level, number, len(made) // HASH_SIZE)
    if level:
        what = f"Hash {index} is not the root of {tile_path(level - 1, index)}."
    else:
        what = f"Entry {index} in {bundle_path(number)} does not have the hash that the tile holds."
    raise LogError(
        what,
        step="log.node" if level else "log.entry",
        fault=Fault.LOG,
        place=path,
        expected=to_base64(served[at : at + HASH_SIZE]),
        found=to_base64(made[at : at + HASH_SIZE]),
    )
