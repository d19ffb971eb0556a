"""The loops compiled by numba, cached on disk; they hold no lock while they run."""

from collections.abc import Callable
from typing import cast

import numba
import numpy as np

from kenes.engines.opinion.arrays import Codes, Counts, Floats, Places, Signs


def compiled[F: Callable[..., object]](function: F) -> F:
    """Compile without fast-math, so that every sum is the one that was written."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))


@compiled
def order_by(keys: Codes, size: int) -> Places:
    """Return the stable order of `keys`, each in 0..size-1, by counting."""
    place = np.zeros(size + 1, np.int64)
    for key in keys:
        place[key + 1] += 1
    for key in range(size):
        place[key + 1] += place[key]
    order = np.empty(len(keys), np.int64)
    for i in range(len(keys)):
        order[place[keys[i]]] = i
        place[keys[i]] += 1
    return order


@compiled
def nearest(points: Floats, centers: Floats, scan: Places) -> tuple[Places, Floats]:
    """Return each point's nearest center and the distance to it; ties go to the later in `scan`.

    The distance is sqrt(|a|^2 + |b|^2 - 2ab), negative remainders taken as 0 (clause 8).
    """
    owner = np.zeros(len(points), np.int64)
    best = np.full(len(points), np.inf)
    lengths = centers[:, 0] * centers[:, 0] + centers[:, 1] * centers[:, 1]
    for i in range(len(points)):
        x, y = points[i, 0], points[i, 1]
        length = x * x + y * y
        for j in scan:
            square = (length + lengths[j]) - 2.0 * (x * centers[j, 0] + y * centers[j, 1])
            distance = np.sqrt(max(square, 0.0))
            if distance <= best[i]:
                best[i] = distance
                owner[i] = j
    return owner, best


@compiled
def sum_tables(
    starts: Places, columns: Codes, values: Signs, width: int
) -> tuple[Counts, Counts, Counts]:
    """Return co-votes N, sums A[j, l] = sum of x_j over those who voted on both, products S."""
    covotes = np.zeros((width, width), np.int32)
    sums = np.zeros((width, width), np.int32)
    products = np.zeros((width, width), np.int32)
    for i in range(len(starts) - 1):
        for a in range(starts[i], starts[i + 1]):
            j, x = columns[a], np.int32(values[a])
            for b in range(starts[i], starts[i + 1]):
                k = columns[b]
                covotes[j, k] += 1
                sums[j, k] += x
                products[j, k] += x * np.int32(values[b])
    return covotes, sums, products


@compiled
def project(starts: Places, columns: Codes, values: Signs, center: Floats, comps: Floats) -> Floats:
    """Return, for each row, the sum over its cells of (value - center) * loading on two axes."""
    found = np.zeros((len(starts) - 1, 2))
    for i in range(len(starts) - 1):
        for a in range(starts[i], starts[i + 1]):
            off = values[a] - center[columns[a]]
            found[i, 0] += off * comps[0, columns[a]]
            found[i, 1] += off * comps[1, columns[a]]
    return found


@compiled
def count_votes(
    starts: Places, columns: Codes, values: Signs, group: Places, shape: tuple[int, int]
) -> Counts:
    """Return agrees, disagrees and votes seen, per group and column; group -1 is left out."""
    found = np.zeros((shape[0], shape[1], 3), np.int32)
    for i in range(len(starts) - 1):
        if group[i] < 0:
            continue
        for a in range(starts[i], starts[i + 1]):
            cell = found[group[i], columns[a]]
            cell[2] += 1
            if values[a] == 1:
                cell[0] += 1
            elif values[a] == -1:
                cell[1] += 1
    return found


@compiled
def multiply(square: Floats, block: Floats) -> Floats:
    """Return square @ block, summed column by column so that every machine gets the same."""
    found = np.zeros_like(block)
    for i in range(len(square)):
        for k in range(len(square)):
            for axis in range(block.shape[1]):
                found[i, axis] += square[i, k] * block[k, axis]
    return found


@compiled
def place_people(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, means: Floats, loadings: Floats, prior: Floats
) -> tuple[Floats, Floats]:
    """Return each row's posterior mean on two axes and its standard deviation.

    `prior` is the noise, then the noise times the prior's precision: 1-1, 1-2, 2-2.
    """
    found = np.zeros((len(starts) - 1, 2))
    spread = np.zeros(len(starts) - 1)
    for i in range(len(starts) - 1):
        aa, ab, bb, ax, bx = 0.0, 0.0, 0.0, 0.0, 0.0
        for cell in range(starts[i], starts[i + 1]):
            j = columns[cell]
            off = values[cell] - means[j]
            a, b = loadings[j, 0], loadings[j, 1]
            aa += a * a
            ab += a * b
            bb += b * b
            ax += a * off
            bx += b * off
        aa, ab, bb = aa + prior[1], ab + prior[2], bb + prior[3]
        size = aa * bb - ab * ab
        found[i, 0] = (bb * ax - ab * bx) / size
        found[i, 1] = (aa * bx - ab * ax) / size
        spread[i] = np.sqrt(prior[0] * (aa + bb) / size / 2.0)
    return found, spread
