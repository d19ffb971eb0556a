"""The request and the answers of add-checkpoint (c2sp.org/tlog-witness 1.0)."""

from dataclasses import dataclass

from kenes.engines.log.encoding import from_decimal, hash_from_base64, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.notes import MOST_BYTES
from kenes.engines.log.proofs import MOST_HASHES

MOST_REQUEST_BYTES = MOST_BYTES + 64 * 1024
PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"


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


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content type and body of an HTTP answer."""

    status: int
    octets: bytes
    content_type: str = PLAIN


def say(status: int, sentence: str) -> Answer:
    """Return an answer of one sentence."""
    return Answer(status, f"{sentence}\n".encode())


def conflict(size: int) -> Answer:
    """Return 409 with the size of the last checkpoint that was cosigned."""
    return Answer(409, f"{size}\n".encode(), SIZE)


def _refused(sentence: str) -> LogError:
    return LogError(sentence, step="request.form", fault=Fault.FILE)
