"""What each file of a folder of open data is, byte by byte, as `sha256sum -c` reads it.

Numbers are computed again and need no list. Words, facts and what is stated beside tables are not:
the list tells whether they are as they were published (clause 53).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kenes.engines.opinion.errors import UnreadableFile

SUMS = "SHA256SUMS"
EXPECTED = "on each line a digest and the name of a file of this folder"
_LINE = re.compile(r"([0-9a-f]{64})  ([\w.]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that is not what the list says: its digest there, and its own."""

    name: str
    listed: str
    found: str


def list_sums(files: Mapping[str, bytes]) -> bytes:
    """Return the list of the digests of `files`, in the order of their names.

    >>> list_sums({"result.json": b"{}"})[:20]
    b'44136fa355b3678a1146'
    """
    lines = (f"{_digest(files[name])}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def first_changed(folder: Path, known: frozenset[str]) -> Changed | None:
    """Return the first file of `folder` that is not as listed; `known` are the names there may be.

    Raises UnreadableFile where the list or a file that it names is not there.
    """
    listed = _read(folder, known)
    if isinstance(listed, Changed):
        return listed
    return next(_changes(folder, listed, known), None)


def _changes(folder: Path, listed: Mapping[str, str], known: frozenset[str]) -> Iterator[Changed]:
    for name in sorted(known):
        if name not in listed and (folder / name).exists():
            yield Changed(name, "not listed", _digest(bytes_of(folder / name)))
        if name in listed and (found := _digest(bytes_of(folder / name))) != listed[name]:
            yield Changed(name, listed[name], found)


def _read(folder: Path, known: frozenset[str]) -> dict[str, str] | Changed:
    """Return the digests by name, or the line that names no file of a folder of open data."""
    listed: dict[str, str] = {}
    *lines, rest = bytes_of(folder / SUMS).decode(errors="replace").split("\n")
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match[2] not in known or match[2] in listed:
            return Changed(SUMS, EXPECTED, line)
        listed[match[2]] = match[1]
    return Changed(SUMS, EXPECTED, rest) if rest else listed


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def bytes_of(path: Path) -> bytes:
    """Return what a file of the folder holds; raises UnreadableFile where there is none."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read: name the folder of open data, or fetch it again."
        ) from error
