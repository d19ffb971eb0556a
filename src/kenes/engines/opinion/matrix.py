"""The matrix of latest votes: one row a person, one column a statement, most cells empty."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Codes, Counts, Floats, Mask, Places, Signs
from kenes.engines.opinion.votes import Votes


@dataclass(frozen=True, slots=True)
class VoteMatrix:
    """Latest votes by row: row i holds `columns[starts[i]:starts[i + 1]]`, ascending.

    A pass is a vote (0); a cell that is not there was not seen. `width` is the number of
    statements. +1 agrees.
    """

    starts: Places
    columns: Codes
    values: Signs
    width: int

    @classmethod
    def of(cls, votes: Votes) -> Self:
        """Lay votes out by person and statement; the last vote on a cell counts (clause 3)."""
        width = len(votes.statements)
        by_column = kernels.order_by(votes.statement, width)
        order = by_column[kernels.order_by(votes.person[by_column], len(votes.people))]
        person, column = votes.person[order], votes.statement[order]
        last = np.ones(len(order), np.bool_)
        last[:-1] = (person[1:] != person[:-1]) | (column[1:] != column[:-1])
        starts = np.zeros(len(votes.people) + 1, np.int64)
        np.cumsum(np.bincount(person[last], minlength=len(votes.people)), out=starts[1:])
        return cls(starts, column[last], votes.vote[order][last], width)

    @property
    def height(self) -> int:
        """Number of people."""
        return len(self.starts) - 1

    @property
    def row_counts(self) -> Places:
        """Number of votes of each person."""
        return np.diff(self.starts)

    def rows(self, first: int, end: int) -> "VoteMatrix":
        """Return the people from `first` up to `end`: a shard of the matrix."""
        cells = slice(self.starts[first], self.starts[end])
        starts = self.starts[first : end + 1] - self.starts[first]
        return VoteMatrix(starts, self.columns[cells], self.values[cells], self.width)

    def column_means(self) -> Floats:
        """Mean of the votes cast on each statement; 0 where nobody voted."""
        seen = np.bincount(self.columns, minlength=self.width)
        total = np.bincount(self.columns, self.values, self.width)
        return total / np.maximum(seen, 1)

    def without(self, columns: Mask) -> "VoteMatrix":
        """Return the matrix with the marked columns emptied; their places stay."""
        kept = ~columns[self.columns]
        rows = np.repeat(np.arange(self.height), self.row_counts)[kept]
        starts = np.zeros(self.height + 1, np.int64)
        np.cumsum(np.bincount(rows, minlength=self.height), out=starts[1:])
        return VoteMatrix(starts, self.columns[kept], self.values[kept], self.width)

    def count(self, group: Places, groups: int) -> Counts:
        """Return agrees, disagrees and votes by group and statement; group -1 is left out.

        >>> from kenes.engines.opinion.votes import Votes
        >>> votes = Votes.of(np.array([1, 2, 2]), np.array([5, 5, 6]), np.array([1, -1, 0]))
        >>> VoteMatrix.of(votes).count(np.array([0, 0]), 1).tolist()
        [[[1, 1, 2], [0, 0, 1]]]
        """
        shape = (groups, self.width)
        return kernels.count_votes(self.starts, self.columns, self.values, group, shape)
