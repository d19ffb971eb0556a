"""What a text might point at, guessed for the secretary from its words and from texts like it.

A guess is never set by itself: it stands first in the secretary's lists, not chosen. A name is
guessed when the text says each of its words, endings aside; what similar texts point at is
guessed as well.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kenes.domain.institutions.models import Territory
from kenes.domain.norms.models import Act, Obligation, Topic
from kenes.domain.recommendations.models import RecommendationText
from kenes.domain.recommendations.queries.authoring import similar_texts

LINKED = ("topics", "territories", "obligations")
"""What a recommendation points at, as its fields and the guesses name it."""
_WORD = re.compile(r"\w+")
_SMALL_WORDS = frozenset({"және", "мен", "для", "the", "and", "for", "или", "облысы", "область",
                          "қаласы", "город", "region", "city"})  # fmt: skip
"""Words that say nothing of what a name means; those of a region's kind among them."""
_SHORTEST = 3
_ENDING = 2
"""So many letters at a word's end may change with its form."""
_SHORT, _SHORT_FORM, _LONG_FORM = 4, 2, 7
"""A form of a short word is at most two letters longer, or water would be a driver in Russian;
that of another may take the many endings of Kazakh."""


@dataclass(slots=True)
class Suggestions:
    """Topics, regions, obligations and acts that a text may point at."""

    topics: list[Topic] = field(default_factory=list)
    territories: list[Territory] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def suggestions(texts: Sequence[RecommendationText]) -> Suggestions:
    """Return what a few texts, each as it was written, may point at; a fixed number of reads."""
    similar = _similar(texts)
    said = {text.language: set[str]() for text in texts}
    for text in texts:
        said[text.language] |= words_of(f"{text.title} {text.problem} {text.demand}")
    topics = [row for row in Topic.objects.order_by("kind", "pk") if _is_named(row, said)]
    regions = Territory.objects.filter(valid_to__isnull=True).order_by("kato")
    return Suggestions(
        topics=_once([*topics, *Topic.objects.filter(recommendations__in=similar)]),
        territories=[row for row in regions if _is_named(row, said)],
        obligations=_once(Obligation.objects.filter(recommendations__in=similar)),
        acts=_once(Act.objects.filter(targets__recommendation__in=similar)),
    )


def words_of(text: str) -> set[str]:
    """Return the words of a text in small letters."""
    return set(_WORD.findall(text.lower()))


def says(words: Iterable[str], name: str) -> bool:
    """Return whether `words` hold every word of a name that means something, endings aside.

    >>> says({"фонари", "у", "школы"}, "Школа")
    True
    >>> says({"водитель", "автобуса"}, "Школа")
    False
    """
    meant = [word for word in _WORD.findall(name.lower()) if word not in _SMALL_WORDS]
    meant = [word for word in meant if len(word) >= _SHORTEST]
    return bool(meant) and all(any(_is_form(one, word) for one in words) for word in meant)


def _is_form(one: str, word: str) -> bool:
    stem = word[: max(_SHORTEST, len(word) - _ENDING)]
    longer = _SHORT_FORM if len(word) <= _SHORT else _LONG_FORM
    return one.startswith(stem) and len(one) <= len(word) + longer


def _is_named(row: Topic | Territory, said: dict[str, set[str]]) -> bool:
    return any(says(words, getattr(row, f"name_{language}")) for language, words in said.items())


def _similar(texts: Sequence[RecommendationText]) -> list[int]:
    own = {text.version.recommendation_id for text in texts}
    found: set[int] = set()
    for text in texts:
        words = f"{text.title} {text.problem} {text.demand}"
        near = similar_texts(words, text.language, limit=4)
        found |= {one.version.recommendation_id for one in near}
    return sorted(found - own)


def _once[R: (Topic, Obligation, Act)](rows: Iterable[R]) -> list[R]:
    return list({row.pk: row for row in rows}.values())
