"""A bill's comparative table, ready to be shown: laws, their rows, what is recommended beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from kenes.domain.norms.queries import title_and_language
from kenes.domain.recommendations.queries.bills import Pointer, Pointers
from kenes.domain.shared.languages import current_language
from kenes.web.recommendations.cards import Line, lines
from kenes.web.shared.components import Text

if TYPE_CHECKING:
    from kenes.domain.norms.models import Act, TableRow

STATUSES: dict[str, Text] = {
    "Президент қол қойды": pgettext_lazy("bill", "Signed by the President"),
    "Мәжілістің қарауында": pgettext_lazy("bill", "Before the Mazhilis"),
    "Сенаттың қарауында": pgettext_lazy("bill", "Before the Senate"),
    "Қабылданып, Сенатқа жіберілді": pgettext_lazy("bill", "Adopted and sent to the Senate"),
}
"""The statuses as parliament's own site words them; another one is shown as it is given."""
SHORT = 700


@dataclass(frozen=True, slots=True)
class ActLine:
    """A bill or act in the list."""

    title: str
    lang: str
    url: str
    kind: Text
    status: Text
    introduced_on: date | None
    rows: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its beginning, and the whole where it is long."""

    text: str
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A recommendation beside a row, and the wording it proposes."""

    line: Line
    law: str
    element: str
    proposed: str
    lang: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    number: str
    element: str
    lang: str
    current: Cell
    draft: Cell
    why: Cell
    beside: Sequence[Beside]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows that change one law."""

    law: str
    lang: str
    rows: Sequence[Row]


def line_of(act: "Act", recommendations: int) -> ActLine:
    """Return an act as a line; `recommendations` point at it."""
    title, language = title_and_language(act)
    return ActLine(
        title=title,
        lang=language if language != current_language() else "",
        url=reverse("bills:detail", args=[act.public_id]),
        kind=act.get_kind_display(),
        status=STATUSES.get(act.status, act.status),
        introduced_on=act.introduced_on,
        rows=getattr(act, "row_count", 0),
        recommendations=recommendations,
    )


def sections(
    rows: "Sequence[TableRow]", found: Pointers, *, is_whole: bool = False
) -> list[Section]:
    """Return the rows of a page, law by law; long cells whole where the table is to be printed."""
    longest = None if is_whole else SHORT
    return [
        Section(law, _foreign(of_law[0].language), [_row(row, found, longest) for row in of_law])
        for law, of_law in ((law, list(group)) for law, group in groupby(rows, lambda row: row.law))
    ]


def sources(rows: "Sequence[TableRow]") -> "list[TableRow]":
    """Return the first row of each source that the rows were imported from."""
    first = {row.source_note: row for row in reversed(rows) if row.source_note}
    return list(reversed(first.values()))


def others(found: Pointers) -> list[Beside]:
    """Return the recommendations on the bill that no row of its table answers to."""
    return [_beside(pointer) for pointer in found.others]


def _row(row: "TableRow", found: Pointers, longest: int | None) -> Row:
    return Row(
        number=row.number,
        element=row.element,
        lang=_foreign(row.language),
        current=_cell(row.current, longest),
        draft=_cell(row.proposed, longest),
        why=_cell(row.justification, longest),
        beside=[_beside(pointer) for pointer in found.beside(row)],
    )


def _beside(pointer: Pointer) -> Beside:
    return Beside(
        lines([pointer.card])[0],
        pointer.law,
        pointer.element,
        pointer.proposed,
        _foreign(pointer.language),
    )


def _cell(text: str, longest: int | None) -> Cell:
    if longest is None or len(text) <= longest:
        return Cell(text)
    return Cell(f"{text[:longest].rsplit(maxsplit=1)[0]} …", text)


def _foreign(language: str) -> str:
    return language if language != current_language() else ""
