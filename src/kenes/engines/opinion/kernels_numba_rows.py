"""The compiled loops over people: gathering them into cells, and copying their rows of votes."""

import numpy as np

from kenes.engines.opinion.arrays import Codes, Floats, Places, Signs
from kenes.engines.opinion.kernels_numba import compiled


@compiled
def count_steps(owner: Codes, along: Floats, low: float, scale: float, counts: Places) -> None:
    """Add each point to `counts`, at its owner and step, (along - low) * scale in whole."""
    for i in range(len(along)):
        counts[owner[i], np.int64((along[i] - low) * scale)] += 1


@compiled
def follow_steps(owner: Codes, along: Floats, low: float, scale: float, parts: Codes) -> Codes:
    """Return what `parts` has at each point's owner and step."""
    found = np.empty(len(along), np.int32)
    for i in range(len(along)):
        found[i] = parts[owner[i], np.int64((along[i] - low) * scale)]
    return found


@compiled
def sum_points(points: Floats, owner: Codes, owners: int) -> tuple[Places, Floats]:
    """Return how many points each owner has, and their sums on two axes."""
    people, sums = np.zeros(owners, np.int64), np.zeros((owners, 2))
    for i in range(len(points)):
        people[owner[i]] += 1
        sums[owner[i], 0] += points[i, 0]
        sums[owner[i], 1] += points[i, 1]
    return people, sums


@compiled
def number(names: Places, size: int) -> tuple[Places, Codes]:
    """Return the distinct of `names` in order of first appearance, and each name's number.

    Names are whole numbers from 0 to size - 1.
    """
    place, found = np.full(size, -1, np.int32), np.empty(len(names), np.int32)
    distinct, count = np.empty(size, np.int64), 0
    for i in range(len(names)):
        if place[names[i]] < 0:
            place[names[i]] = count
            distinct[count] = names[i]
            count += 1
        found[i] = place[names[i]]
    return distinct[:count].copy(), found


@compiled
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
    row = 0
    while row < len(source):
        first, at = starts[row], source[row]
        rows = new if at < 0 else old
        begin = rows[0][at if at >= 0 else -1 - at]
        row += 1
        # Old rows that follow one another are copied at once.
        while at >= 0 and row < len(source) and source[row] == source[row - 1] + 1:
            row += 1
        size = np.uint64(starts[row] - first)
        columns, values = rows[1][begin:], rows[2][begin:]
        into_columns, into_values = into[0][first:], into[1][first:]
        for i in range(size):
            into_columns[i] = columns[i]
        for i in range(size):
            into_values[i] = values[i]
