"""A stretch of days in the course of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts.figures import LEAST
from kenes.web.shared.formats import short_date


@dataclass(frozen=True, slots=True)
class Stretch:
    """What came from its first to its last day, and what stood at the end of it.

    `groups` and `agreed` are those of its last result, nothing without one; `removed` are the
    statements returned and merged.
    """

    first: date
    last: date
    votes: int
    people: int
    groups: Mapping[str, float | None]
    agreed: int | None
    removed: tuple[int, int]

    @property
    def told(self) -> int | None:
        """Votes, None where they are too few to be told."""
        return self.votes if self.votes >= LEAST else None

    @property
    def when(self) -> str:
        """Its days as a reader's language writes them."""
        language = current_language()
        first, last = short_date(self.first, language), short_date(self.last, language)
        return first if self.first == self.last else f"{first} – {last}"
