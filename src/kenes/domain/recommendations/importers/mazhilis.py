"""Recommendations of parliament: an outline of headings that name addressees, and points.

A heading ends with a colon and names who is to act, sometimes several bodies ("X министрлігі Y
министрлігімен бірлесіп": X leads, Y contributes). A point stands under it, numbered by hand, by
Word, or not at all; sub-points without numbers belong to the point above. A point may carry its
own addressee in its first words. Numbers start again under each heading, so a record's key is
its place among the records of its document.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx

from kenes.domain.recommendations.importers.addressees import bodies_in_heading, own_addressee
from kenes.domain.recommendations.importers.imported import Imported, SourceBody
from kenes.domain.shared.importing import RowRefused, read_json_lines, required

PARLIAMENT = SourceBody(
    key="parliament:kz:mazhilis",
    kind="body",
    name_kk="Қазақстан Республикасы Парламентінің Мәжілісі",
    name_ru="Мажилис Парламента Республики Казахстан",
    name_en="Mazhilis of the Parliament of the Republic of Kazakhstan",
)
_HEADING_LENGTH = 220
_NUMBERED = re.compile(r"^\s*(\d+(?:\.\d+)*)[.)]?\s+(.*)$", re.DOTALL)
_DASHED = re.compile(r"^\s*[-–—]\s*")
_ENDS_AT_BODY = re.compile(r"(министрлігі|Үкіметі|органдар|әкімдіктері)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the outline: its number when it has one, its text, and whether Word counts."""

    number: str
    text: str
    is_counted: bool = False


def read_jsonl(path: Path) -> Iterator[tuple[str, Imported | RowRefused]]:
    """Yield the recommendations of the prepared lines (source_file, date, addressee_kk, no, text).

    A line that is a heading is refused as one, and its bodies hold for the lines after it.
    """
    places: dict[str, int] = {}
    carried: tuple[str, str] | None = None
    for where, row in read_json_lines(path):
        if isinstance(row, RowRefused):
            yield where, row
            continue
        try:
            source, on, heading, text = required(row, "source_file", "date", "addressee_kk", "text")
            if _is_heading(text):
                carried = (heading, text)
                raise RowRefused("is a heading that names bodies, not a recommendation")  # noqa: TRY301
            if carried and carried[0] != heading:
                carried = None
            places[source] = places.get(source, 0) + 1
            yield (
                where,
                _point(source, _day(on), carried[1] if carried else heading, row, places[source]),
            )
        except RowRefused as refused:
            yield where, refused


def read_docx(path: Path) -> Iterator[tuple[str, Imported | RowRefused]]:
    """Yield the recommendations of a document as published (file name begins with its date)."""
    on, heading, place, counted = _day(path.name[:10]), "", 0, 0
    for number, lines in enumerate(_outline(_paragraphs(path)), start=1):
        text = "\n".join(line.text for line in lines)
        if _is_heading(text):
            heading, counted = text, 0
            continue
        if not heading:
            continue
        place, counted = place + 1, counted + 1
        row = {"no": lines[0].number or str(counted), "text": text}
        yield f"{path.name}:{number}", _point(path.name, on, heading, row, place)


def _point(source: str, on: date, heading: str, row: dict[str, Any], place: int) -> Imported:
    text = str(row["text"]).strip()
    lead, contributing = bodies_in_heading(own_addressee(text) or heading)
    number = str(row.get("no") or place)
    return Imported(
        source_key=f"mazhilis:{source}:{place}",
        source_note=f"{source}, {number}",
        language="kk",
        text=_tidy(text),
        body=PARLIAMENT,
        lead=lead,
        contributing=contributing,
        asked_on=on,
        point_number=number[:20],
    )


def _is_heading(text: str) -> bool:
    """Whether a line names bodies and asks nothing: it ends at a body's name, or at "together"."""
    line = " ".join(text.split())
    name = line.rstrip(":; ")
    if len(line) > _HEADING_LENGTH or "," in line:
        return False
    return name.endswith("бірлесіп") or (line.endswith(":") and bool(_ENDS_AT_BODY.search(name)))


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as problem:
        raise RowRefused(f"date {raw!r} is no date like 2024-04-29") from problem


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line).rstrip(";. ")


def _paragraphs(path: Path) -> Iterator[Line]:
    for paragraph in docx.Document(str(path)).paragraphs:
        text = paragraph.text.strip()
        if not text:
            continue
        properties = paragraph._p.pPr  # noqa: SLF001  the library has no public name for it
        is_counted = properties is not None and properties.numPr is not None
        found = None if is_counted else _NUMBERED.match(text)
        yield Line(found.group(1), found.group(2).strip()) if found else Line("", text, is_counted)


def _outline(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Join sub-points and continued paragraphs to the point they belong to."""
    point: list[Line] = []
    for line in lines:
        if point and _continues(point, line):
            point.append(line)
            continue
        if point:
            yield point
        point = [line]
    if point:
        yield point


def _continues(point: list[Line], line: Line) -> bool:
    if line.number or line.is_counted or _is_heading(line.text):
        return False
    if _DASHED.match(line.text):
        return True
    return bool(point[0].number) and not _is_heading(point[0].text)
