"""What a monitor keeps: a copy of the log under the log's own paths, checkpoints, and evidence.

The copy is itself a log: `kenes-verify log FOLDER` checks it, and any web server can serve it.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from kenes.engines.log.reading import Read
from kenes.verify.sources import UnusableError

INCOMING, EVIDENCE, RECEIPTS, SEEN = "incoming", "evidence", "receipts", "checkpoints"


class Mirror:
    """The folder of one monitor for one log."""

    def __init__(self, folder: Path) -> None:
        """Make the folder where it is missing. Raises UnusableError when it cannot be written."""
        self.folder = folder
        try:
            for name in (EVIDENCE, RECEIPTS, SEEN):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableError(f"{folder} cannot be made: {error.strerror}.") from None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep out a second monitor on the same folder. Raises UnusableError when one is there."""
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UnusableError(f"Another monitor is at work in {self.folder}.") from None
            yield

    def read(self, path: str) -> bytes:
        """Return a file of the copy. Raises FileNotFoundError when it is not there."""
        try:
            return (self.folder / path).read_bytes()
        except (NotADirectoryError, IsADirectoryError):
            raise FileNotFoundError(path) from None

    def fetching(self, read: Read) -> Read:
        """Return a reader that keeps each file it gets, apart until `accept` or `reject`."""
        shutil.rmtree(self.folder / INCOMING, ignore_errors=True)

        def fetch(path: str) -> bytes:
            octets = read(path)
            _write(self.folder / INCOMING / path, octets)
            return octets

        return fetch

    def accept(self, checkpoint: bytes) -> None:
        """Take what was fetched into the copy, and the checkpoint last."""
        incoming = self.folder / INCOMING
        for path in sorted(incoming.rglob("*")):
            if path.is_file():
                target = self.folder / path.relative_to(incoming)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
        shutil.rmtree(incoming, ignore_errors=True)
        self.keep_checkpoint(checkpoint)
        _write(self.folder / "checkpoint", checkpoint)

    def keep_checkpoint(self, note: bytes) -> None:
        """Keep a signed checkpoint for ever, under the digest of its octets."""
        _write(self.folder / SEEN / sha256(note).hexdigest()[:32], note)

    def reject(self, finding: Mapping[str, str], served: Mapping[str, bytes]) -> Path:
        """Keep what was served as evidence, once for each finding; return its folder."""
        written = json.dumps(dict(finding), indent=1, ensure_ascii=False, sort_keys=True)
        name = f"{finding['step']}-{sha256(written.encode()).hexdigest()[:12]}"
        place = self.folder / EVIDENCE / name
        if not place.exists():
            incoming = self.folder / INCOMING
            if incoming.exists():
                shutil.copytree(incoming, place / "served")
            for path, octets in served.items():
                _write(place / path, octets)
            _write(place / "finding.json", f"{written}\n".encode())
        shutil.rmtree(self.folder / INCOMING, ignore_errors=True)
        return place

    def cursor(self) -> int:
        """Return the number of the bundle that is to be read again next."""
        try:
            return int((self.folder / "cursor").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def move_cursor(self, number: int) -> None:
        """Remember where to go on reading again."""
        _write(self.folder / "cursor", f"{number}\n".encode())

    def receipts(self) -> list[Path]:
        """Return the receipts that wait to be honoured."""
        return sorted(path for path in (self.folder / RECEIPTS).iterdir() if path.is_file())

    def honour(self, receipt: Path) -> None:
        """Put away a receipt whose entry is in the log."""
        (receipt.parent / "honoured").mkdir(exist_ok=True)
        receipt.replace(receipt.parent / "honoured" / receipt.name)


def _write(path: Path, octets: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
