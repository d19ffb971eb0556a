"""Reads whose SQL is worked out once in a process.

Django builds and compiles a query anew each time, which costs more than the database's own work
for the few rows of a page. A prepared read compiles its queryset at its first use, with a
stand-in for each argument, and afterwards hands the database the same SQL with other values. Rows
come out as the queryset gives them: models with what was selected along, or tuples.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from kenes.domain.shared.planned import Planned, flags_written, planned
from kenes.domain.shared.rows import Maker

FIRST_STAND_IN = 30_011
"""Stand-ins count from here: small enough for every integer column, in no query by chance."""

type Scalar = int | str | date | UUID
type Argument = Scalar | Sequence[int]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A compiled queryset.

    `places` tells which value stands at each place of its parameters, and its type there;
    `width` how many columns count, None for all.
    """

    queryset: QuerySet[Any]
    compiler: Any
    converters: list[tuple[int, Any, Any]]
    sql: str
    constants: tuple[Any, ...]
    places: list[tuple[int, int, type]]
    width: int | None
    maker: Maker | None
    """Makes models of the rows; None for tuples."""
    planned: Planned | None
    """How PostgreSQL plans it once, where it does."""


class Prepared[Row]:
    """A read made from a function that returns a queryset of its arguments.

    An argument is an integer, a text, a day, a moment, a UUID, or a sequence of integers for
    `__in`. The function must use nothing else that changes: what it reads besides is kept for
    ever. All rows are read at once, so it is for a page's few; composite keys are not known here.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._known: dict[object, _Compiled | None] = {}

    def __call__(self, *arguments: Argument) -> list[Row]:
        """Return the rows for these values: one query, or none where it can find nothing."""
        filled = [_filled(argument) for argument in arguments]
        shape = tuple(len(one) if isinstance(one, list) else type(one) for one in filled)
        if shape not in self._known:
            self._known[shape] = _compile(self._make, filled)
        compiled = self._known[shape]
        return [] if compiled is None else _run(compiled, _flat(filled))


def _filled(argument: Argument) -> Any:
    """Return a sequence filled up to a power of two with its last value, so that shapes are few."""
    if isinstance(argument, int | str | date | UUID):
        return argument
    values = list(argument)
    wanted = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (wanted - len(values))


def _flat(arguments: Sequence[Any]) -> list[Scalar]:
    return [
        value
        for argument in arguments
        for value in (argument if isinstance(argument, list) else [argument])
    ]


def _compile(make: Callable[..., QuerySet[Any]], arguments: Sequence[Any]) -> _Compiled | None:
    """Compile with stand-ins; None where the database need not be asked at all."""
    numbers = iter(range(FIRST_STAND_IN, FIRST_STAND_IN + len(_flat(arguments))))
    stand_ins = [
        [next(numbers) for _value in one]
        if isinstance(one, list)
        else _stand_in(one, next(numbers))
        for one in arguments
    ]
    queryset = make(*stand_ins)
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    try:
        sql, constants = compiler.as_sql()
    except EmptyResultSet:
        return None
    vendor = connections[DEFAULT_DB_ALIAS].vendor
    if vendor == "sqlite":
        sql, constants = flags_written(sql, constants)
    converters = compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]])
    compiler.connection = None  # of this thread; each use brings its own
    known = [_adapted(value) for value in _flat(stand_ins)]
    places = [
        (place, known.index(one), type(one)) for place, one in enumerate(constants) if one in known
    ]
    return _Compiled(
        queryset,
        compiler,
        [(column, made, expression) for column, (made, expression) in converters.items()],
        sql,
        tuple(constants),
        places,
        compiler.col_count if compiler.has_extra_select else None,
        _maker(queryset, compiler),
        planned(vendor, sql, constants, places),
    )


def _maker(queryset: Any, compiler: Any) -> Maker | None:
    """Return what makes models of the rows, None where the queryset gives tuples."""
    if queryset._iterable_class is not ModelIterable:  # noqa: SLF001 (no other way)
        return None
    return Maker(compiler.klass_info, compiler.select, queryset._fetch_mode)  # noqa: SLF001 (as Django does)


def _stand_in(value: Scalar, number: int) -> Scalar:
    """Return a value of the same type that no query holds by chance."""
    if isinstance(value, int):
        return number
    if isinstance(value, str):
        return f"stand-in {number}"
    if isinstance(value, UUID):
        return UUID(int=number)
    # The type itself keeps a moment a moment, with its time zone.
    return value.replace(year=1900 + number - FIRST_STAND_IN, month=2, day=3)


def _adapted(value: Scalar) -> Any:
    """Return a value as the database is given it."""
    if isinstance(value, UUID):
        is_known = connections[DEFAULT_DB_ALIAS].features.has_native_uuid_field
        return value if is_known else value.hex
    if not isinstance(value, date):
        return value
    operations = connections[DEFAULT_DB_ALIAS].ops
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    return operations.adapt_datefield_value(value)


def _run(compiled: _Compiled, values: Sequence[Scalar]) -> list[Any]:
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        if compiled.planned is None:
            cursor.execute(compiled.sql, _parameters(compiled, values))
        else:
            compiled.planned.prepare(connection)
            asked = [values[number] for _place, number, _kind in compiled.places]
            cursor.execute(compiled.planned.execute, asked)
        rows = cursor.fetchall()
    if not rows:
        return []
    converted = _converted(compiled, rows, connection)
    if compiled.maker is not None:
        return [_made(compiled, compiled.maker, row) for row in converted]
    queryset: Any = compiled.queryset
    make_rows = queryset._iterable_class  # noqa: SLF001 (no other way)
    return list(make_rows(_Stand(queryset, compiled.compiler, converted)))


def _parameters(compiled: _Compiled, values: Sequence[Scalar]) -> tuple[Any, ...]:
    """Return what stands at the marks of a statement that is sent whole."""
    parameters = list(compiled.constants)
    for place, number, kind in compiled.places:
        # PostgreSQL is told the width of an integer by the type of the value.
        value = values[number]
        parameters[place] = kind(value) if isinstance(value, int) else _adapted(value)
    return tuple(parameters)


def _made(compiled: _Compiled, maker: Maker, row: list[Any]) -> Any:
    """Make the model of a row, with what the query annotated it by."""
    made = maker.made(row, DEFAULT_DB_ALIAS)
    for name, column in compiled.compiler.annotation_col_map.items():
        setattr(made, name, row[column])
    return made


def _converted(compiled: _Compiled, rows: Sequence[Any], connection: Any) -> list[list[Any]]:
    """Return the rows as Python's values."""
    found = [list(row[: compiled.width]) for row in rows]
    for column, converters, expression in compiled.converters:
        for convert in converters:
            for row in found:
                row[column] = convert(row[column], expression, connection)
    return found


class _Stand:
    """What Django's row makers ask of a queryset, its query and its compiler; the rows are read."""

    def __init__(self, queryset: QuerySet[Any], compiler: Any, rows: list[list[Any]]) -> None:
        self._queryset, self._compiler, self._rows = queryset, compiler, rows
        self.query = self
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def __getattr__(self, name: str) -> Any:
        """Ask the queryset, then its query."""
        if hasattr(self._queryset, name):
            return getattr(self._queryset, name)
        return getattr(self._queryset.query, name)

    def get_compiler(self, *_arguments: Any, **_named: Any) -> Any:
        """Return what has the rows already."""
        return self

    def execute_sql(self, *_arguments: Any, **_named: Any) -> list[list[Any]]:
        """Return the rows."""
        return self._rows

    def results_iter(self, *_arguments: Any, tuple_expected: bool = False, **_named: Any) -> Any:
        """Return the rows one by one, as tuples where they are asked for."""
        return map(tuple, self._rows) if tuple_expected else iter(self._rows)
