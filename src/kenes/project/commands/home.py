"""KENES_HOME: one folder for database, files, keys and everything that is written at all."""

import os
import secrets
from pathlib import Path

PRIVATE = 0o700
FOLDERS = ("files", "keys", "mail", "register", "run", "static", "tmp", "witnesses")


def make_home(home: Path) -> Path:
    """Make the folder and its parts, readable by their owner alone; return it.

    Temporary files of this process and of its children go to its `tmp`.
    """
    for folder in (home, *(home / name for name in FOLDERS)):
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    os.environ["KENES_HOME"] = str(home)
    os.environ["TMPDIR"] = str(home / "tmp")
    return home


def keep_secret(home: Path, name: str) -> str:
    """Return the secret of that name; one is made the first time it is asked for."""
    path = home / "keys" / name
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()
