"""Hashes of the Merkle tree: leaves, nodes, roots (RFC 9162 section 2.1.1 = RFC 6962 2.1).

Pure. A level of the tree is handed about as one `bytes` of 32-byte hashes, since a tile is
written that way and slices of it hash fastest.
"""

from collections.abc import Iterable
from hashlib import sha256
from struct import Struct

from kenes.engines.log.encoding import HASH_SIZE

EMPTY_ROOT = sha256(b"").digest()
"""Root of the tree of no leaves (RFC 9162 section 2.1.1)."""

PAIR = 2 * HASH_SIZE
_pairs = Struct(f"{PAIR}s").iter_unpack
_BLOCK = 256


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry) (RFC 9162 section 2.1.1).

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right) (RFC 9162 section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def leaf_hashes(entries: Iterable[bytes]) -> bytes:
    """Return the leaf hashes of `entries`, one after another."""
    hashed = sha256
    return b"".join([hashed(b"\x00" + entry).digest() for entry in entries])


def place_of(leaf: bytes, hashes: bytes) -> int | None:
    """Return the number of `leaf` in a row of hashes, or None when it is not there."""
    at = hashes.find(leaf)
    while at % HASH_SIZE and at >= 0:
        at = hashes.find(leaf, at + 1)
    return None if at < 0 else at // HASH_SIZE


def parents_of(hashes: bytes) -> bytes:
    """Hash pairs into their parents; an odd last hash has none yet."""
    hashed = sha256
    pairs = _pairs(hashes[: len(hashes) - len(hashes) % PAIR])
    return b"".join([hashed(b"\x01" + pair).digest() for (pair,) in pairs])


def level_above(hashes: bytes) -> bytes:
    """Hash the level above: pairs become parents, an odd last one rises as it is.

    Rising unchanged is the same as splitting at the largest power of two (RFC 9162 2.1.1).
    """
    odd = len(hashes) % PAIR
    return parents_of(hashes) + hashes[len(hashes) - odd :]


def root_of(hashes: bytes) -> bytes:
    """Return the root over a row of hashes, of which the last may stand for fewer leaves.

    `hashes` holds at least one hash.
    """
    while len(hashes) > HASH_SIZE:
        hashes = level_above(hashes)
    return hashes


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes, in memory that grows with the logarithm of their number.

    >>> tree_root([]) == EMPTY_ROOT
    True
    """
    rows: list[bytearray] = []
    for leaf in leaves:
        _push(rows, leaf)
    return root_of_edge(bytes(row) for row in rows)


def _push(rows: list[bytearray], hashed: bytes) -> None:
    """Add one hash to the lowest row; a row of 256 becomes one hash of the row above."""
    for row in rows:
        row.extend(hashed)
        if len(row) < _BLOCK * HASH_SIZE:
            return
        hashed = root_of(bytes(row))
        row.clear()
    rows.append(bytearray(hashed))


def root_of_edge(rows: Iterable[bytes]) -> bytes:
    """Return the root from the right edge: per level the hashes that fill no whole tile yet.

    `rows[l]` holds floor(size / 256**l) mod 256 hashes (tlog-tiles, "Partial tiles").
    """
    below = b""
    for row in rows:
        above = row + below
        below = root_of(above) if above else b""
    return below or EMPTY_ROOT
