"""Where people and statements stand on the map."""

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.polis.pca import Pca

PLANE = 2
"""Fewer people or statements than this and everybody stands in the middle."""


def project_people(silenced: VoteMatrix, out: int, pca: Pca) -> Floats:
    """Return a point per person: summed over the cells voted, stretched by sqrt(m / votes).

    `out` is the number of columns taken out; each counts as a vote of everybody (clause 4), which
    the stretching shows and the sum does not. Clause 7.
    """
    if min(silenced.height, silenced.width) < PLANE:
        return np.zeros((silenced.height, 2))
    summed = kernels.project(
        silenced.starts, silenced.columns, -silenced.values, pca.center, pca.comps
    )
    votes = np.maximum(silenced.row_counts + out, 1)
    return np.sqrt(silenced.width / votes)[:, np.newaxis] * summed


def project_statements(pca: Pca) -> Floats:
    """Return a point per statement: that of a person whose only vote is -1 on it (clause 7)."""
    width = len(pca.center)
    points: Floats = (-1.0 - pca.center) * pca.comps * np.sqrt(width)
    return points.T


def extremities(points: Floats) -> Floats:
    """Return how far each statement's point lies from the middle."""
    return np.sqrt((points * points).sum(axis=1))
