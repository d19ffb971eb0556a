"""A bill's whole comparative table with what recommendations propose: as CSV, as a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kenes.domain.norms.queries import rows_of, title_and_language
from kenes.domain.recommendations.queries.bills import Proposal, proposals_on
from kenes.web.bills.table import sources
from kenes.web.shared.documents import Cell, Paper, Piece

if TYPE_CHECKING:
    from kenes.domain.norms.models import Act, TableRow

COLUMNS = (
    "place", "number", "law", "element", "language", "current", "draft", "justification",
    "recommendation", "proposed", "proposed_language", "reason", "reason_language",
    "source", "confidence",
)  # fmt: skip
"""Columns of the CSV: a row of the table comes once for each wording proposed for it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table with the wordings proposed for it; or wordings that it has no row for."""

    law: str
    element: str
    row: "TableRow | None"
    proposals: Sequence[Proposal]


def whole_table(act: "Act") -> list[Line]:
    """Return every row in the law's order, then the elements that the table has no row for."""
    rows, left = list(rows_of(act)), proposals_on(act)
    lines = []
    for row in rows:
        own = [one for one in left if _means(one, row)]
        lines.append(Line(row.law, row.element, row, own))
    named = {(one.number, one.element) for line in lines for one in line.proposals}
    others = [one for one in left if (one.number, one.element) not in named]
    return [*lines, *(Line(one.law, one.element, None, [one]) for one in others)]


def as_data(act: "Act") -> Iterator[dict[str, str]]:
    """Yield the whole table as plain values under `COLUMNS`."""
    for line in whole_table(act):
        row = _of_row(line)
        yield from ([row | _of_proposal(one) for one in line.proposals] or [row])


def as_paper(act: "Act") -> bytes:
    """Return the whole table as a document: element, current, draft, proposed, reason."""
    title, language = title_and_language(act)
    paper = Paper(Piece(title, language), is_wide=True)
    paper.paragraph(Piece(_("Comparative table with the wordings that recommendations propose")))
    head = (
        pgettext("of a row", "No."), _("Element"), _("Current text"), pgettext("column", "Draft"),
        _("Proposed text"), pgettext("column", "Reason"),
    )  # fmt: skip
    lines = whole_table(act)
    for row in sources([line.row for line in lines if line.row]):
        paper.paragraph(Piece(_source_of(row)))
    paper.table(head, _paper_rows(lines))
    return paper.content()


def _source_of(row: "TableRow") -> str:
    confidence = f"{_('Confidence:')} {row.get_confidence_display()}"
    return f"{_('Imported from:')} {row.source_note}. {confidence}."


def _means(proposal: Proposal, row: "TableRow") -> bool:
    is_element = bool(row.element_key) and proposal.element_key == row.element_key
    return is_element and proposal.law in {"", row.law}


def _of_row(line: Line) -> dict[str, str]:
    row = line.row
    if row is None:
        return {"law": line.law, "element": line.element}
    return {
        "place": str(row.place),
        "number": row.number,
        "law": row.law,
        "element": row.element,
        "language": row.language,
        "current": row.current,
        "draft": row.proposed,
        "justification": row.justification,
        "source": row.source_note,
        "confidence": row.confidence,
    }


def _of_proposal(proposal: Proposal) -> dict[str, str]:
    return {
        "recommendation": proposal.number,
        "proposed": proposal.proposed,
        "proposed_language": proposal.language,
        "reason": proposal.reason,
        "reason_language": proposal.reason_language,
    }


def _paper_rows(lines: Sequence[Line]) -> Iterator[Sequence[Cell]]:
    """Yield a row that names each law, then those that change it."""
    for law, of_law in groupby(lines, key=lambda line: line.law):
        changing = list(of_law)
        if law:
            language = changing[0].row.language if changing[0].row else ""
            yield [[Piece(law, language, is_bold=True)]]
        yield from map(_paper_row, changing)


def _paper_row(line: Line) -> Sequence[Cell]:
    row, language = line.row, line.row.language if line.row else ""
    wordings = [Piece(f"№ {one.number}\n{one.proposed}", one.language) for one in line.proposals]
    reasons = [
        Piece(f"№ {one.number}\n{one.reason}", one.reason_language)
        for one in line.proposals
        if one.reason
    ]
    if row is None:
        element = Piece(line.element, line.proposals[0].language)
        return [[], [element], [], [], wordings, reasons]
    why = [Piece(row.justification, language)] if row.justification else []
    return [
        [Piece(row.number or str(row.place))], [Piece(row.element, language)],
        [Piece(row.current, language)], [Piece(row.proposed, language)], wordings, [*why, *reasons],
    ]  # fmt: skip
