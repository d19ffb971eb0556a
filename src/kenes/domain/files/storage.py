"""Bytes on disk under their SHA-256: written aside, synced, then moved into place."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024


def folder() -> Path:
    """Return the folder of all stored files."""
    return Path(settings.KENES_HOME) / "files"


def path_of(sha256: str) -> Path:
    """Return where the bytes of this digest lie."""
    return folder() / sha256[:2] / sha256[2:4] / sha256


def keep(content: BinaryIO) -> str:
    """Write the bytes, readable by this server's user alone; return their SHA-256.

    Half a file is never seen under its name: it is written aside and renamed when it is on disk.
    """
    folder().mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder(), prefix="incoming-")
    digest = hashlib.sha256()
    try:
        content.seek(0)
        with os.fdopen(handle, "wb") as target:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        place = path_of(digest.hexdigest())
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(aside).replace(place)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return digest.hexdigest()
