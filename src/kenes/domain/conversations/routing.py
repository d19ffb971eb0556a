"""Which statement comes next: by lot, towards votes that would teach most, with a floor for each.

The same numbers as `kenes.engines.opinion.measures.routing`, for one group, in plain Python: a
page must not wait for the engine's numerical libraries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FLOOR = 0.2
LEANING = 2.0
"""One language is favoured at most so many times over an even exposure."""
LANGUAGES = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class Tally:
    """How a statement was voted on so far; `read_in` counts votes by the language shown."""

    agrees: int = 0
    votes: int = 0
    read_in: Mapping[str, int] = field(default_factory=dict)


NOTHING = Tally()


def chances_of(tallies: Sequence[Tally], language: str) -> list[float]:
    """Return the chance of each statement to be shown next; they add up to 1.

    Proportional to what one more vote is expected to take off the variance of its share, and to
    how little it was read in the language; none has less than `FLOOR` of an even chance
    (docs/specs/opinion.md, clause 44).
    """
    return chances_among([worth_of(one, language) for one in tallies])


def worth_of(tally: Tally, language: str) -> float:
    """Return what one more showing in a language is worth, beside that of other statements."""
    return _gain(tally) * _balance(tally, language)


def chances_among(worths: Sequence[float]) -> list[float]:
    """Return the chances of statements whose showings are worth so much."""
    total, even = sum(worths), FLOOR / max(len(worths), 1)
    return [even + (1 - FLOOR) * one / total for one in worths]


def draw(chances: Sequence[float], lot: float) -> int:
    """Return the place on which `lot` (0 <= lot < 1) falls."""
    at = lot * sum(chances)
    for place, chance in enumerate(chances):
        at -= chance
        if at < 0:
            return place
    return len(chances) - 1


def _gain(one: Tally) -> float:
    spread = (one.agrees + 0.5) * (one.votes - one.agrees + 0.5)
    return spread / ((one.votes + 1) * (one.votes + 2)) ** 2


def _balance(one: Tally, language: str) -> float:
    even = sum(one.read_in.get(name, 0) for name in LANGUAGES) / len(LANGUAGES) + 1
    return min(max(even / (one.read_in.get(language, 0) + 1), 1 / LEANING), LEANING)
