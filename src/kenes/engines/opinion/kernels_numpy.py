"""The loops in numpy and scipy, for a machine without numba: slower, same bytes."""

from typing import Any

import numpy as np
from scipy import sparse

from kenes.engines.opinion.arrays import Codes, Counts, Floats, Places, Signs


def order_by(keys: Codes, size: int) -> Places:  # noqa: ARG001  # `size` is for the counting sort
    """Return the stable order of `keys`, each in 0..size-1."""
    return np.argsort(keys, kind="stable")


def nearest(points: Floats, centers: Floats, scan: Places) -> tuple[Places, Floats]:
    """Return each point's nearest center and the distance to it; ties go to the later in `scan`.

    The distance is sqrt(|a|^2 + |b|^2 - 2ab), negative remainders taken as 0 (clause 8).
    """
    lengths = points[:, 0] * points[:, 0] + points[:, 1] * points[:, 1]
    owner = np.zeros(len(points), np.int64)
    best = np.full(len(points), np.inf)
    for j in scan.tolist():
        x, y = centers[j]
        square = (lengths + (x * x + y * y)) - 2.0 * (points[:, 0] * x + points[:, 1] * y)
        distance = np.sqrt(np.where(square < 0.0, 0.0, square))
        closer = distance <= best
        best = np.where(closer, distance, best)
        owner[closer] = j
    return owner, best


def sum_tables(
    starts: Places, columns: Codes, values: Signs, width: int
) -> tuple[Counts, Counts, Counts]:
    """Return co-votes N, sums A[j, l] = sum of x_j over those who voted on both, products S."""
    shape = (len(starts) - 1, width)
    signs: Any = sparse.csr_array((values.astype(np.int32), columns, starts), shape=shape)
    seen: Any = sparse.csr_array((np.ones(len(values), np.int32), columns, starts), shape=shape)
    tables = (seen.T @ seen, signs.T @ seen, signs.T @ signs)
    covotes, sums, products = (table.toarray().astype(np.int32) for table in tables)
    return covotes, sums, products


def project(starts: Places, columns: Codes, values: Signs, center: Floats, comps: Floats) -> Floats:
    """Return, for each row, the sum over its cells of (value - center) * loading on two axes."""
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    off = values - center[columns]
    axes = [np.bincount(rows, off * axis[columns], len(starts) - 1) for axis in comps]
    return np.stack(axes, axis=1)


def count_votes(
    starts: Places, columns: Codes, values: Signs, group: Places, shape: tuple[int, int]
) -> Counts:
    """Return agrees, disagrees and votes seen, per group and column; group -1 is left out."""
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    inside = group[rows] >= 0
    cell = group[rows[inside]] * shape[1] + columns[inside]
    signs = values[inside]
    size = shape[0] * shape[1]
    parts = [np.bincount(cell[signs == sign], minlength=size) for sign in (1, -1)]
    parts.append(np.bincount(cell, minlength=size))
    return np.stack(parts, axis=1).reshape(*shape, 3).astype(np.int32)


def multiply(square: Floats, block: Floats) -> Floats:
    """Return square @ block, summed column by column so that every machine gets the same."""
    found = np.zeros_like(block)
    for k in range(len(square)):
        found += square[:, k, np.newaxis] * block[k]
    return found


def center(covotes: Counts, sums: Counts, products: Counts, means: Floats) -> Floats:
    """Return the sum over co-voters of (x_j - mean_j)(x_l - mean_l), from their tables."""
    crossed = sums * means
    return products - crossed - crossed.T + covotes * np.outer(means, means)


def place_people(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, means: Floats, loadings: Floats, prior: Floats,
    grain: float,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return each row's posterior mean on two axes and its standard deviation, in whole grains.

    `prior` is the noise, then the noise times the prior's precision: 1-1, 1-2, 2-2.
    """
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    off = values - means[columns]
    a, b = loadings[columns, 0], loadings[columns, 1]
    sums = [np.bincount(rows, part, len(starts) - 1) for part in
            (a * a, a * b, b * b, a * off, b * off)]  # fmt: skip
    aa, ab, bb, ax, bx = sums
    aa, ab, bb = aa + prior[1], ab + prior[2], bb + prior[3]
    size = aa * bb - ab * ab
    found = np.stack([(bb * ax - ab * bx) / size, (aa * bx - ab * ax) / size], axis=1)
    spread = np.sqrt(prior[0] * (aa + bb) / size / 2.0)
    return np.rint(found / grain) * grain, np.rint(spread / grain) * grain


def bridge_pass(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, middle: float, fit: Floats, held: Floats
) -> Floats:
    """Fit each row's intercept and factor to `fit`, and sum what the columns' fit asks for.

    Per column: number, sum of factors, of their squares, of what rows leave, of that times factor.
    `held` are the ridges of intercept and factor.
    """
    height = len(starts) - 1
    rows = np.repeat(np.arange(height), np.diff(starts))
    worth = (values + 1) / 2.0 - middle
    left, slope = worth - fit[columns, 0], fit[columns, 1]
    ones = np.ones(len(columns))
    a, b, c, p, q = (
        np.bincount(rows, part, height) for part in (ones, slope, slope * slope, left, slope * left)
    )
    a, c = a + held[0], c + held[1]
    size = a * c - b * b
    own, factor = ((c * p - b * q) / size)[rows], ((a * q - b * p) / size)[rows]
    parts = (ones, factor, factor * factor, worth - own, factor * (worth - own))
    return np.stack([np.bincount(columns, part, len(fit)) for part in parts], axis=1)


def compare_rows(  # a compiled loop takes arrays, not objects
    starts: Places, columns: Codes, values: Signs, pairs: Places, bits: Floats
) -> tuple[Places, Floats]:
    """Return, for each pair of rows, how many cells they share, and the sum of those cells' bits.

    Columns ascend within a row; `bits` by column and value + 1.
    """
    shared, total = np.zeros(len(pairs), np.int64), np.zeros(len(pairs))
    tokens = columns.astype(np.int64) * 3 + values + 1
    for i, (first, second) in enumerate(pairs.tolist()):
        row, other = (tokens[starts[at] : starts[at + 1]] for at in (first, second))
        both = np.intersect1d(row, other, assume_unique=True)
        shared[i] = len(both)
        total[i] = np.bincount(np.zeros(len(both), np.int64), bits.ravel()[both], 1)[0]
    return shared, total


def settle(
    points: Floats, weights: Places, centers: Floats, rounds: int
) -> tuple[Places, Floats, float]:
    """Run weighted k-means from `centers` until no point changes its center.

    Returns each point's center, the centers, and the weighted sum of squared distances. Ties go to
    the later center. A center without weight goes far away, where it attracts nothing.
    """
    k = len(centers)
    owner, turn = np.full(len(points), -1, np.int64), 0
    while True:
        x, y = (np.subtract.outer(points[:, axis], centers[:, axis]) for axis in (0, 1))
        square = x * x + y * y
        before, owner = owner, k - 1 - np.argmin(square[:, ::-1], axis=1)
        loose = _in_turn(weights * square[np.arange(len(points)), owner])
        if (owner == before).all() or turn == rounds:
            return owner, centers, loose
        turn += 1
        weight = np.bincount(owner, weights, k)
        sums = [np.bincount(owner, weights * axis, k) for axis in points.T]
        means = np.stack(sums, axis=1) / np.where(weight > 0, weight, 1.0)[:, np.newaxis]
        centers = np.where(weight[:, np.newaxis] > 0, means, 1e6)


def _in_turn(parts: Floats) -> float:
    """Return a sum added up from the first to the last, as a loop would."""
    return float(np.cumsum(parts)[-1]) if len(parts) else 0.0


def sum_distances(points: Floats, weights: Places, owners: Places, k: int) -> Floats:
    """Return, by grouping, point and group, the weighted sum of distances to the group's points.

    `owners` holds each point's group, one row a grouping, none of more than `k` groups.
    """
    found = np.zeros((len(owners), len(points), k))
    for i, (a, b) in enumerate(points.tolist()):
        x, y = a - points[:, 0], b - points[:, 1]
        away = weights * np.sqrt(x * x + y * y)
        for which, owner in enumerate(owners):
            found[which, i] = np.bincount(owner, away, k)
    return found


def measure_margins(points: Floats, centers: Floats, owner: Places) -> Floats:
    """Return how far each point lies on its own side of the nearest border between two centers.

    A border is the line halfway between the point's own center and another; infinite without one.
    """
    margin = np.full(len(points), np.inf)
    own = centers[owner]
    for center in centers:
        apart = own - center
        length = np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1])
        off = (points - (own + center) / 2) * apart
        is_other = length > 0
        across = (off[:, 0] + off[:, 1]) / np.where(is_other, length, 1.0)
        np.minimum(margin, across, out=margin, where=is_other)
    return margin


def lay_out(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    person: Codes, column: Codes, vote: Signs, at: Places, rows: Codes, places: Codes
) -> tuple[Places, Codes, Signs]:
    """Return starts, columns and values by row: the last moment's smallest vote on each cell.

    `rows` and `places` give the row of each person and the column of each statement.
    """
    person, column, height = rows[person], places[column], len(rows)
    # Of a cell's votes the last in this order is the one of the last moment, the smallest of those.
    order = np.lexsort((-vote.astype(np.int64), at, column, person))
    person, column = person[order], column[order]
    last = np.ones(len(order), np.bool_)
    last[:-1] = (person[1:] != person[:-1]) | (column[1:] != column[:-1])
    starts = np.zeros(height + 1, np.int64)
    np.cumsum(np.bincount(person[last], minlength=height), out=starts[1:])
    return starts, column[last].astype(np.int32), vote[order][last]


def count_steps(owner: Codes, along: Floats, low: float, scale: float, counts: Places) -> None:
    """Add each point to `counts`, at its owner and step, (along - low) * scale in whole."""
    np.add.at(counts, (owner, ((along - low) * scale).astype(np.int64)), 1)


def follow_steps(owner: Codes, along: Floats, low: float, scale: float, parts: Codes) -> Codes:
    """Return what `parts` has at each point's owner and step."""
    return np.asarray(parts[owner, ((along - low) * scale).astype(np.int64)], np.int32)


def sum_points(points: Floats, owner: Codes, owners: int) -> tuple[Places, Floats]:
    """Return how many points each owner has, and their sums on two axes."""
    sums = [np.bincount(owner, axis, owners) for axis in points.T]
    return np.bincount(owner, minlength=owners), np.stack(sums, axis=1)


def copy_rows(
    source: Places,
    starts: Places,
    old: tuple[Places, Codes, Signs],
    new: tuple[Places, Codes, Signs],
    into: tuple[Codes, Signs],
) -> None:
    """Copy rows of two matrices (starts, columns, values) to where `starts` says.

    `source` is a row of `old`, or, from -1 down, one of `new`.
    """
    # Both one after the other: the rows of `new` follow those of `old`.
    begins = np.concatenate([old[0][:-1], len(old[1]) + new[0][:-1]])
    row = np.where(source >= 0, source, len(old[0]) - 2 - source)
    sizes = np.diff(starts)
    cells = np.arange(starts[0], starts[-1]) + np.repeat(begins[row] - starts[:-1], sizes)
    into[0][starts[0] : starts[-1]] = np.concatenate([old[1], new[1]])[cells]
    into[1][starts[0] : starts[-1]] = np.concatenate([old[2], new[2]])[cells]


def number(names: Places, size: int) -> tuple[Places, Codes]:
    """Return the distinct of `names` in order of first appearance, and each name's number.

    Names are whole numbers from 0 to size - 1.
    """
    first = np.full(size, len(names))
    # Of several values for one place the last stays, so the earliest is written last.
    first[names[::-1]] = np.arange(len(names) - 1, -1, -1)
    distinct = np.flatnonzero(first < len(names))
    distinct = distinct[np.argsort(first[distinct], kind="stable")]
    place = np.empty(size, np.int32)
    place[distinct] = np.arange(len(distinct), dtype=np.int32)
    return distinct, place[names]
