"""The wrapper that `ENGINE` names.

Django writes `%s` where a value goes and SQLite reads `?`. Django looks through a statement for
them at every execution, which for the wide ones of a page costs as much as a third of SQLite's own
work. The statements of a process are few, so what each became is remembered.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

LONGEST = 20_000
"""Longer statements (many rows at once) are not kept: characters."""


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers statements."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        """Return the statement with SQLite's marks."""
        if param_names is None and len(query) < LONGEST:
            return _converted(str(query))
        return super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=512)
def _converted(query: str) -> str:
    marked = base.FORMAT_QMARK_REGEX.sub("?", query)
    return marked.replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite with that cursor."""

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 (Django's)
        """Return a new cursor of the open connection."""
        return self.connection.cursor(factory=Cursor)
