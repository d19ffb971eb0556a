"""Checkpoints: what a log says its whole content is, in three lines (c2sp.org/tlog-checkpoint)."""

from dataclasses import dataclass

from kenes.engines.log.encoding import (
    HASH_SIZE,
    LARGEST,
    from_decimal,
    hash_from_base64,
    to_base64,
)
from kenes.engines.log.errors import Fault, LogError

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin, size and root of a log at one moment.

    `extensions` are further lines that others may have written (tlog-checkpoint, "Note text");
    Kenes writes none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        r"""Return the text that is signed: each line ends in LF.

        >>> Checkpoint("example.org/log", 0, bytes(32)).text()
        'example.org/log\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'
        """
        if not self.origin or not 0 <= self.size <= LARGEST or len(self.root) != HASH_SIZE:
            raise LogError(
                "A checkpoint needs an origin, a size of 0 to 2^63 - 1 and a root of 32 bytes.",
                step="checkpoint.values",
                fault=Fault.READER,
            )
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a checkpoint's text. Raises LogError, the log's, when it is none."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < _LINES or not text.endswith("\n"):
            raise _refused("A checkpoint has three lines: origin, size, root.", "lines")
        origin, size, root, *extensions = lines
        if not origin or not all(extensions):
            raise _refused("A checkpoint has no empty line.", "lines")
        return cls(
            origin,
            from_decimal(size, step="checkpoint.size", fault=Fault.LOG),
            hash_from_base64(root, step="checkpoint.root", fault=Fault.LOG),
            tuple(extensions),
        )


def _refused(sentence: str, what: str) -> LogError:
    return LogError(sentence, step=f"checkpoint.{what}", fault=Fault.LOG)
