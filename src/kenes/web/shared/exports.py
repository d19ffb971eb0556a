"""Everything as data: CSV and JSON, streamed row by row."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

_RISKY = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read Cyrillic).

    A value that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    names = list(columns)
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(names)
    for row in rows:
        yield writer.writerow([harmless(row.get(name, "")) for name in names])


def json_lines(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield one JSON array, an object a line; every object has every column."""
    names = list(columns)
    before = "[\n"
    for row in rows:
        yield before + json.dumps({name: row.get(name, "") for name in names}, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def harmless(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{value}" if value.startswith(_RISKY) else value
