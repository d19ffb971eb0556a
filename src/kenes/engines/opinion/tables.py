"""The additive tables: all that the directions of a map need to know of the votes.

N counts the people who voted on both statements, A[j, l] sums x_j over them, S sums x_j x_l.
They are integers and sums over people: any order, any split into parts gives the same bytes.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Counts, Floats
from kenes.engines.opinion.matrix import VoteMatrix

WIDEST = 4000
"""More statements than this and the tables would outgrow memory (192 MB here)."""


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
        crossed = self.sums * means
        return self.products - crossed - crossed.T + self.covotes * np.outer(means, means)
