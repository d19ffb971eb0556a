"""The published files of the log: a plain folder that any web server can hand out.

A file appears whole or not at all: it is written aside, synced, renamed, and its folder synced.
One writer at a time (see `locks`), so one name aside is enough, and a killed writer leaves at
most that one file behind.
"""

import os
from pathlib import Path

from kenes.domain.register.log.errors import rewritten

ASIDE = ".incoming"
CHECKPOINT = "checkpoint"
READABLE = 0o644


class Folder:
    """Published files by their path under one root, such as `tile/0/000`."""

    def __init__(self, root: Path) -> None:
        """Use `root`, which is made with the first file."""
        self.root = root

    def read(self, path: str) -> bytes:
        """Return a file's bytes. Raises FileNotFoundError."""
        return (self.root / path).read_bytes()

    def find(self, path: str) -> bytes | None:
        """Return a file's bytes, or None when there is no such file."""
        try:
            return self.read(path)
        except FileNotFoundError:
            return None

    def add(self, path: str, octets: bytes) -> None:
        """Publish a file whose bytes never change again.

        The same bytes again are no fault: a worker that was killed repeats its last steps.
        Raises LogStopped (`path_rewritten`) for others, and OSError when the disk is full.
        """
        there = self.find(path)
        if there is None:
            self.replace(path, octets)
        elif there != octets:
            raise rewritten(path)

    def replace(self, path: str, octets: bytes) -> None:
        """Publish a file in one step over what stood there; for the checkpoint and the keys."""
        place = self.root / path
        _make_folder(place.parent)
        aside = self.root / ASIDE
        _write_synced(aside, octets)
        aside.replace(place)  # one step on every POSIX file system
        sync_folder(place.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each synced into the one that holds it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(0o755)
    sync_folder(folder.parent)


def _write_synced(place: Path, octets: bytes) -> None:
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, READABLE)
    try:
        write_all(descriptor, octets)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, octets: bytes) -> None:
    """Write all of the bytes, in as many steps as the system takes. Raises OSError."""
    rest = memoryview(octets)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk: a rename is lost with the power otherwise."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
