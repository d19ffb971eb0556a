"""People gathered into at most a thousand small cells, so that grouping costs the same for all."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Floats, Places

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
    strip = _cut(np.zeros(len(points), np.int64), _step(points[:, 0]), 1)
    cell = strip * SIDE + _cut(strip, _step(points[:, 1]), SIDE)
    people = np.bincount(cell, minlength=MOST)
    sums = [np.bincount(cell, points[:, axis], MOST) for axis in (0, 1)]
    filled = people > 0
    means = np.stack(sums, axis=1)[filled] / people[filled, np.newaxis]
    return Cells(means, people[filled])


def _step(along: Floats) -> Places:
    """Return the step of each point, 0 to FINE - 1, across the range of all."""
    low, high = along.min(), along.max()
    scale = (FINE - 1) / (high - low) if high > low else 0.0
    return ((along - low) * scale).astype(np.int64)


def _cut(owner: Places, step: Places, owners: int) -> Places:
    """Cut the people of each owner into 32 parts of about equal number, whole steps together."""
    at = owner * FINE + step
    counts = np.bincount(at, minlength=owners * FINE).reshape(owners, FINE)
    before = np.cumsum(counts, axis=1) - counts
    total = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    # The middle of a step's people decides, so that a crowded step does not always go left.
    part = np.minimum((2 * before + counts) * SIDE // (2 * total), SIDE - 1)
    return np.asarray(part.reshape(-1)[at], np.int64)
