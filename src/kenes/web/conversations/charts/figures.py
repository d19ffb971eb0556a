"""What a chart of an opinion map is given, and what it becomes: a figure with its table.

Plain values, of the engine or invented, and never a person's place or vote. A cell that may not be
shown is None; a cell below `LEAST` votes is treated as None wherever it comes from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.shared.formats import bind, date_time, number, percent, short_date

NOTHING = SafeString("")
NARROW = 3
"""Columns of a table that a phone shows as they are; a wider one is read row by row."""
LEAST = 10
"""Fewer votes than this in a cell are never shown (docs/specs/opinion.md, clause 34)."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a person: a statement's text. `lang` is set where it is not the page's language."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement by its number in the conversation, as it reads for this reader."""

    number: int
    said: Said


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a partition: an opinion group, a region, a language.

    `key` names it in files and never changes with the reader's language. `people` is None where
    they are too few to be told.
    """

    key: str
    name: str
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of agreement, the interval that holds the true one, and the votes behind it."""

    share: float
    low: float
    high: float
    votes: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.share <= self.high <= 1:
            raise ValueError(
                f"A share of {self.share} between {self.low} and {self.high} cannot be drawn: give "
                "three numbers from 0 to 1 in the order low, share, high."
            )


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes on a statement: how many agree, disagree, pass."""

    agrees: int
    disagrees: int
    passes: int

    def __post_init__(self) -> None:
        if min(self.agrees, self.disagrees, self.passes) < 0:
            raise ValueError(
                f"A tally of {self.agrees}, {self.disagrees}, {self.passes} cannot be drawn: votes "
                "are counted from 0."
            )

    @property
    def votes(self) -> int:
        """All votes, passes included."""
        return self.agrees + self.disagrees + self.passes

    @property
    def shares(self) -> tuple[float, float, float]:
        """Shares of agree, disagree and pass."""
        votes = max(self.votes, 1)
        return self.agrees / votes, self.disagrees / votes, self.passes / votes


def told[Cell: (Share, Tally)](cell: Cell | None) -> Cell | None:
    """Return a cell that may be shown, None for one of too few votes."""
    return cell if cell is not None and cell.votes >= LEAST else None


type Value = str | int | float | date | Said | None
"""A cell of a table: text, a count, a share from 0 to 1 or a figure, a day or a moment, a
statement, too few."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in files, its word for readers, how its values are written.

    `kind` is "text", "count", "share" (0 to 1, in per cent), "points" (one share less another) or
    "figure" (a float has two decimals).
    """

    name: str
    label: str
    kind: str = "text"

    @property
    def is_number(self) -> bool:
        """Whether its values stand to the right."""
        return self.kind != "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table as it is read; `lang` where it is not the page's language."""

    text: str
    label: str
    is_number: bool
    lang: str = ""


@dataclass(frozen=True)
class Table:
    """The twin of a drawing: everything that is drawn, as rows."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]

    @cached_property
    def shown(self) -> list[list[Cell]]:
        """Rows as a reader's language writes them."""
        return [[_cell(*pair) for pair in zip(self.columns, row, strict=True)] for row in self.rows]

    @property
    def is_narrow(self) -> bool:
        """Tell whether its columns stand side by side on a phone."""
        return len(self.columns) <= NARROW

    @property
    def names(self) -> list[str]:
        """Names of the columns in a file."""
        return [column.name for column in self.columns]

    @property
    def data(self) -> list[dict[str, str]]:
        """Rows for a file, the same in every language; what is too few is empty."""
        return [
            {column.name: _plain(value) for column, value in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]


@dataclass(frozen=True)
class Figure:
    """A chart ready for `conversations/charts/section.html`, written for one reader.

    `ident` names its anchor and its file. `title` says which chart it is, `aside` one quiet fact
    beside it, `finding` the result as a sentence, `method` how to read it. Without a `drawing` the
    table itself is shown; beside one it is folded, unless it `is_unfolded`.
    """

    ident: str
    title: str
    finding: str
    method: str
    table: Table
    drawing: SafeString = NOTHING
    key: SafeString = NOTHING
    aside: str = ""
    subject: Said | None = None
    is_unfolded: bool = False


def too_few() -> str:
    """Say that a cell has too few people to be shown."""
    return _("too few")


def _cell(column: Column, value: Value) -> Cell:
    lang = value.lang if isinstance(value, Said) else ""
    return Cell(_written(column, value), column.label, column.is_number, lang)


def _written(column: Column, value: Value) -> str:
    if value is None:
        return too_few()
    if isinstance(value, Said | str):
        return value if isinstance(value, str) else value.text
    if isinstance(value, date):
        return _dated(value)
    return _counted(column, value)


def _dated(value: date) -> str:
    language = current_language()
    if isinstance(value, datetime):
        return date_time(value, language)
    return short_date(value, language)


def _counted(column: Column, value: float) -> str:
    language = current_language()
    match column.kind:
        case "share":
            return percent(value, language)
        case "points":
            return _signed(round(100 * value))
        case _:
            return number(value, language, 2 if isinstance(value, float) else None)


def _signed(points: int) -> str:
    return f"{'−' if points < 0 else '+'}{abs(points)}" if points else "0"


def _plain(value: Value) -> str:
    if isinstance(value, Said):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.6g}" if isfinite(value) else ""
    return "" if value is None else str(value)


def colon(words: str, value: str) -> str:
    """Write "words: value", so that no inserted value needs an ending."""
    return bind(f"{words}: {value}")
