"""One entry's proof as a file that can be checked offline (c2sp.org/tlog-proof@v1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from kenes.engines.log import notes, proofs
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import from_base64, from_decimal, hash_from_base64, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.hashing import leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"
_STEP = "proof.form"


@dataclass(frozen=True, slots=True)
class Proof:
    """Index, audit path and signed checkpoint; `extra` is not covered by any signature."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def checkpoint_of(self, verifiers: Sequence[notes.Verifier]) -> Checkpoint:
        """Return the checkpoint once a known key's signature on it holds. Raises LogError."""
        return Checkpoint.parse(notes.opened(self.checkpoint, verifiers).text)


def write(
    index: int, path: Sequence[bytes], checkpoint: bytes, extra: bytes | None = None
) -> bytes:
    """Return the file: header, extra, index, path, empty line, checkpoint ("Format")."""
    lines = [HEADER]
    if extra is not None:
        lines.append(f"extra {to_base64(extra)}")
    lines += [f"index {index}", *map(to_base64, path)]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + checkpoint


def parse(octets: bytes) -> Proof:
    """Read a proof file, in time proportional to its length. Raises LogError when it is none."""
    head, found, checkpoint = octets.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        lines = []
    if not found or not lines or lines.pop(0) != HEADER:
        raise _refused(f"A proof file begins with the line {HEADER}.")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = from_base64(lines.pop(0).removeprefix("extra "), step="proof.extra")
    if not lines or not lines[0].startswith("index "):
        raise _refused("The proof file lacks its line `index N`.")
    index = from_decimal(lines.pop(0).removeprefix("index "), step="proof.index")
    if len(lines) > proofs.MOST_HASHES:
        raise _refused(f"A proof has at most {proofs.MOST_HASHES} hashes.")
    path = tuple(hash_from_base64(line, step="proof.path") for line in lines)
    return Proof(index, path, checkpoint, extra)


def check(proof: Proof, entry: bytes, checkpoint: Checkpoint) -> None:
    """Check that `entry` is in the tree of a checkpoint whose signatures were verified.

    Raises LogError when it is not shown to be.
    """
    proofs.check_inclusion(
        leaf_hash(entry), proof.index, checkpoint.size, proof.path, checkpoint.root
    )


def _refused(sentence: str) -> LogError:
    return LogError(sentence, step=_STEP, fault=Fault.FILE)
