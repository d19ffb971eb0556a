"""People gathered into at most a thousand small cells, so that grouping costs the same for all."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Floats, Places

SIDE = 32
MOST = SIDE * SIDE


@dataclass(frozen=True, slots=True)
class Cells:
    """Mean position and number of people of each cell, in an order the votes alone decide."""

    centers: Floats
    people: Places


def gather(points: Floats) -> Cells:
    """Cut people into 32 strips of equal number by x, and each strip into 32 by y (clause 30).

    Up to 1,024 people stay on their own. Equal points may fall into neighbouring cells; the means
    are the same whichever of them does.
    """
    order = np.lexsort((points[:, 1], points[:, 0]))
    if len(points) <= MOST:
        return Cells(points[order], np.ones(len(points), np.int64))
    place = np.arange(len(points))
    strip = place * SIDE // len(points)
    order = order[np.lexsort((points[order, 0], points[order, 1], strip))]
    size = np.bincount(strip)
    within = place - (np.cumsum(size) - size)[strip]
    cell = np.asarray(strip * SIDE + within * SIDE // size[strip], np.int64)
    people = np.bincount(cell, minlength=MOST)
    sums = [np.bincount(cell, points[order, axis], MOST) for axis in (0, 1)]
    return Cells(np.stack(sums, axis=1) / people[:, np.newaxis], people)
