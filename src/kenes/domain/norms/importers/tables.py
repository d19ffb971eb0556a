"""Comparative tables of bills: current text, proposed text, reason, element by element."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from django.db import transaction

from kenes.domain.norms.importers.bills import bill_key
from kenes.domain.norms.keys import element_key
from kenes.domain.norms.models import LAW_LIMIT, Act, TableRow
from kenes.domain.shared.actions import reference_changed
from kenes.domain.shared.importing import Confidence, Report, RowRefused, read_json_lines, required
from kenes.domain.shared.text import clean_line, clean_text

_QUOTED = re.compile(r"«([^»]+(?:«[^»]*»[^»]*)*)»")
_NUMBER_LIMIT = 20


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table, with the law that its section names."""

    law: str
    number: str
    element: str
    current: str
    proposed: str
    justification: str


def import_table(path: Path, *, confidence: Confidence) -> Report:
    """Import a comparative table (JSONL or DOCX; the name ends with `-kk` or `-ru`).

    The same table in another form adds nothing: rows are known by bill and place.
    """
    report = Report(path.name)
    language = path.stem.rsplit("-", 1)[-1]
    if language not in {"kk", "ru"}:
        report.refuse(path.name, "does not end with -kk or -ru, so its language is not known")
        return report
    source = {"source_note": path.name, "confidence": confidence}
    bill = _bill_of(path, language, source)
    for place, (where, row) in enumerate(_rows(path), start=1):
        if isinstance(row, RowRefused):
            report.refuse(where, str(row))
        else:
            report.add(is_new=_store(bill, place, row, source | {"language": language}))
    if report.new:
        with transaction.atomic():
            reference_changed()
    return report


def _rows(path: Path) -> Iterator[tuple[str, SourceRow | RowRefused]]:
    return _docx_rows(path) if path.suffix == ".docx" else _jsonl_rows(path)


def _bill_of(path: Path, language: str, source: dict[str, str]) -> Act:
    """Return the bill a table belongs to: the one whose title its head quotes."""
    document = path.with_suffix(".docx")
    title = (_title_of(document) if document.exists() else "") or path.stem
    act, _ = Act.objects.get_or_create(
        source_key=bill_key(title, language),
        defaults={"kind": Act.Kind.BILL, f"title_{language}": title, **source},
    )
    return act


def _title_of(document: Path) -> str:
    """Return the title that the head of the table quotes."""
    head = clean_line(" ".join(p.text for p in docx.Document(str(document)).paragraphs[:8]))
    found = _QUOTED.search(head)
    return found.group(1) if found else ""


@transaction.atomic
def _store(bill: Act, place: int, row: SourceRow, shared: dict[str, str]) -> bool:
    _row, is_new = TableRow.objects.get_or_create(
        bill=bill,
        place=place,
        defaults={
            "number": row.number[:_NUMBER_LIMIT],
            "law": row.law[:LAW_LIMIT],
            "element": row.element,
            "element_key": element_key(row.element),
            **shared,
            "current": row.current,
            "proposed": row.proposed,
            "justification": row.justification,
        },
    )
    return is_new


def _jsonl_rows(path: Path) -> Iterator[tuple[str, SourceRow | RowRefused]]:
    for where, row in read_json_lines(path):
        yield where, row if isinstance(row, RowRefused) else _guarded(row)


def _guarded(row: dict[str, Any]) -> SourceRow | RowRefused:
    try:
        (element,) = required(row, "element")
    except RowRefused as refused:
        return refused
    return SourceRow(
        law=clean_line(str(row.get("law") or "")),
        number=clean_line(str(row.get("no") or "")).rstrip("."),
        element=clean_line(element),
        current=_lines(str(row.get("current") or "")),
        proposed=_lines(str(row.get("proposed") or "")),
        justification=_lines(str(row.get("justification") or "")),
    )


def _lines(raw: str) -> str:
    """Return a cell's text without the blank lines and indents that only made up its look."""
    lines = (" ".join(line.split()) for line in clean_text(raw).splitlines())
    return "\n".join(line for line in lines if line)


def _docx_rows(path: Path) -> Iterator[tuple[str, SourceRow | RowRefused]]:
    """Yield the rows of the first table: one merged cell opens a law, a row has five."""
    law = ""
    for number, row in enumerate(docx.Document(str(path)).tables[0].rows[1:], start=2):
        cells = _distinct(row.cells)
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) == 1:
            law = clean_line(filled[0])
        elif [cell.strip() for cell in cells] != ["1", "2", "3", "4", "5"]:
            yield f"{path.name}:{number}", _guarded(_named(law, cells))


def _named(law: str, cells: list[str]) -> dict[str, str]:
    names = ("no", "element", "current", "proposed", "justification")
    return {"law": law, **dict(zip(names, cells, strict=False))}


def _distinct(cells: Any) -> list[str]:
    seen: dict[int, str] = {}
    for cell in cells:
        seen.setdefault(id(cell._tc), cell.text)  # noqa: SLF001  merged cells share this element
    return list(seen.values())
