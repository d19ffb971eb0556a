"""The tables of an empty database, migrated once and copied: to migrate takes longer than most tests.

A copy is brought up to date like any database, so an old one would only cost time.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import django
from django.apps import apps

from tests.project.processes import ROOT, kenes

KEPT = ROOT / ".pytest_cache/migrated"


def digest() -> str:
    """Return the SHA-256, in hex, of every migration of every application."""
    said = hashlib.sha256(django.__version__.encode())
    for config in apps.get_app_configs():
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            said.update(f"{config.label} {file.name}\n".encode() + file.read_bytes())
    return said.hexdigest()


def copy_to(database: Path) -> None:
    """Write an SQLite file with every table; whoever comes first migrates, the others wait.

    Raises AssertionError with the command's own words when migrating fails.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"{digest()}.sqlite3"
        if not kept.exists():
            _migrate(kept)
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, database)


def _migrate(kept: Path) -> None:
    """Migrate in a folder of its own, keep the file alone and none of an earlier state."""
    home = KEPT / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    done = kenes(
        "migrate",
        "--no-input",
        KENES_HOME=str(home),
        DJANGO_SETTINGS_MODULE="kenes.project.settings.test",
    )
    assert done.returncode == 0, done.stderr
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    whole = home / "whole.sqlite3"
    with (
        closing(sqlite3.connect(home / "kenes.sqlite3")) as source,
        closing(sqlite3.connect(whole)) as target,
    ):
        source.backup(target)
    whole.rename(kept)
    shutil.rmtree(home)
