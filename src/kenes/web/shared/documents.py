"""Papers to send and to file: a text with tables as an office document (DOCX).

Every piece of text carries its language, so that a program checks the spelling and reads it aloud
in the right one. Nothing in the file says who made it or with what.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from kenes.domain.shared.languages import current_language
from kenes.domain.shared.text import clean_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
_TAGS = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one language; the reader's own where none is named."""

    text: str
    lang: str = ""
    is_bold: bool = False


type Cell = Sequence[Piece]
"""A cell of a table: each piece is a paragraph of its own."""


class Paper:
    """An A4 document under its title, filled from top to bottom."""

    def __init__(self, title: Piece, *, is_wide: bool = False) -> None:
        # Read at the first paper: the library brings an XML parser of several megabytes, which
        # most processes of the site never need.
        import docx  # noqa: PLC0415

        self._made = docx.Document()
        _set_page(self._made, is_wide=is_wide)
        _set_styles(self._made)
        properties = self._made.core_properties
        properties.author, properties.title, properties.comments = "", title.text[:250], ""
        properties.language = _TAGS[title.lang or current_language()]
        self.heading(title, level=1)

    def heading(self, piece: Piece, *, level: int = 2) -> None:
        """Add a heading of a level from 1 to 3."""
        _say(self._made.add_paragraph(style=f"Heading {level}"), piece)

    def paragraph(self, *pieces: Piece) -> None:
        """Add a paragraph of pieces, one after another."""
        paragraph = self._made.add_paragraph()
        for piece in pieces:
            _say(paragraph, piece)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a table; a row of a single cell spans all columns. The head repeats on each page."""
        table = self._made.add_table(rows=1, cols=len(head), style="Table Grid")
        first = table.rows[0]
        for cell, label in zip(first.cells, head, strict=True):
            _fill(cell, [Piece(label, is_bold=True)])
        _repeat(first)
        for cells in rows:
            _add_row(table, cells)

    def content(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        self._made.save(file)
        return file.getvalue()


def as_download(response: HttpResponse, name: str) -> HttpResponse:
    """Name a response that holds a paper: its kind, its file name, nothing for search engines."""
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _set_page(made: Any, *, is_wide: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415  (see Paper)
    from docx.shared import Mm  # noqa: PLC0415

    section = made.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(20), Mm(10 if is_wide else 15)
    section.top_margin = section.bottom_margin = Mm(15)


def _set_styles(made: Any) -> None:
    """Give every style one face in black: the library's own are blue and of several faces."""
    from docx.shared import Pt, RGBColor  # noqa: PLC0415  (see Paper)

    for name, size in (("Normal", 11), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11)):
        style = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]


def _say(paragraph: Any, piece: Piece) -> None:
    # XML knows no control characters: one that a source brought along is left out.
    run = paragraph.add_run(clean_text(piece.text))
    run.bold = piece.is_bold or None
    language = run._r.get_or_add_rPr().makeelement(_word("lang"), {})  # noqa: SLF001  (no API)
    language.set(_word("val"), _TAGS[piece.lang or current_language()])
    run._r.rPr.append(language)  # noqa: SLF001


def _fill(cell: Any, pieces: Cell) -> None:
    for number, piece in enumerate(pieces):
        _say(cell.add_paragraph() if number else cell.paragraphs[0], piece)


def _add_row(table: Any, cells: Sequence[Cell]) -> None:
    row = table.add_row().cells
    if len(cells) == 1:
        _fill(row[0].merge(row[-1]), cells[0])
        return
    for cell, pieces in zip(row, cells, strict=True):
        _fill(cell, pieces)


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  (no API)
    properties.append(properties.makeelement(_word("tblHeader"), {}))


def _word(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
