"""Find things by words, the ones most like a text, and where words occur in a title."""

from dataclasses import dataclass

from kenes.domain.search.asking import Query, Word, parse
from kenes.domain.search.matching import bits_of, documents_of, keys_of
from kenes.domain.search.ranking import Ranked, rank
from kenes.domain.search.words import fold, terms, words
from kenes.engines.facets import Bitmap

CANDIDATES = 100
"""How many of the newest matches are read for ranking; the rest follow in their own order."""
_SHORT, _DISTINCTIVE, _COMMON = 5, 8, 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a title, and whether it was asked for."""

    text: str
    is_found: bool


def find(kind: str, text: str) -> Bitmap | None:
    """Return a bit for the key of each thing of a kind that matches; one row is read.

    None means that nothing was asked for: the text holds no word.
    """
    query = parse(text)
    return bits_of(kind, query) if query else None


def best_first(kind: str, text: str, keys: list[int]) -> list[int]:
    """Return `keys` with the best of the first hundred moved to the front."""
    head = keys[:CANDIDATES]
    ranked = rank(parse(text), documents_of(kind, head))
    return [found.key for found in ranked] + keys[CANDIDATES:]


def similar_to(
    kind: str, text: str, *, language: str = "", limit: int = 5, besides: int | None = None
) -> list[Ranked]:
    """Return the things most like a text, best first, with their scores.

    The rarest of its long words are looked for by their beginnings, so that endings do not part
    what belongs together. `besides` leaves one thing out: the text's own.
    """
    query = Query(tuple(_distinctive(kind, terms(text, language))), is_any=True)
    if not query:
        return []
    keys = [key for key in keys_of(kind, query, limit=CANDIDATES) if key != besides]
    return rank(query, documents_of(kind, keys))[:limit]


def pieces(title: str, text: str) -> list[Piece]:
    """Cut a title into pieces, those that were asked for marked."""
    if not text or not title:
        return [Piece(title, is_found=False)] if title else []
    asked = parse(text).single_words
    found: list[Piece] = []
    at = 0
    for start, end in words(title):
        if any(word.meets(fold(title[start:end])) for word in asked):
            if start > at:
                found.append(Piece(title[at:start], is_found=False))
            found.append(Piece(title[start:end], is_found=True))
            at = end
    return [*found, Piece(title[at:], is_found=False)] if at < len(title) else found


def _distinctive(kind: str, found: list[str]) -> list[Word]:
    """Return the beginnings of the text's rarest long words."""
    longest = sorted({term for term in found if len(term) >= _SHORT}, key=lambda t: (-len(t), t))
    stems = [Word(term[: max(_SHORT - 1, len(term) - 2)], is_prefix=True) for term in longest]
    counted = [(_many(kind, word), word) for word in stems[: 2 * _DISTINCTIVE]]
    rare = [(many, word.term, word) for many, word in counted if 0 < many < _COMMON]
    return [word for _many_, _term, word in sorted(rare)[:_DISTINCTIVE]]


def _many(kind: str, word: Word) -> int:
    return len(keys_of(kind, Query((word,)), limit=_COMMON))
