"""A tree as the RFC's definition writes it, and logs to try things on."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from hypothesis import settings

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.keys import Kind, SecretKey
from kenes.engines.log.notes import Signer
from kenes.engines.log.tiles import TreeState, integrate

# A busy machine is no finding.
settings.register_profile("log", deadline=None, max_examples=40)
settings.load_profile("log")

VECTORS = Path(__file__).resolve().parents[2] / "vectors/log"
SMALL = VECTORS / "small"
LARGEST = 5000
ORIGIN = "log.example/register"
LOG = Signer(SecretKey(ORIGIN, Kind.ED25519, sha256(b"test log").digest()))
WITNESS = Signer(SecretKey("witness.example/1", Kind.COSIGNATURE, sha256(b"test wit").digest()))
LATTICE = Signer(SecretKey("witness.example/2", Kind.MLDSA44, sha256(b"test pq").digest()))


@cache
def entries(size: int = LARGEST) -> list[bytes]:
    return [f'{{"n":{number}}}'.encode() for number in range(size)]


@cache
def leaves() -> list[bytes]:
    return [sha256(b"\x00" + entry).digest() for entry in entries()]


@cache
def root(low: int, high: int) -> bytes:
    """MTH by its recursive definition (RFC 9162 section 2.1.1)."""
    if high == low:
        return sha256(b"").digest()
    if high - low == 1:
        return leaves()[low]
    split = 1
    while split * 2 < high - low:
        split *= 2
    return sha256(b"\x01" + root(low, low + split) + root(low + split, high)).digest()


def node(height: int, index: int) -> bytes:
    return root(index << height, (index + 1) << height)


def publish(size: int) -> tuple[dict[str, bytes], Checkpoint, TreeState]:
    """Return the files of a log of `size`, its checkpoint and its state."""
    state, files = integrate(TreeState(), entries()[:size])
    tree = Checkpoint(ORIGIN, size, state.root())
    return {**dict(files), "checkpoint": LOG.sign(tree.text())}, tree, state


def flipped(octets: bytes, bit: int) -> bytes:
    """Return `octets` with one bit changed."""
    place = bit % (8 * len(octets))
    changed = bytearray(octets)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)
