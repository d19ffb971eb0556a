"""The demonstration, prepared once in a run by its own command and copied by whoever needs it."""

import fcntl
import json
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from tests.project.processes import ROOT, kenes

# A fresh home takes a minute and a half of work, on a machine that does much else ten times that.
SECONDS = 900


OUTSIDE = {
    ".git",
    ".venv",
    "var",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    "__pycache__",
}


def tree_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file, leaving out what tools and tests keep for themselves."""
    found = {}
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in OUTSIDE]
        for name in files:
            about = (Path(path) / name).lstat()
            found[f"{path}/{name}"] = (about.st_size, about.st_mtime_ns)
    return found


@dataclass(frozen=True)
class Prepared:
    """A home as `kenes demo --no-serve` left it, and what the command said."""

    home: Path
    said: str
    written_outside: list[str]

    def copy_to(self, home: Path) -> Path:
        """Copy the home, keys and database included; nothing of the original is touched."""
        return Path(shutil.copytree(self.home, home))


def prepare(folder: Path) -> Prepared:
    """Prepare the demonstration in `folder`, or take what another worker of this run prepared.

    Raises AssertionError with the command's own words when it fails.
    """
    about = folder / "about.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not about.exists():
            about.write_text(json.dumps(_prepared_in(folder / "home")))
    return Prepared(folder / "home", **json.loads(about.read_text()))


def _prepared_in(home: Path) -> dict[str, object]:
    before = tree_of(ROOT)
    done = kenes("demo", "--no-serve", KENES_HOME=str(home), timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    after = tree_of(ROOT)
    changed = sorted(dict(before.items() ^ after.items()))
    return {"said": done.stdout, "written_outside": changed}


def restore(prepared: Prepared) -> None:
    """Put the prepared demonstration into this test's SQLite database, with its files."""
    source = sqlite3.connect(prepared.home / "kenes.sqlite3")
    try:
        connection.ensure_connection()
        source.backup(connection.connection)
    finally:
        source.close()
    shutil.copytree(prepared.home / "files", default_storage.location, dirs_exist_ok=True)
    for folder in ("register", "keys"):
        kept = Path(settings.KENES_HOME) / folder
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(prepared.home / folder, kept)


def empty() -> None:
    """Empty the database, entries of the log included, which no trigger lets go on SQLite."""
    if connection.vendor != "sqlite":
        call_command("flush", verbosity=0, interactive=False)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'register_entry_kept'")
        (trigger,) = cursor.fetchone()
        cursor.execute("DROP TRIGGER register_entry_kept")
        call_command("flush", verbosity=0, interactive=False)
        cursor.execute(trigger)
