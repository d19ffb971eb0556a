"""The loops compiled by numba, cached on disk; they hold no lock while they run."""

from collections.abc import Callable
from typing import cast

import numba
import numpy as np

from kenes.engines.opinion.arrays import Codes, Counts, Floats, Places, Signs

BLOCK = 256
DISTINCT, TINY = 1 + 1e-15, 1e-300
"""A square larger than another by this factor has a larger root too."""
SIX, TILE = 6, 32
CHUNK = 32_000
"""Sums of 0, 1 and 2 over so many people stay below 65,536."""
MANY = 1 << 21
"""Counts of fewer people than this fit 21 bits."""
AA, AB, BB, AX, BX = (np.uint64(part) for part in range(5))
"""Squares and products of two loadings, and of a loading and how far a vote is off the mean."""


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
def _nearest_by_root(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    x: float, y: float, length: float, centers: Floats, lengths: Floats, scan: Places
) -> tuple[int, float]:
    """Return the last center in `scan` with the smallest distance, comparing the roots."""
    owner, best = 0, np.inf
    for j in scan:
        square = (length + lengths[j]) - 2.0 * (x * centers[j, 0] + y * centers[j, 1])
        distance = np.sqrt(max(square, 0.0))
        if distance <= best:
            owner, best = j, distance
    return owner, best


@compiled
def nearest(points: Floats, centers: Floats, scan: Places) -> tuple[Places, Floats]:
    """Return each point's nearest center and the distance to it; ties go to the later in `scan`.

    The distance is sqrt(|a|^2 + |b|^2 - 2ab), negative remainders taken as 0 (clause 8). Points
    are walked in blocks, which the compiler turns into vector instructions; only where the two
    smallest squares might have the same root is every root taken.
    """
    owner = np.zeros(len(points), np.int64)
    best = np.full(len(points), np.inf)
    lengths = centers[:, 0] * centers[:, 0] + centers[:, 1] * centers[:, 1]
    x, y = np.zeros(BLOCK), np.zeros(BLOCK)
    length, first, second = np.zeros(BLOCK), np.zeros(BLOCK), np.zeros(BLOCK)
    own = np.zeros(BLOCK, np.int64)
    for begin in range(0, len(points), BLOCK):
        size = min(BLOCK, len(points) - begin)
        for i in range(size):
            x[i], y[i] = points[begin + i, 0], points[begin + i, 1]
            length[i] = x[i] * x[i] + y[i] * y[i]
            first[i], second[i], own[i] = np.inf, np.inf, 0
        for j in scan:
            a, b, beyond = centers[j, 0], centers[j, 1], lengths[j]
            for i in range(BLOCK):
                square = (length[i] + beyond) - 2.0 * (x[i] * a + y[i] * b)
                square = max(square, 0.0)
                closer = square < first[i]
                other = first[i] if closer else square
                second[i] = min(other, second[i])
                first[i] = square if closer else first[i]
                own[i] = j if closer else own[i]
        for i in range(size):
            if second[i] > first[i] * DISTINCT + TINY:
                owner[begin + i], best[begin + i] = own[i], np.sqrt(first[i])
            else:
                found = _nearest_by_root(x[i], y[i], length[i], centers, lengths, scan)
                owner[begin + i], best[begin + i] = found
    return owner, best


@compiled
def sum_tables(
    starts: Places, columns: Codes, values: Signs, width: int
) -> tuple[Counts, Counts, Counts]:
    """Return co-votes N, sums A[j, l] = sum of x_j over those who voted on both, products S.

    Four sums of a pair share one word, 16 bits each, which holds as many people as CHUNK.
    """
    tables = np.zeros((3, width, width), np.int32)
    packed = np.zeros((width, width), np.int64)
    step = np.zeros(3, np.int64)
    for first in range(0, len(starts) - 1, CHUNK):
        for i in range(first, min(first + CHUNK, len(starts) - 1)):
            for a in range(starts[i], starts[i + 1]):
                x = np.int64(values[a])
                for y in range(-1, 2):
                    step[y + 1] = 1 | (x + 1) << 16 | (y + 1) << 32 | (x * y + 1) << 48
                row = packed[columns[a]]
                for b in range(a, starts[i + 1]):
                    row[columns[b]] += step[values[b] + 1]
        _unpack(packed, tables)
    return tables[0], tables[1], tables[2]


@compiled
def _unpack(packed: Places, tables: Counts) -> None:
    """Add the four sums of each pair to both halves of the tables, and clear them."""
    for j in range(len(packed)):
        for k in range(j, len(packed)):
            word = packed[j, k]
            if word == 0:
                continue
            count = word & 0xFFFF
            both = ((word >> 48) & 0xFFFF) - count
            tables[0, j, k] += count
            tables[1, j, k] += ((word >> 16) & 0xFFFF) - count
            tables[2, j, k] += both
            if j != k:
                tables[0, k, j] += count
                tables[1, k, j] += ((word >> 32) & 0xFFFF) - count
                tables[2, k, j] += both
            packed[j, k] = 0


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
    """Return agrees, disagrees and votes seen, per group and column; group -1 is left out.

    The three counts of a cell share one word, 21 bits each, which holds fewer people than MANY.
    """
    found = np.zeros((shape[0], shape[1], 3), np.int32)
    packed = np.zeros(shape, np.int64)
    step = np.array([1 << 42 | 1 << 21, 1 << 42, 1 << 42 | 1], np.int64)
    for first in range(0, len(starts) - 1, MANY - 1):
        for i in range(first, min(first + MANY - 1, len(starts) - 1)):
            if group[i] < 0:
                continue
            row = packed[group[i]]
            for a in range(np.uint64(starts[i]), np.uint64(starts[i + 1])):
                row[np.uint32(columns[a])] += step[np.uint8(values[a] + 1)]
        for g in range(shape[0]):
            for j in range(shape[1]):
                word = packed[g, j]
                found[g, j, 0] += word & (MANY - 1)
                found[g, j, 1] += word >> 21 & (MANY - 1)
                found[g, j, 2] += word >> 42
                packed[g, j] = 0
    return found


@compiled
def multiply(square: Floats, block: Floats) -> Floats:
    """Return square @ block, summed column by column so that every machine gets the same.

    `block` has up to SIX columns, so that the sums of a row stay in registers.
    """
    found, wide = np.empty((len(square), SIX)), np.zeros((len(block), SIX))
    wide[:, : block.shape[1]] = block
    for i in range(len(square)):
        a, b, c, d, e, f = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for k in range(np.uint64(len(block))):
            by, row = square[i, k], wide[k]
            a += by * row[0]
            b += by * row[1]
            c += by * row[2]
            d += by * row[3]
            e += by * row[4]
            f += by * row[5]
        row = found[i]
        row[0], row[1], row[2], row[3], row[4], row[5] = a, b, c, d, e, f
    return found[:, : block.shape[1]].copy()


@compiled
def center(covotes: Counts, sums: Counts, products: Counts, means: Floats) -> Floats:
    """Return the sum over co-voters of (x_j - mean_j)(x_l - mean_l), from their tables."""
    width = len(means)
    found = np.empty((width, width))
    # In tiles, because half of the reads go across the rows.
    for top in range(0, width, TILE):
        for left in range(0, width, TILE):
            for j in range(top, min(top + TILE, width)):
                for k in range(left, min(left + TILE, width)):
                    crossed = products[j, k] - sums[j, k] * means[k] - sums[k, j] * means[j]
                    found[j, k] = crossed + covotes[j, k] * (means[j] * means[k])
    return found


@compiled
def place_people(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, means: Floats, loadings: Floats, prior: Floats,
    grain: float,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return each row's posterior mean on two axes and its standard deviation, in whole grains.

    `prior` is the noise, then the noise times the prior's precision: 1-1, 1-2, 2-2.
    """
    found, spread = np.empty((len(starts) - 1, 2)), np.empty(len(starts) - 1)
    shares = _shares(means, loadings)
    for i in range(len(starts) - 1):
        aa, ab, bb, ax, bx = 0.0, 0.0, 0.0, 0.0, 0.0
        for cell in range(np.uint64(starts[i]), np.uint64(starts[i + 1])):
            share = np.uint64(3 * columns[cell] + values[cell] + 1)
            aa += shares[share, AA]
            ab += shares[share, AB]
            bb += shares[share, BB]
            ax += shares[share, AX]
            bx += shares[share, BX]
        aa, ab, bb = aa + prior[1], ab + prior[2], bb + prior[3]
        size = aa * bb - ab * ab
        found[i, 0] = np.rint((bb * ax - ab * bx) / size / grain) * grain
        found[i, 1] = np.rint((aa * bx - ab * ax) / size / grain) * grain
        spread[i] = np.rint(np.sqrt(prior[0] * (aa + bb) / size / 2.0) / grain) * grain
    return found, spread


@compiled
def _shares(means: Floats, loadings: Floats) -> Floats:
    """Return what each vote on each statement adds to the five sums of a person's place."""
    shares = np.empty((3 * len(means), 5))
    for j in range(len(means)):
        a, b = loadings[j, 0], loadings[j, 1]
        for vote in range(-1, 2):
            off = vote - means[j]
            share = shares[3 * j + vote + 1]
            share[AA], share[AB], share[BB], share[AX], share[BX] = (
                a * a,
                a * b,
                b * b,
                a * off,
                b * off,
            )
    return shares
