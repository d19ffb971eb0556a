"""Answers of the witness's server (c2sp.org/tlog-witness, "add-checkpoint")."""

from dataclasses import dataclass

PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"


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
