"""The compiled loops over people: laying out and copying their votes, gathering them into cells."""

import numpy as np

from kenes.engines.opinion.arrays import Codes, Floats, Places, Signs
from kenes.engines.opinion.kernels_numba import compiled

FEW = 48
"""Up to so many keys are sorted fastest by insertion."""
STATEMENT, LATEST = 40, (1 << 38) - 1
"""A vote in one word: the statement from bit 40, the place in the stream, the vote in two bits."""


@compiled
def lay_out(  # noqa: PLR0917  # a compiled loop takes arrays, not objects
    person: Codes, column: Codes, vote: Signs, at: Places, rows: Codes, places: Codes
) -> tuple[Places, Codes, Signs]:
    """Return starts, columns and values by row: the last moment's smallest vote on each cell.

    `rows` and `places` give the row of each person and the column of each statement.
    """
    height = len(rows)
    begins, keys = _by_row(person, column, vote, rows, places)
    columns, values = np.empty(len(person), np.int32), np.empty(len(person), np.int8)
    starts = np.zeros(height + 1, np.int64)
    end = 0
    for row in range(height):
        _ascend(keys[begins[row] : begins[row + 1]])
        moment = np.int64(0)
        for key in keys[begins[row] : begins[row + 1]]:
            one, value = (key >> 2) & LATEST, np.int8((key & 3) - 1)
            if end == starts[row] or columns[end - 1] != key >> STATEMENT:
                columns[end], values[end], moment = key >> STATEMENT, value, at[one]
                end += 1
            elif at[one] > moment or (at[one] == moment and value < values[end - 1]):
                values[end - 1], moment = value, at[one]
        starts[row + 1] = end
    if end == len(person):
        return starts, columns, values
    return starts, columns[:end].copy(), values[:end].copy()


@compiled
def _by_row(
    person: Codes, column: Codes, vote: Signs, rows: Codes, places: Codes
) -> tuple[Places, Places]:
    """Return where rows begin, and their votes: statement, place in the stream, vote in a word."""
    begins = np.zeros(len(rows) + 1, np.int64)
    for one in person:
        begins[rows[one] + 1] += 1
    for row in range(len(rows)):
        begins[row + 1] += begins[row]
    free, keys = begins[:-1].copy(), np.empty(len(person), np.int64)
    for i in range(len(person)):
        row = rows[person[i]]
        cell = free[row]
        free[row] = cell + 1
        keys[cell] = np.int64(places[column[i]]) << STATEMENT | np.int64(i) << 2 | (vote[i] + 1)
    return begins, keys


@compiled
def _ascend(keys: Places) -> None:
    """Sort in place; a person's few votes by pushing each to its place."""
    if len(keys) > FEW:
        keys.sort()
        return
    for i in range(1, len(keys)):
        key, free = keys[i], i
        while free > 0 and keys[free - 1] > key:
            keys[free] = keys[free - 1]
            free -= 1
        keys[free] = key


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
