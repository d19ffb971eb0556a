"""A reader's query as a small tree: words that must all occur, phrases in quotation marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kenes.domain.search.words import terms

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
MOST_WORDS = 12
SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A term, or the beginning of one."""

    term: str
    is_prefix: bool = False

    def meets(self, term: str) -> bool:
        """Whether a stored term answers to this word."""
        return term.startswith(self.term) if self.is_prefix else term == self.term


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that must stand side by side."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Everything asked for: all of it, or any of it."""

    nodes: tuple[Word | Phrase, ...]
    is_any: bool = False

    def __bool__(self) -> bool:
        return bool(self.nodes)

    @property
    def single_words(self) -> tuple[Word, ...]:
        """Every word asked for, those of phrases too."""
        return tuple(
            word
            for node in self.nodes
            for word in ([node] if isinstance(node, Word) else map(Word, node.terms))
        )


def parse(text: str) -> Query:
    """Read what a person typed. The last word may be unfinished; at most 12 words count.

    >>> parse('"ауыз су" мект').nodes
    (Phrase(terms=('ауыз', 'су')), Word(term='мект', is_prefix=True))
    """
    phrases = [terms(found) for found in _QUOTED.findall(text)]
    loose = terms(_QUOTED.sub(" ", text))
    ends_open = not _QUOTED.search(text.rstrip()[-1:] * 2) and bool(loose)
    nodes: list[Word | Phrase] = [_node(found) for found in phrases if found]
    nodes += [Word(term) for term in loose]
    if ends_open and len(loose[-1]) >= SHORTEST_PREFIX:
        nodes[-1] = Word(loose[-1], is_prefix=True)
    return Query(tuple(nodes[:MOST_WORDS]))


def _node(found: Sequence[str]) -> Word | Phrase:
    return Word(found[0]) if len(found) == 1 else Phrase(tuple(found[:MOST_WORDS]))
