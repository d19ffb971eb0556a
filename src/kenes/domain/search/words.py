"""What counts as a word, and how two spellings of it become one term.

Terms are plain folded words now. Word forms of Kazakh and Russian find their place in `terms`:
what it returns is all that is stored and all that is asked for.
"""

import re
import unicodedata
from collections.abc import Iterator

_PART = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LOOK_ALIKE = str.maketrans("aceopxyhkmtbiə", "асеорхуһкмтвіә")
LONGEST = 64
"""Letters of a term at most; what is longer is no word, and an index has its limits."""


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word of `text` begins and ends.

    >>> [(0, 2), (3, 8)] == list(words("су құбыр"))
    True
    """
    for found in _PART.finditer(text):
        yield found.span()


def fold(word: str) -> str:
    """Return one word as it is compared: composed, without case, ё as е, look-alikes as Cyrillic.

    Latin letters that look like Cyrillic ones are read as Cyrillic where the word has a Cyrillic
    letter; a wholly Latin word stays Latin.

    >>> fold("Cу")  # the first letter is Latin
    'су'
    """
    folded = unicodedata.normalize("NFC", word.casefold())
    if _CYRILLIC.search(folded):
        folded = folded.translate(_LOOK_ALIKE).replace("ё", "е")
    return folded[:LONGEST]


def terms(text: str, language: str = "") -> list[str]:  # noqa: ARG001 (word forms differ by it)
    """Return the terms of a text in its order, as stored and as asked for.

    `language` (kk, ru, en, or empty when unknown, as in a reader's query) chooses how word forms
    are brought together; folding is the same in all of them today.
    """
    composed = unicodedata.normalize("NFC", text)
    return [fold(composed[start:end]) for start, end in words(composed)]
