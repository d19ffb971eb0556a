"""Copy a database while it is in use, check the copy, and put it into an empty one.

SQLite by its own online backup, PostgreSQL by its own `pg_dump` and `pg_restore`: both give one
moment of the database, whoever writes meanwhile.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kenes.project.backup.refusing import BackupRefused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def migrations_applied() -> list[str]:
    """Return what the tables of the database are made by, as `app.name`."""
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def migrations_unknown(applied: list[str]) -> list[str]:
    """Return those of `applied` that this version of Kenes does not have."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for migration in loader.disk_migrations.values()
              for app, name in migration.replaces}  # fmt: skip
    return sorted(set(applied) - known)


def copy_database(folder: Path) -> Path:
    """Write a copy of the whole database into `folder`, check it, and return its place."""
    place = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(place)
    else:
        name = str(connection.settings_dict["NAME"])
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={place}", name)
        _run("pg_restore", "--list", str(place))
    return place


def load_database(place: Path) -> None:
    """Put a copy into the empty database of this server."""
    if connection.vendor == "sqlite":
        connection.close()
        target = Path(str(connection.settings_dict["NAME"]))
        for journal in ("-wal", "-shm"):
            target.with_name(target.name + journal).unlink(missing_ok=True)
        shutil.copyfile(place, target)
        return
    name = str(connection.settings_dict["NAME"])
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    _run("pg_restore", *options, f"--dbname={name}", str(place))


def is_empty() -> bool:
    """Return whether the database has no table yet."""
    return not connection.introspection.table_names()


def _copy_sqlite(place: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(place)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a second for new pages
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BackupRefused(
            "database_damaged",
            f"The copy of the database is not whole ({found}). The database itself is damaged: "
            "keep the last backup, and look at the disk.",
        )


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database. Raises BackupRefused with its own words."""
    try:
        done = subprocess.run(  # noqa: S603  # PostgreSQL's own program, no shell
            [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupRefused(
            "program_missing",
            f"{program} is not installed. Install PostgreSQL's client programs, of the server's "
            "version or newer (Debian: postgresql-client).",
        ) from None
    if done.returncode:
        raise BackupRefused("database_refused", f"{program} failed: {done.stderr.strip()}")


def _environment() -> Mapping[str, str]:
    """Hand the address over as PostgreSQL reads it; no list of processes shows the password."""
    given = connection.settings_dict
    ours = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    return {**os.environ, **{name: str(given[key]) for name, key in ours.items() if given[key]}}
