"""Paragraphs of United Nations documents: "A/HRC/28/10 para. 125.96"."""

import re
from dataclasses import dataclass

type DocumentSortKey = tuple[
    int, tuple[tuple[int, int, str], ...], tuple[tuple[int, int, str], ...]
]

LONGEST = 300
_SYMBOL = r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*(?:\([0-9A-Za-z]+\))?)+"
_PLACE = r"[0-9]{1,6}(?:\.[0-9]{1,6})*(?:\s?\([a-z]{1,4}\))?"
_MARK = r"(?:paragraphs?|paras?|пункты|пункт|пп|п|тармақтар|тармақ|т|§)"
_DOCUMENT = re.compile(
    rf"\s*(?P<symbol>{_SYMBOL})"
    rf"(?:\s*[,:;]?\s*(?:{_MARK}\.?\s*(?P<after>{_PLACE})(?:\s*[-–]\s*(?P<until>{_PLACE}))?"
    rf"|(?P<before>{_PLACE})-тармақ))?\s*\.?\s*",
)


@dataclass(frozen=True, slots=True)
class CitationKey:
    """A document symbol and a paragraph, with the text as given.

    `symbol` and `paragraph` are empty where they could not be read; `until` ends a range.
    """

    text: str
    symbol: str = ""
    paragraph: str = ""
    until: str = ""

    @property
    def is_read(self) -> bool:
        """Tell whether the whole text was understood."""
        return bool(self.symbol)

    @property
    def sort_key(self) -> DocumentSortKey:
        """Numbers by value, letters by alphabet: para. 125.9 before 125.96; unread ones last."""
        return int(not self.is_read), _natural(self.symbol), _natural(self.paragraph)


def parse_document(text: str) -> CitationKey:
    """Read a document symbol and, where given, its paragraph.

    >>> parse_document("A/HRC/28/10 para. 125.96").paragraph
    '125.96'
    """
    found = _DOCUMENT.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return CitationKey(text)
    paragraph = found["after"] or found["before"] or ""
    return CitationKey(text, found["symbol"], paragraph, found["until"] or "")


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    pieces = re.findall(r"[0-9]+|[A-Za-z]+", text)
    return tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in pieces)
