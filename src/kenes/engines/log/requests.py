"""What a log asks a witness, and what it takes from the answer (c2sp.org/tlog-witness).

The request is `add-checkpoint`; sending it is the caller's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kenes.engines.log.encoding import from_decimal, hash_from_base64, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.notes import MOST_BYTES, Note, Signature, Verifier
from kenes.engines.log.proofs import MOST_HASHES

MOST_REQUEST_BYTES = MOST_BYTES + 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A checkpoint to cosign, and the proof that it extends the tree of `old` entries."""

    old: int
    path: tuple[bytes, ...]
    checkpoint: bytes

    def octets(self) -> bytes:
        """Return the request's body."""
        lines = [f"old {self.old}", *map(to_base64, self.path)]
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.checkpoint

    @classmethod
    def parse(cls, octets: bytes) -> "Request":
        """Read a request's body. Raises LogError when it is malformed."""
        head, _, checkpoint = octets.partition(b"\n\n")
        if not head.startswith(b"old ") or not head.isascii() or not checkpoint:
            raise _refused("A request is a line `old N`, proof lines, an empty line, a checkpoint.")
        first, *lines = head.decode("ascii").split("\n")
        if len(lines) > MOST_HASHES:
            raise _refused(f"A consistency proof has at most {MOST_HASHES} lines.")
        old = from_decimal(first.removeprefix("old "), step="request.old")
        path = tuple(hash_from_base64(line, step="request.proof") for line in lines)
        return cls(old, path, checkpoint)


def cosignatures_in(
    answer: bytes, checkpoint: bytes, verifiers: Sequence[Verifier]
) -> list[Signature]:
    """Return the signature lines of an answer that hold over `checkpoint`, of known keys alone.

    Signatures of unknown keys are passed over ("add-checkpoint"). Raises LogError when the answer
    is malformed, and the witness's fault is said when a known key's signature does not hold.
    """
    text = Note.parse(checkpoint).text
    held = []
    for line in Note.parse(f"{text}\n".encode() + answer).signatures:
        for verifier in verifiers:
            if not verifier.is_named_by(line):
                continue
            if not verifier.accepts(text, line):
                raise LogError(
                    f"The cosignature by {verifier.name} does not fit the checkpoint.",
                    step="witness.signature",
                    fault=Fault.WITNESS,
                    place=verifier.name,
                )
            held.append(line)
    return held


def _refused(sentence: str) -> LogError:
    return LogError(sentence, step="request.form", fault=Fault.FILE)
