"""A recommendation as a source states it, before it is stored."""

from dataclasses import dataclass
from datetime import date

TITLE_LIMIT = 140


@dataclass(frozen=True, slots=True)
class SourceBody:
    """An institution as a source names it; the key is what makes two spellings one body."""

    key: str
    kind: str
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class SourceTopic:
    """A theme, group or goal as a source names it."""

    kind: str
    code: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The citable paragraph of a mechanism's document: `A/HRC/28/10`, `125.96`."""

    document: str
    number: str
    session: str = ""
    year: int | None = None
    states: str = ""
    position: str = ""
    position_source: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """One recommendation of a source.

    `source_key` is unique for ever: importing again with the same key adds nothing. `position`
    is a value of axis 2, as the source reports it.
    """

    source_key: str
    source_note: str
    language: str
    text: str
    body: SourceBody
    lead: tuple[SourceBody, ...]
    contributing: tuple[SourceBody, ...]
    asked_on: date
    position: str = "awaiting"
    point_number: str = ""
    paragraph: Paragraph | None = None
    topics: tuple[SourceTopic, ...] = ()

    @property
    def title(self) -> str:
        """The first words of the text, cut at a word; sources give no titles."""
        line = " ".join(self.text.split())
        if len(line) <= TITLE_LIMIT:
            return line
        return line[: TITLE_LIMIT - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
