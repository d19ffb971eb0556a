"""Votes as columns, under numbers that lead to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kenes.engines.opinion.arrays import Places, Signs
from kenes.engines.opinion.votes import Votes

TEXTS = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class Ballots:
    """One vote a place: `voter`, `statement` (its number), `value`, `text` (its place in `TEXTS`).

    No voter has two votes on a statement. `tiers` and `regions` (the first two figures of the KATO
    code) are by voter; who said no region is not in it.
    """

    voter: Places
    statement: Places
    value: Signs
    text: Places
    tiers: Mapping[int, str]
    regions: Mapping[int, str]

    @property
    def votes(self) -> Votes:
        """The votes as the engine takes them."""
        return Votes.of(self.voter, self.statement, self.value)

    @property
    def languages(self) -> dict[int, str]:
        """The language in which each voter read most of what they voted on; of equals Kazakh."""
        people, row = np.unique(self.voter, return_inverse=True)
        leaning = np.bincount(row, np.where(self.text == 1, 1, -1), len(people))
        return {
            number: TEXTS[int(lean > 0)]
            for number, lean in zip(people.tolist(), leaning.tolist(), strict=True)
        }

    def by_what_was_said(self) -> "Ballots":
        """Return the same votes for release: voters numbered by their votes, nothing beside them.

        The same rows get the same numbers, whoever cast them and in whatever order they lie.
        """
        order = np.lexsort((self.statement, self.voter))
        people, first = np.unique(self.voter[order], return_index=True)
        said = (self.statement * 3 + self.value + 1)[order].astype(">i8")
        rows = [row.tobytes() for row in np.split(said, first[1:])]
        number = np.empty(len(rows), np.int64)
        number[sorted(range(len(rows)), key=rows.__getitem__)] = np.arange(1, len(rows) + 1)
        voter = number[np.searchsorted(people, self.voter)]
        return replace(self, voter=voter, tiers={}, regions={})

    def on(self, statements: Places) -> Votes:
        """Return the votes on these statements alone."""
        kept = np.isin(self.statement, statements)
        return Votes.of(self.voter[kept], self.statement[kept], self.value[kept])

    def texts_by_cell(self) -> Places:
        """Return which text was shown, in the order of the engine's matrix: voter, statement."""
        return self.text[np.lexsort((self.statement, self.voter))]
