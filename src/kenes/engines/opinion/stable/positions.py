"""Where people stand, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.stable.directions import Directions

GRAIN = 2.0**-20
"""Positions are rounded to this grid: finer digits are rounding, and sums over it are exact."""


@dataclass(frozen=True, slots=True)
class Positions:
    """A point per person, in standard deviations of people along the first axis, and its own sd."""

    points: Floats
    sd: Floats

    def __add__(self, other: "Positions") -> "Positions":
        """Return the people of both, one after the other."""
        points, sd = (np.concatenate(two) for two in
                      ((self.points, other.points), (self.sd, other.sd)))  # fmt: skip
        return Positions(points, sd)


def place_people(matrix: VoteMatrix, directions: Directions) -> Positions:
    """Return the posterior mean of each person's place, given the votes cast (clause 28).

    Nobody is at 0 with sd 1 unless nothing is known: a person without votes.
    """
    points, sd = kernels.place_people(
        matrix.starts, matrix.columns, matrix.values,
        directions.means, directions.loadings, directions.prior, GRAIN,
    )  # fmt: skip
    return Positions(points, sd)
