"""The additive tables: all that the directions of a map need to know of the votes.

N counts the people who voted on both statements, A[j, l] sums x_j over them, S sums x_j x_l. They
are integers and sums over people: any order, any split into parts gives the same bytes (clause 26).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Codes, Counts, Floats, Signs
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.matrix import VoteMatrix

WIDEST = 4000
"""More statements than this and the tables would outgrow memory (192 MB here)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person's votes: columns, and the vote on each."""

    columns: Codes
    values: Signs


@dataclass(frozen=True, slots=True)
class Tables:
    """Co-votes N, sums A and products S, each statements x statements, int32."""

    covotes: Counts
    sums: Counts
    products: Counts

    @classmethod
    def of(cls, matrix: VoteMatrix) -> Self:
        """Sum the tables over all people of `matrix`."""
        summed = kernels.sum_tables(matrix.starts, matrix.columns, matrix.values, matrix.width)
        return cls(*summed)

    def __add__(self, other: "Tables") -> "Tables":
        """Return the tables of both sets of people; they must have no person in common."""
        return Tables(
            self.covotes + other.covotes, self.sums + other.sums, self.products + other.products
        )

    def grown(self, width: int) -> "Tables":
        """Return the tables with room for `width` statements, the new ones at the end."""
        more = width - len(self.covotes)
        return Tables(*(np.pad(part, (0, more)) for part in self.parts))

    @property
    def parts(self) -> tuple[Counts, Counts, Counts]:
        """N, A and S."""
        return self.covotes, self.sums, self.products

    def change_vote(self, row: Row, column: int, vote: int | None) -> None:
        """Record in place that a person now votes so on `column`; None takes the vote back.

        `row` are the person's votes until now. Touches only the row and column of the statement,
        at the other statements of that person. Raises OpinionError for a strange vote.
        """
        if vote not in {None, -1, 0, 1}:
            raise OpinionError(f"{vote} is not a vote: 1 agrees, 0 passes, -1 disagrees.")
        old = {int(c): int(v) for c, v in zip(row.columns, row.values, strict=True)}.get(column)
        others = row.columns != column
        place, x = row.columns[others], row.values[others].astype(np.int32)
        more = int(vote is not None) - int(old is not None)
        shift = (vote or 0) - (old or 0)
        for at in ((column, place), (place, column)):
            self.covotes[at] += more
            self.products[at] += shift * x
        self.sums[column, place] += shift
        self.sums[place, column] += more * x
        self.covotes[column, column] += more
        self.sums[column, column] += shift
        self.products[column, column] += (vote or 0) ** 2 - (old or 0) ** 2

    def erase(self, row: Row) -> None:
        """Take all votes of a person out, in place, as if that person had never voted."""
        cells = np.ix_(row.columns, row.columns)
        x = row.values.astype(np.int32)
        self.covotes[cells] -= 1
        self.sums[cells] -= x[:, np.newaxis]
        self.products[cells] -= np.outer(x, x)

    @property
    def means(self) -> Floats:
        """Mean vote on each statement; 0 where nobody voted."""
        seen = np.diagonal(self.covotes)
        return np.diagonal(self.sums) / np.maximum(seen, 1)

    def centered(self, means: Floats) -> Floats:
        """Return the sum over co-voters of (x_j - mean_j)(x_l - mean_l), exact but for rounding.

        >>> two = np.array([[2, 2], [2, 2]], np.int32)
        >>> Tables(two, np.array([[2, 2], [0, 0]], np.int32), np.array([[2, 0], [0, 2]],
        ...        np.int32)).centered(np.array([1.0, 0.0])).tolist()
        [[0.0, 0.0], [0.0, 2.0]]
        """
        return kernels.center(*self.parts, means)
