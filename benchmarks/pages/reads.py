"""Queries and rows of each page, counted where the database hands them over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from benchmarks.pages.pages import PAGES, Pages


@dataclass(slots=True)
class Reads:
    """What one page asked of the database."""

    queries: int = 0
    rows: int = 0


class _Counting(CursorWrapper):
    """A cursor that counts statements and the rows it hands over."""

    reads: Reads

    def execute(self, sql: str, params: Any = None) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            self.reads.queries += 1
        return super().execute(sql, params)

    def fetchone(self) -> Any:
        row = self.cursor.fetchone()
        self.reads.rows += row is not None
        return row

    def fetchmany(self, *arguments: Any) -> Any:
        rows = self.cursor.fetchmany(*arguments)
        self.reads.rows += len(rows)
        return rows

    def fetchall(self) -> Any:
        rows = self.cursor.fetchall()
        self.reads.rows += len(rows)
        return rows

    def __iter__(self) -> Iterator[Any]:
        for row in self.cursor:
            self.reads.rows += 1
            yield row


@contextmanager
def counting() -> Iterator[Reads]:
    """Count what the default connection reads."""
    reads = Reads()

    def make(cursor: Any) -> CursorWrapper:
        found = _Counting(cursor, connection)
        found.reads = reads
        return found

    connection.make_cursor = make
    try:
        yield reads
    finally:
        del connection.make_cursor


def reads_of_pages(pages: Pages) -> dict[str, dict[str, int]]:
    """Return queries and rows of every page: new, and kept from the reader before."""
    client = Client(headers={"host": "127.0.0.1"})
    found = {}
    for page in PAGES:
        client.get(pages.address(page))  # builds what a process keeps
        counted = {}
        for name, is_fresh in (("new", True), ("first", False), ("kept", False)):
            with counting() as reads:
                response = client.get(pages.address(page, is_fresh=is_fresh))
            if response.status_code != 200:
                raise SystemExit(f"{page} answered {response.status_code}, so nothing is measured")
            counted[name] = reads
        found[page] = {
            "queries": counted["new"].queries, "rows": counted["new"].rows,
            "kept_queries": counted["kept"].queries, "kept_rows": counted["kept"].rows,
            "bytes": len(response.content),
        }  # fmt: skip
    return found
