"""What people of both ends of the map support: agreement that the viewpoint does not explain."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.stable.maps import StableMap

HELD, LOOSE = 0.15, 0.03
"""Ridge of intercepts and of factors: those of Community Notes."""
ROUNDS, SETTLED = 60, 1e-6


@dataclass(frozen=True, slots=True)
class Bridging:
    """Per statement: `intercept`, support from all sides, and `factor`, support from one side.

    A vote is 1 for agree, 1/2 for pass, 0 for disagree; `middle` is the common mean. A statement
    bridges where its intercept is large and its factor small. Not a number where nobody voted.
    """

    middle: float
    intercept: Floats
    factor: Floats


def bridge(found: StableMap) -> Bridging:
    """Fit vote = middle + person + statement + person's factor x statement's (clause 40).

    Alternating least squares from the map's first axis, so the same map gives the same bytes. The
    penalties are per mean number of votes of a person and of a statement. Wojcik et al.,
    Birdwatch, arXiv:2210.15723.
    """
    matrix = found.layout.matrix
    seen = np.bincount(matrix.columns, minlength=matrix.width)
    cells = max(len(matrix.columns), 1)
    person = np.array([HELD, LOOSE]) * cells / max(matrix.height, 1)
    statement = np.array([HELD, LOOSE]) * cells / max(int((seen > 0).sum()), 1)
    middle, fit = 0.5, np.zeros((matrix.width, 2))
    fit[:, 1] = found.directions.loadings[:, 0] / 2
    for _round in range(ROUNDS):
        sums = kernels.bridge_pass(
            matrix.starts, matrix.columns, matrix.values, middle, fit, person
        )
        before, fit = fit, _solve(sums, statement)
        left = sums[:, 3] - fit[:, 0] * sums[:, 0] - fit[:, 1] * sums[:, 1]
        middle += float(left.sum()) / cells
        if np.abs(fit - before).max(initial=0.0) < SETTLED:
            break
    none = seen == 0
    return Bridging(middle, *(np.where(none, np.nan, side) for side in fit.T))


def _solve(sums: Floats, held: Floats) -> Floats:
    """Solve each statement's two normal equations."""
    ones, factors, squares, left, crossed = sums.T
    a, b, c = ones + held[0], factors, squares + held[1]
    size = a * c - b * b
    return np.stack([(c * left - b * crossed) / size, (a * crossed - b * left) / size], axis=1)
