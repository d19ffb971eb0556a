"""Reads that a database plans once in a connection, instead of at every use.

To find the best order for the widest join of a record cost PostgreSQL fifty times what the join
costs itself. A read by keys and texts goes the same way whatever they are, so it is prepared with
one plan for all. A read between days is not: what is best there depends on the days.

SQLite keeps the plan of a statement by itself, unless it is handed a yes or no that a partial
index may hang on: then it plans anew at each use.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import count
from typing import Any
from weakref import WeakSet

_MARK = re.compile("%[s%]")
_TYPES: Mapping[str, str] = {
    "int": "bigint", "Int2": "smallint", "Int4": "integer", "Int8": "bigint",
    "str": "text", "UUID": "uuid",
}  # fmt: skip
"""PostgreSQL's types for those of the values that stand in a read."""
_numbers = count(1)

type Place = tuple[int, int, type]
"""Where a value stands among a statement's marks, which value it is, and its type there."""


class Planned:
    """One read as PostgreSQL prepares it; each connection does so at its first use."""

    def __init__(self, sql: str, constants: Sequence[Any], places: Sequence[Place]) -> None:
        """Know the statement: `constants` stand at its marks, but for those at `places`."""
        self._sql, self._constants = sql, constants
        self._places = {place: _TYPES[kind.__name__] for place, _number, kind in places}
        told = repr((sql, constants, places)).encode()
        # By what it asks, so that no process means another read by the same name.
        self._name = f"kenes_{sha256(told).hexdigest()[:24]}_{next(_numbers)}"
        self._prepared: WeakSet[Any] = WeakSet()
        marks = ", ".join(["%s"] * len(self._places))
        self.execute = f"EXECUTE {self._name} ({marks})" if marks else f"EXECUTE {self._name}"
        """The statement that asks: its values are those of the places, in their order."""

    def prepare(self, connection: Any) -> None:
        """Have an open connection of Django's prepare the read, where it has not yet."""
        held = connection.connection
        if held in self._prepared:
            return
        with connection.wrap_database_errors:
            held.execute("SET plan_cache_mode = force_generic_plan")
            held.execute(self._preparing(held))
        self._prepared.add(held)

    def _preparing(self, held: Any) -> str:
        from psycopg.sql import Literal  # noqa: PLC0415 (SQLite alone does without psycopg)

        places = iter(count())
        numbers: Iterator[int] = iter(count(1))

        def filled(mark: re.Match[str]) -> str:
            if mark.group() == "%%":
                return "%"
            place = next(places)
            if place in self._places:
                return f"${next(numbers)}"
            return Literal(self._constants[place]).as_string(held)

        kinds = ", ".join(self._places[place] for place in sorted(self._places))
        head = f"{self._name} ({kinds})" if kinds else self._name
        return f"PREPARE {head} AS {_MARK.sub(filled, self._sql)}"


def planned(
    vendor: str, sql: str, constants: Sequence[Any], places: Sequence[Place]
) -> Planned | None:
    """Return a read to be planned once; None on SQLite, and where its best way depends on days."""
    is_by_days = any(isinstance(value, date) for value in constants)
    are_known = all(kind.__name__ in _TYPES for _place, _number, kind in places)
    if vendor != "postgresql" or is_by_days or not are_known:
        return None
    return Planned(sql, constants, places)


def flags_written(sql: str, constants: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return a statement for SQLite with each yes and no written out, and the other constants."""
    left, kept = iter(constants), []

    def filled(mark: re.Match[str]) -> str:
        if mark.group() == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, bool):
            return str(int(value))
        kept.append(value)
        return "%s"

    return _MARK.sub(filled, sql), tuple(kept)
