"""Rank a bounded number of candidates in Python, alike on every database.

BM25 (Robertson and Zaragoza, 2009) with k1 = 1.2 and b = 0.75; a word in the title counts as
three; how rare a word is, is judged among the candidates themselves.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kenes.domain.search.asking import Query, Word
from kenes.domain.search.models import Document

_K1, _B, _TITLE = 1.2, 0.75, 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thing found and how well it fits; a greater score fits better."""

    key: int
    score: float


def rank(query: Query, documents: Sequence[Document]) -> list[Ranked]:
    """Return each thing once, by the best of its languages; the greater key breaks a tie."""
    asked = query.single_words
    bags = [(found.key, _terms_of(found)) for found in documents]
    counted = [(key, _frequencies(asked, bag), len(bag)) for key, bag in bags]
    average = sum(length for *_rest, length in counted) / max(1, len(counted)) or 1.0
    rarity = _rarity(asked, [frequencies for _key, frequencies, _length in counted])
    best: dict[int, float] = {}
    for key, frequencies, length in counted:
        score = _score(frequencies, rarity, length / average)
        best[key] = max(score, best.get(key, 0.0))
    ranked = [Ranked(key, score) for key, score in best.items()]
    return sorted(ranked, key=lambda found: (-found.score, -found.key))


def _terms_of(document: Document) -> list[str]:
    return document.title.split() * _TITLE + document.body.split()


def _frequencies(asked: Iterable[Word], bag: Sequence[str]) -> list[int]:
    return [sum(word.meets(term) for term in bag) for word in asked]


def _rarity(asked: Sequence[Word], frequencies: Sequence[Sequence[int]]) -> list[float]:
    total = len(frequencies)
    holding = [sum(bool(row[column]) for row in frequencies) for column in range(len(asked))]
    return [math.log(1 + (total - many + 0.5) / (many + 0.5)) for many in holding]


def _score(frequencies: Sequence[int], rarity: Sequence[float], length: float) -> float:
    """Return BM25; `length` is relative to the average of the candidates."""
    norm = _K1 * (1 - _B + _B * length)
    return sum(
        weight * count * (_K1 + 1) / (count + norm)
        for count, weight in zip(frequencies, rarity, strict=True)
    )
