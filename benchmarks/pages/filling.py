"""Put many rows into a table at once: COPY on PostgreSQL, one statement for many on SQLite."""

import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

from django.db import connection
from django.db.models import Field, Model

FLUSH = 10_000
ON_SQLITE: dict[str, Callable[[Any], Any]] = {
    "UUIDField": lambda value: value.hex,
    "DateField": lambda value: value.isoformat(),
    "DateTimeField": lambda value: value.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
    "JSONField": json.dumps,
}
ON_POSTGRESQL: dict[str, Callable[[Any], Any]] = {"JSONField": json.dumps}


class Filler:
    """Rows for one table, written whenever enough have gathered.

    Columns that are not given take the field's default, worked out anew for each row.
    """

    def __init__(self, model: type[Model]) -> None:
        self.model, self.rows = model, []
        self.last_key = last_key_of(model)
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.names = [field.column for field in fields]
        self.columns = [_column(field) for field in fields]

    def add(self, **values: Any) -> int:
        """Add a row; return its key."""
        self.last_key = values.setdefault("id", self.last_key + 1)
        row = []
        for name, default, convert in self.columns:
            value = values[name] if name in values else default()
            row.append(value if convert is None or value is None else convert(value))
        self.rows.append(row)
        if len(self.rows) >= FLUSH:
            self.flush()
        return self.last_key

    def flush(self) -> None:
        """Write what has gathered."""
        names = ", ".join(f'"{name}"' for name in self.names)
        table = f'"{self.model._meta.db_table}"'
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("%s" for _name in self.names)
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", self.rows)
        self.rows = []


type Column = tuple[str, Callable[[], Any], Callable[[Any], Any] | None]


def _column(field: Field) -> Column:
    """Return a column's name, its default and how a value is written on this database."""
    converters = ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE
    is_made = field.has_default() and callable(field.default)
    default = field.default if is_made else _constant(field.get_default())
    return field.attname, default, converters.get(field.get_internal_type())


def _constant(value: Any) -> Callable[[], Any]:
    return lambda: value


def last_key_of(model: type[Model]) -> int:
    """Return the greatest key of a table with a number for a key, 0 when it is empty."""
    if not model._meta.pk.get_internal_type().endswith("AutoField"):
        return 0
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
