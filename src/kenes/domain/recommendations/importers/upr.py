"""Lists of the Universal Periodic Review: the plain list, and OHCHR's thematic matrix.

The citable key is document symbol and paragraph (A/HRC/28/10, para. 125.96). One paragraph may
carry several recommending States. "To be examined" is a position of its own: the answer came
later, in an addendum.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import docx

from kenes.domain.recommendations.importers.imported import (
    Imported,
    Paragraph,
    SourceBody,
    SourceTopic,
)
from kenes.domain.shared.importing import Row, RowRefused, read_csv, required

COUNCIL = SourceBody(
    key="un-hrc",
    kind="international",
    name_kk="БҰҰ Адам құқықтары жөніндегі кеңесі",
    name_ru="Совет ООН по правам человека",
    name_en="United Nations Human Rights Council",
)
KAZAKHSTAN = SourceBody(
    key="state:kz",
    kind="state_office",
    name_kk="Қазақстан Республикасының Үкіметі",
    name_ru="Правительство Республики Казахстан",
    name_en="Government of the Republic of Kazakhstan",
)
SLOVENIA = SourceBody(
    key="state:si",
    kind="state_office",
    name_kk="Словения Республикасының Үкіметі",
    name_ru="Правительство Республики Словения",
    name_en="Government of the Republic of Slovenia",
)
# Last day of each session of the Working Group; the lists give only the year.
SESSIONS = {"7": date(2010, 2, 19), "20": date(2014, 11, 7), "48": date(2025, 1, 31)}
POSITIONS = {
    "supported": "accepted",
    "supported_in_process": "accepted",
    "supported_already_implemented": "said_already_done",
    "noted": "not_accepted",
    "to_be_examined": "awaiting",
}
_NUMBER = re.compile(r"^\d{1,3}\.\d{1,3}$")
_PARAGRAPH = re.compile(r"^(\d{1,3}\.\d{1,3})\s+(.*)$", re.DOTALL)
_STATES = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")


def read_list(path: Path) -> Iterator[tuple[str, Imported | RowRefused]]:
    """Yield the recommendations of a plain list (CSV: document, session, year, paragraph, ...)."""
    for where, row in read_csv(path):
        yield where, row if isinstance(row, RowRefused) else _guarded(_from_list, row)


def read_matrix(path: Path) -> Iterator[tuple[str, Imported | RowRefused]]:
    """Yield the recommendations of OHCHR's thematic matrix, from its CSV or its DOCX."""
    rows = _matrix_rows(path) if path.suffix == ".docx" else read_csv(path)
    for where, row in rows:
        yield where, row if isinstance(row, RowRefused) else _guarded(_from_matrix, row)


def _guarded(build: Callable[[Row], Imported], row: Row) -> Imported | RowRefused:
    try:
        return build(row)
    except RowRefused as refused:
        return refused


def _from_list(row: Row) -> Imported:
    document, paragraph, text, position = required(
        row, "document", "paragraph", "text", "section_position"
    )
    if position not in POSITIONS:
        raise RowRefused(f"position {position!r} is unknown; known are {', '.join(POSITIONS)}")
    year = _year(row.get("year", ""))
    return _imported(
        document=document,
        paragraph=paragraph,
        text=text,
        states=row.get("recommending_states", ""),
        position=position,
        addressee=KAZAKHSTAN,
        session=row.get("session", ""),
        year=year,
        source=document,
    )


def _from_matrix(row: Row) -> Imported:
    paragraph, text, position, source = required(
        row, "paragraph", "text", "position", "source_of_position"
    )
    document = source.split("/Add", 1)[0].split(" - ", 1)[0]
    key = position.lower().replace(" ", "_")
    if key not in POSITIONS:
        raise RowRefused(f"position {position!r} is unknown; known are Supported and Noted")
    return _imported(
        document=document,
        paragraph=paragraph,
        text=text,
        states=row.get("recommending_states", ""),
        position=key,
        addressee=SLOVENIA,
        session="48",
        year=2025,
        source=source,
        topics=_topics(row),
    )


def _imported(
    *,
    document: str,
    paragraph: str,
    text: str,
    states: str,
    position: str,
    addressee: SourceBody,
    session: str,
    year: int | None,
    source: str,
    topics: tuple[SourceTopic, ...] = (),
) -> Imported:
    if not _NUMBER.match(paragraph):
        raise RowRefused(f"paragraph {paragraph!r} is no number like 125.96")
    if session not in SESSIONS:
        raise RowRefused(f"session {session!r} has no date here; add its last day to SESSIONS")
    return Imported(
        source_key=f"upr:{document}:{paragraph}",
        source_note=f"{document}, para. {paragraph}",
        language="en",
        text=" ".join(text.split()),
        body=COUNCIL,
        lead=(addressee,),
        contributing=(),
        asked_on=SESSIONS[session],
        position=POSITIONS[position],
        point_number=paragraph,
        paragraph=Paragraph(
            document=document,
            number=paragraph,
            session=session,
            year=year,
            states=states,
            position=position,
            position_source=source,
        ),
        topics=topics,
    )


def _year(raw: str) -> int:
    if not raw.isdigit():
        raise RowRefused(f"year {raw!r} is no number")
    return int(raw)


def _topics(row: Row) -> tuple[SourceTopic, ...]:
    themes = [("theme", name) for name in _cells(row.get("themes", ""))]
    groups = [("group", name) for name in _cells(row.get("groups", ""))]
    goals = [("sdg", name) for name in _cells(row.get("sdgs", ""))]
    return tuple(dict.fromkeys(_topic(kind, name) for kind, name in themes + groups + goals))


def _topic(kind: str, name: str) -> SourceTopic:
    if kind == "sdg":
        return SourceTopic(kind, name.split(" - ", 1)[0].strip(), name.split(" - ", 1)[-1].strip())
    return SourceTopic(kind, re.sub(r"\W+", "-", name.lower()).strip("-")[:80], name)


def _cells(raw: str) -> list[str]:
    return [part.strip() for part in raw.split(" | ") if part.strip()]


def _matrix_rows(path: Path) -> Iterator[tuple[str, Row | RowRefused]]:
    """Turn the DOCX table's rows into the CSV's columns; theme rows open a section."""
    table = docx.Document(str(path)).tables[0]
    for number, row in enumerate(table.rows, start=1):
        cells = [cell.text.strip() for cell in row.cells]
        found = _PARAGRAPH.match(cells[0])
        if found is None:
            continue
        body, _, source = found.group(2).partition("Source of Position:")
        body = body.strip().rstrip(";")
        yield (
            f"{path.name}:{number}",
            {
                "paragraph": found.group(1),
                "text": body,
                "position": cells[1],
                "source_of_position": source.strip(),
                "recommending_states": "; ".join(_STATES.findall(body)),
                **_lists(cells[2], cells[3]),
            },
        )


def _lists(cell: str, goals: str) -> Row:
    themes, _, groups = cell.partition("Groups of Persons:")
    return {"themes": _dashed(themes), "groups": _dashed(groups), "sdgs": _dashed(goals)}


def _dashed(cell: str) -> str:
    lines = [line.strip() for line in cell.splitlines()]
    return " | ".join(line[1:].strip() for line in lines if line.startswith("-"))
