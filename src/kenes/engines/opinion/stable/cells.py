"""People gathered into at most a thousand small cells, so that grouping costs the same for all."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Codes, Floats, Places

SIDE = 32
MOST = SIDE * SIDE
FINE = 4096
"""Steps in which a strip's borders are looked for, across the range of the points."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Mean position and number of people of each cell, in an order the votes alone decide."""

    centers: Floats
    people: Places


def gather(points: Floats) -> Cells:
    """Cut people into 32 strips of about equal number by x, each strip into 32 by y (clause 30).

    Up to 1,024 people stay on their own. Borders are found by counting, so equal points are in one
    cell and no order matters.
    """
    if len(points) <= MOST:
        order = np.lexsort((points[:, 1], points[:, 0]))
        return Cells(points[order], np.ones(len(points), np.int64))
    strip = _cut(np.zeros(len(points), np.int32), points[:, 0], 1)
    cell = _cut(strip, points[:, 1], SIDE)
    people, sums = kernels.sum_points(points, cell, MOST)
    filled = people > 0
    return Cells(sums[filled] / people[filled, np.newaxis], people[filled])


def _cut(owner: Codes, along: Floats, owners: int) -> Codes:
    """Cut the people of each owner into 32 parts of about equal number, whole steps together."""
    low, high = along.min(), along.max()
    scale = (FINE - 1) / (high - low) if high > low else 0.0
    counts = np.zeros((owners, FINE), np.int64)
    kernels.count_steps(owner, along, low, scale, counts)
    before = np.cumsum(counts, axis=1) - counts
    total = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    # The middle of a step's people decides, so that a crowded step does not always go left.
    part = np.minimum((2 * before + counts) * SIDE // (2 * total), SIDE - 1)
    part += np.arange(owners)[:, np.newaxis] * SIDE
    return kernels.follow_steps(owner, along, low, scale, part.astype(np.int32))
