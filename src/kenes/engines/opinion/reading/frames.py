"""Tables as files hold them: opened, their columns found, their cells checked."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from kenes.engines.opinion.arrays import Counts, Names, Places, Signs
from kenes.engines.opinion.errors import (
    MissingColumn,
    NotANumber,
    NotATime,
    NotAVote,
    UnreadableFile,
)

SECONDS_BELOW = 10**11
"""Numbers below are seconds (until the year 5138), from here on milliseconds (since 1973)."""


def open_table(path: Path) -> pl.DataFrame:
    """Read a CSV (also .gz) or parquet file; text cells stay text.

    Raises UnreadableFile for a file that is not there, is empty or is of another kind.
    """
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, infer_schema_length=None, null_values=[""])
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path} is not there: check the path.") from error
    except pl.exceptions.NoDataError as error:
        raise UnreadableFile(f"{path.name} is empty: export it again.") from error
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnreadableFile(
            f"{path.name} is not a {path.suffix.lstrip('.') or 'CSV'} table "
            f"({_first_line(error)}): export it again."
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def find_column(table: pl.DataFrame, names: Sequence[str], file: str) -> pl.Series:
    """Return the first column called by one of `names`; raises MissingColumn."""
    for name in names:
        if name in table.columns:
            return table[name]
    raise MissingColumn(
        f"{file} has no column {' or '.join(names)}, only {', '.join(table.columns[:8])}: "
        "name the column so, or export again."
    )


def names_in(column: pl.Series, file: str) -> Names:
    """Return names as whole numbers where all are, else as text; raises MissingColumn for a gap.

    A number that 64 bits do not hold is text.
    """
    if column.null_count():
        row = int(column.is_null().arg_max() or 0) + 2
        raise MissingColumn(
            f"{file} line {row}: {column.name} is empty. Fill it in, or remove the line."
        )
    if column.dtype == pl.Int32:
        # Tens of millions of votes fit into half of the memory so.
        return column.to_numpy()
    numbers = column.cast(pl.Int64, strict=False) if column.dtype.is_integer() else None
    if numbers is not None and not numbers.null_count():
        return numbers.to_numpy()
    return column.cast(pl.String).to_numpy().astype(np.str_)


def signs_in(column: pl.Series, file: str, lines: pl.Series | None = None) -> Signs:
    """Return votes as -1, 0, 1; raises NotAVote, with the line, for anything else.

    `lines` says in which line of the file each stands, where that is not their order.
    """
    if column.dtype == pl.Int8 and not column.null_count() and column.is_between(-1, 1).all():
        return column.to_numpy()
    numbers = column.cast(pl.Float64, strict=False)
    wrong = ~numbers.is_in([-1.0, 0.0, 1.0]).fill_null(value=False)
    if wrong.any():
        row = int(wrong.arg_max() or 0)
        line = row + 2 if lines is None else lines[row]
        raise NotAVote(
            f"{file} line {line}: {column[row]!r} is not a vote. "
            "Write 1 for agree, 0 for pass, -1 for disagree."
        )
    return numbers.cast(pl.Int8).to_numpy()


def counts_in(column: pl.Series, file: str) -> Counts:
    """Return whole numbers of 32 bits; raises NotANumber, with the line, for anything else."""
    numbers = column.cast(pl.Int32, strict=False)
    wrong = numbers.is_null() | (numbers.cast(pl.String) != column.cast(pl.String))
    if wrong.any():
        row = int(wrong.arg_max() or 0)
        raise NotANumber(
            f"{file} line {row + 2}: {column.name} is {column[row]!r}, which is no whole number. "
            "Fetch the file again."
        )
    return numbers.to_numpy()


def times_in(column: pl.Series, file: str) -> Places:
    """Return moments in milliseconds, from numbers of seconds or milliseconds, or ISO text.

    Raises NotATime for a gap, for text that is no time, for negative numbers and where a column
    mixes both units.
    """
    moments = _moments(column)
    if moments.null_count():
        row = int(moments.is_null().arg_max() or 0)
        raise NotATime(
            f"{file} line {row + 2}: {column[row]!r} is not a time. Write milliseconds, seconds "
            "or 2026-11-21T09:00:00."
        )
    found = moments.cast(pl.Int64).to_numpy()
    in_seconds = found < SECONDS_BELOW
    if (found < 0).any() or (in_seconds.any() and not in_seconds.all()):
        raise NotATime(
            f"{file}: {column.name} mixes seconds and milliseconds, or is negative "
            f"(from {found.min()} to {found.max()}). Write all times in one unit."
        )
    return found * 1000 if in_seconds.all() else found


def _moments(column: pl.Series) -> pl.Series:
    """Return numbers as they are, dates and ISO text as milliseconds; a gap where neither.

    Where one cell of a text column is a number, all must be.
    """
    if column.dtype == pl.String:
        numbers = column.cast(pl.Int64, strict=False)
        if numbers.null_count() < len(column):
            return numbers
        column = column.str.to_datetime(strict=False, time_zone="UTC", time_unit="ms")
    if column.dtype.is_temporal():
        return column.cast(pl.Datetime("ms", "UTC")).dt.epoch("ms")
    return column.cast(pl.Int64, strict=False)
