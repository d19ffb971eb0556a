"""The compiled loops over cells, groups and pairs of people."""

import numpy as np

from kenes.engines.opinion.arrays import Codes, Floats, Places, Signs
from kenes.engines.opinion.kernels_numba import compiled

BLOCK = 128
"""So many points' sums, for a few groupings of a few groups, stay in the nearest cache."""


@compiled
def bridge_pass(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, middle: float, fit: Floats, held: Floats
) -> Floats:
    """Fit each row's intercept and factor to `fit`, and sum what the columns' fit asks for.

    Per column: number, sum of factors, of their squares, of what rows leave, of that times factor.
    `held` are the ridges of intercept and factor.
    """
    sums = np.zeros((len(fit), 5))
    for i in range(len(starts) - 1):
        a, b, c, p, q = 0.0, 0.0, 0.0, 0.0, 0.0
        for cell in range(starts[i], starts[i + 1]):
            j = columns[cell]
            left = (values[cell] + 1) / 2.0 - middle - fit[j, 0]
            factor = fit[j, 1]
            a += 1.0
            b += factor
            c += factor * factor
            p += left
            q += factor * left
        a, c = a + held[0], c + held[1]
        size = a * c - b * b
        own, factor = (c * p - b * q) / size, (a * q - b * p) / size
        for cell in range(starts[i], starts[i + 1]):
            j = columns[cell]
            left = (values[cell] + 1) / 2.0 - middle - own
            sums[j, 0] += 1.0
            sums[j, 1] += factor
            sums[j, 2] += factor * factor
            sums[j, 3] += left
            sums[j, 4] += factor * left
    return sums


@compiled
def compare_rows(  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, pairs: Places, bits: Floats
) -> tuple[Places, Floats]:
    """Return, for each pair of rows, how many cells they share, and the sum of those cells' bits.

    Columns ascend within a row; `bits` by column and value + 1.
    """
    shared, total = np.zeros(len(pairs), np.int64), np.zeros(len(pairs))
    for i in range(len(pairs)):
        a, b = starts[pairs[i, 0]], starts[pairs[i, 1]]
        while a < starts[pairs[i, 0] + 1] and b < starts[pairs[i, 1] + 1]:
            if columns[a] < columns[b]:
                a += 1
            elif columns[a] > columns[b]:
                b += 1
            else:
                if values[a] == values[b]:
                    shared[i] += 1
                    total[i] += bits[columns[a], values[a] + 1]
                a, b = a + 1, b + 1
    return shared, total


@compiled
def settle(
    points: Floats, weights: Places, centers: Floats, rounds: int
) -> tuple[Places, Floats, float]:
    """Run weighted k-means from `centers` until no point changes its center.

    Returns each point's center, the centers, and the weighted sum of squared distances. Ties go to
    the later center. A center without weight goes far away, where it attracts nothing.
    """
    k = len(centers)
    centers = centers.copy()
    owner = np.full(len(points), -1, np.int64)
    loose = 0.0
    for turn in range(rounds + 1):
        changed = False
        loose = 0.0
        for i in range(len(points)):
            best, own = np.inf, 0
            for j in range(k):
                x, y = points[i, 0] - centers[j, 0], points[i, 1] - centers[j, 1]
                square = x * x + y * y
                if square <= best:
                    best, own = square, j
            changed = changed or own != owner[i]
            owner[i] = own
            loose += weights[i] * best
        if not changed or turn == rounds:
            break
        sums = np.zeros((k, 3))
        for i in range(len(points)):
            j, weight = owner[i], float(weights[i])
            sums[j, 0] += weight * points[i, 0]
            sums[j, 1] += weight * points[i, 1]
            sums[j, 2] += weight
        for j in range(k):
            for axis in range(2):
                centers[j, axis] = sums[j, axis] / sums[j, 2] if sums[j, 2] > 0 else 1e6
    return owner, centers, loose


@compiled
def sum_distances(points: Floats, weights: Places, owners: Places, k: int) -> Floats:
    """Return, by grouping, point and group, the weighted sum of distances to the group's points.

    `owners` holds each point's group, one row a grouping, none of more than `k` groups.
    """
    found = np.zeros((len(owners), len(points), k))
    x, y = points[:, 0].copy(), points[:, 1].copy()
    away, sums = np.empty(BLOCK), np.empty((len(owners), k, BLOCK))
    for begin in range(0, len(points), BLOCK):
        size = min(BLOCK, len(points) - begin)
        sums[:] = 0.0
        # Many points are measured against one at a time, which vector instructions can do.
        for j in range(len(points)):
            a, b, weight = x[j], y[j], weights[j]
            for i in range(size):
                across, up = x[begin + i] - a, y[begin + i] - b
                away[i] = weight * np.sqrt(across * across + up * up)
            for which in range(len(owners)):
                row = sums[which, owners[which, j]]
                for i in range(size):
                    row[i] += away[i]
        for which in range(len(owners)):
            found[which, begin : begin + size] = sums[which, :, :size].T
    return found


@compiled
def measure_margins(points: Floats, centers: Floats, owner: Places) -> Floats:
    """Return how far each point lies on its own side of the nearest border between two centers.

    A border is the line halfway between the point's own center and another; infinite without one.
    """
    margin = np.full(len(points), np.inf)
    for i in range(len(points)):
        x, y = centers[owner[i], 0], centers[owner[i], 1]
        for j in range(len(centers)):
            a, b = x - centers[j, 0], y - centers[j, 1]
            length = np.sqrt(a * a + b * b)
            if length > 0:
                right = (points[i, 0] - (x + centers[j, 0]) / 2) * a
                above = (points[i, 1] - (y + centers[j, 1]) / 2) * b
                margin[i] = min(margin[i], (right + above) / length)
    return margin
