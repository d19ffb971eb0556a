"""A receipt: signed before the entry is in the log, with the time by which it will be.

A log proves that nothing entered was changed, and cannot prove that anything was entered. The
receipt closes that gap: one that is not honoured is evidence. Format: docs/specs/log.md, clause 9.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kenes.engines.log.encoding import hash_from_base64, shortened, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.notes import Signer, Verifier, opened

HEADER = "kenes-receipt/v1"
"""The first line. A checkpoint's second line is a number and this one's is not, so that no
signature on a receipt can be shown as one on a checkpoint."""
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_LINES = 5


@dataclass(frozen=True, slots=True)
class Receipt:
    """Leaf hash of an entry, when it was taken, and by when the log `origin` will hold it.

    Times are aware, in UTC, in whole seconds.
    """

    origin: str
    leaf: bytes
    taken_at: datetime
    due_at: datetime

    def text(self) -> str:
        """Return the text that is signed."""
        lines = (
            HEADER,
            self.origin,
            to_base64(self.leaf),
            f"taken {_written(self.taken_at)}",
            f"due {_written(self.due_at)}",
        )
        return "".join(f"{line}\n" for line in lines)

    def signed(self, signer: Signer) -> bytes:
        """Return the receipt as a signed note."""
        return signer.sign(self.text())

    @classmethod
    def opened(cls, octets: bytes, verifiers: Sequence[Verifier]) -> "Receipt":
        """Read a receipt that a known key signed. Raises LogError otherwise."""
        lines = opened(octets, verifiers).text.removesuffix("\n").split("\n")
        if len(lines) != _LINES or lines[0] != HEADER:
            raise _refused(f"A receipt has {_LINES} lines, the first of them {HEADER}.")
        return cls(
            lines[1],
            hash_from_base64(lines[2], step="receipt.leaf"),
            _time(lines[3], "taken "),
            _time(lines[4], "due "),
        )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORM)


def _time(line: str, word: str) -> datetime:
    try:
        moment = datetime.strptime(line.removeprefix(word), _FORM).replace(tzinfo=UTC)
    except ValueError:
        moment = None
    if moment is None or f"{word}{_written(moment)}" != line:
        raise _refused(f"A time of a receipt reads `{word}2026-11-09T09:00:00Z`.", line)
    return moment


def _refused(sentence: str, found: str = "") -> LogError:
    return LogError(sentence, step="receipt.form", fault=Fault.FILE, found=shortened(found))
