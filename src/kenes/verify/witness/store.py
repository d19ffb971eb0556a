"""What a witness remembers: the last checkpoint of each log, and proof of what it refused.

The check and the storing are one transaction that holds the write lock from its start, so no two
requests can pass each other (tlog-witness, "add-checkpoint").
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kenes.engines.log.hashing import EMPTY_ROOT
from kenes.engines.log.requests import Request

MOST_EVIDENCE = 1000
"""Refused requests kept, and as many forks beside them; later ones are dropped.

Anybody can send a checkpoint that the log signed with a proof that proves nothing. So a checkpoint
is kept once, without what others put below it, and no longer than until a good proof comes; forks,
which nobody but the log can make, never want for room.
"""
FORKED = "forked"
_TABLES = """
create table if not exists latest (
    origin text primary key, size text not null, root blob not null, note blob not null);
create table if not exists evidence (
    id integer primary key, at integer not null, origin text not null, reason text not null,
    request blob not null, stored blob);
"""

_OF_CHECKPOINT = "origin = ? and substr(request, -length(?)) = ?"
"""A request ends with its checkpoint."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The last checkpoint cosigned for a log; size 0 when there is none."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    note: bytes | None = None


class Store:
    """One SQLite file. Each call opens it anew, so threads share nothing."""

    def __init__(self, path: Path) -> None:
        """Make the file where it is missing. Raises sqlite3.Error when it cannot be written."""
        self._path = path
        with closing(self._connect()) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(_TABLES)

    @contextmanager
    def transaction(self) -> Iterator["Transaction"]:
        """Hold the write lock; keep what was stored only if nothing is raised."""
        with closing(self._connect()) as connection:
            connection.execute("begin immediate")
            try:
                yield Transaction(connection)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")

    def latest(self, origin: str) -> Latest:
        """Return the last checkpoint cosigned for a log."""
        with closing(self._connect()) as connection:
            return Transaction(connection).latest(origin)

    def evidence(self) -> list[tuple[str, str, bytes]]:
        """Return origin, reason and request of what was signed by a log and still refused."""
        with closing(self._connect()) as connection:
            rows = connection.execute("select origin, reason, request from evidence order by id")
            return rows.fetchall()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        # A cosignature must not outlive the memory of it when the power goes.
        connection.execute("pragma synchronous = full")
        return connection


class Transaction:
    """Reads and writes under the lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work on an open connection."""
        self._connection = connection

    def latest(self, origin: str) -> Latest:
        """Return the last checkpoint cosigned for a log."""
        found = self._connection.execute(
            "select size, root, note from latest where origin = ?", (origin,)
        ).fetchone()
        return Latest(int(found[0]), found[1], found[2]) if found else Latest()

    def keep(self, origin: str, latest: Latest) -> None:
        """Remember a checkpoint as the last one."""
        self._connection.execute(
            "insert into latest (origin, size, root, note) values (?, ?, ?, ?) on conflict (origin)"
            " do update set size = excluded.size, root = excluded.root, note = excluded.note",
            (origin, str(latest.size), latest.root, latest.note),
        )

    def keep_evidence(self, origin: str, reason: str, request: Request, *, at: int) -> None:
        """Keep a request whose checkpoint the log signed, and which does not fit what it signed.

        `request` holds the log's own signatures alone. A checkpoint is kept once.
        """
        self._connection.execute(
            "insert into evidence (at, origin, reason, request, stored) select ?, ?, ?, ?,"
            " (select note from latest where origin = ?)"
            " where (select count(*) from evidence where (reason = ?) = (? = ?)) < ?"
            f" and not exists (select 1 from evidence where {_OF_CHECKPOINT})",
            (at, origin, reason, request.octets(), origin, FORKED, reason, FORKED, MOST_EVIDENCE,
             origin, *[request.checkpoint] * 2),
        )  # fmt: skip

    def drop_evidence(self, origin: str, checkpoint: bytes) -> None:
        """Forget a checkpoint that came with a bad proof once, now that a good one has come."""
        self._connection.execute(
            f"delete from evidence where reason <> ? and {_OF_CHECKPOINT}",
            (FORKED, origin, checkpoint, checkpoint),
        )
