"""Databases of releases, each kept whole: every later migration must carry it over.

At a release: `kenes demo --no-serve`, then `python -m tests.project.released HOME RELEASE` writes
`tests/vectors/databases/RELEASE.sqlite3.xz` from the demonstration, which is invented; sessions,
cached pages and waiting tasks are left out.
"""

import lzma
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

DATABASES = Path(__file__).resolve().parents[1] / "vectors/databases"
PASSING = ("django_session", "shared_cache", "django_tasks_database_dbtaskresult")
"""Tables whose rows come and go with use."""


def keep(database: Path, release: str) -> Path:
    """Write a small copy of a database beside those of earlier releases."""
    target = DATABASES / f"{release}.sqlite3.xz"
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite3"
        with closing(sqlite3.connect(database)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy)) as made:
            for table in PASSING:
                made.execute(f'DELETE FROM "{table}"')
            made.commit()
            made.execute("VACUUM")
        target.write_bytes(lzma.compress(copy.read_bytes(), preset=9))
    return target


def restore(release: Path, database: Path) -> dict[str, int]:
    """Make a release's database anew; return how many rows each table has."""
    database.write_bytes(lzma.decompress(release.read_bytes()))
    return rows_by_table(database)


def rows_by_table(database: Path) -> dict[str, int]:
    """Return how many rows each table has, those of Django's own keeping aside."""
    with closing(sqlite3.connect(database)) as found:
        names = found.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: found.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names
            if not name.startswith(("sqlite_", "search_", "django_", "auth_"))
        }


if __name__ == "__main__":
    keep(Path(sys.argv[1]) / "kenes.sqlite3", sys.argv[2])
