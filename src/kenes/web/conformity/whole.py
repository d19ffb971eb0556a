"""The whole matrix: as CSV, as a document."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kenes.domain.recommendations.queries.conformity import Duty, Place, Proposal
from kenes.web.conformity.rows import Row, section_of
from kenes.web.shared.documents import Cell, Paper, Piece
from kenes.web.shared.formats import long_date

COLUMNS = (
    "obligation", "kind", "document", "paragraph", "name_kk", "name_ru", "name_en", "act",
    "act_title", "law", "element", "current", "current_language", "finding", "gap", "gap_language",
    "described_by", "described_on", "recommendation", "proposed", "proposed_language", "address",
)  # fmt: skip
"""Columns of the CSV: a place comes once for each recommendation beside it."""


def as_data(found: Iterable[Duty]) -> Iterator[dict[str, str]]:
    """Yield the matrix as plain values under `COLUMNS`."""
    for duty in found:
        for place in duty.places:
            row = _of_duty(duty) | _of_place(place)
            yield from ([row | _of_proposal(one) for one in place.proposals] or [row])


def as_paper(found: Iterable[Duty], language: str) -> bytes:
    """Return the matrix as a document: norm, gap and proposals under each obligation."""
    paper = Paper(Piece(_("Conformity matrix")), is_wide=True)
    head = (_("National norm"), _("Gap"), _("Proposed"))
    for section in map(section_of, found):
        paper.heading(Piece(section.name))
        paper.paragraph(Piece(section.citation))
        if section.text:
            paper.paragraph(Piece(section.text, section.lang))
        paper.table(head, [_cells(row, language) for row in section.rows])
    return paper.content()


def _cells(row: Row, language: str) -> Sequence[Cell]:
    norm = [Piece(row.title, row.title_lang, is_bold=True), Piece(row.law), Piece(row.element)]
    norm.append(Piece(row.current, row.current_lang))
    gap = []
    if row.found:
        day = long_date(row.found.gap.at, language)
        gap = [
            Piece(str(row.found.finding), is_bold=True),
            Piece(row.found.text, row.found.lang),
            Piece(f"{row.found.by}, {day}"),
        ]
    proposals = [Piece(f"№ {one.number}. {one.title}\n{one.proposed}") for one in row.proposals]
    return [[piece for piece in norm if piece.text], gap, proposals]


def _of_duty(duty: Duty) -> dict[str, str]:
    one = duty.obligation
    return {
        "obligation": str(one.public_id),
        "kind": one.kind,
        "document": one.document,
        "paragraph": one.paragraph,
        "name_kk": one.name_kk,
        "name_ru": one.name_ru,
        "name_en": one.name_en,
    }


def _of_place(place: Place) -> dict[str, str]:
    act, gap = place.act, place.gap
    named = {
        "act": str(act.public_id) if act else "",
        "act_title": (act.title_kk or act.title_ru) if act else "",
        "law": place.law,
        "element": place.element,
        "current": place.current,
        "current_language": place.current_language,
    }
    if gap is None:
        return named
    return named | {
        "finding": gap.finding,
        "gap": gap.text,
        "gap_language": gap.language,
        "described_by": str(gap.institution),
        "described_on": gap.at.date().isoformat(),
    }


def _of_proposal(one: Proposal) -> dict[str, str]:
    return {
        "recommendation": one.number,
        "proposed": one.proposed,
        "proposed_language": one.language if one.proposed else "",
        "address": f"{settings.KENES_ORIGIN}{reverse('permanent', args=[one.number])}",
    }
