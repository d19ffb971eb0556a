"""Two partitions crossed: which cells may be shown beside the total and both margins."""

from collections.abc import Iterator

import numpy as np

from kenes.engines.opinion.arrays import Counts, Mask, Places
from kenes.engines.opinion.stable.suppression import LEAST, hide_small

type Cell = tuple[int, int]


def hide_crossed(counts: Counts, least: int = LEAST) -> Mask:
    """Mark the cells (row part, column part, statement) that may not be shown.

    The reader is taken to know the total and what each partition shows by itself (clause 34).
    Cells with fewer than `least` votes are hidden; then, one by one, the smallest shown cell beside
    what is still given away: a line or a table that hides fewer than `least` votes, or a small
    cell that all equations together determine, no cell being below 0 (clause 39).

    >>> counts = np.zeros((2, 2, 1, 3), np.int32)
    >>> counts[:, :, 0, 2] = [[4, 40], [30, 50]]
    >>> hide_crossed(counts)[:, :, 0].tolist()
    [[True, True], [True, True]]
    """
    votes = counts[:, :, :, 2].astype(np.int64)
    hidden: Mask = (votes > 0) & (votes < least)
    sums = [counts.sum(axis=axis, dtype=np.int32) for axis in (1, 0)]
    margins = [hide_small(one, least) for one in sums]
    for at in np.flatnonzero(hidden.any(axis=(0, 1))).tolist():
        unknown = (margins[0][:, at], margins[1][:, at])
        _protect(votes[:, :, at], hidden[:, :, at], unknown, least)
    return hidden


def _protect(votes: Places, hidden: Mask, unknown: tuple[Mask, Mask], least: int) -> None:
    """Hide further cells of one statement, in place, until no small one is given away."""
    while True:
        weak = [*_thin(votes, hidden, unknown, least), *_fixed(votes, hidden, unknown, least)]
        more = [cell for region in weak for cell in _smallest(votes, hidden, region)]
        if not more:
            return
        hidden[min(more, key=lambda cell: (votes[cell] == 0, votes[cell], cell))] = True


def _thin(votes: Places, hidden: Mask, unknown: tuple[Mask, Mask], least: int) -> Iterator[Mask]:
    """Yield each line with a known margin, and the table, whose hidden votes are too few."""
    regions = [np.ones_like(hidden)]
    for axis in (0, 1):
        for place in np.flatnonzero(~unknown[axis]).tolist():
            line = np.zeros_like(hidden)
            line[(place, slice(None)) if axis == 0 else (slice(None), place)] = True
            regions.append(line)
    for region in regions:
        if (hidden & region).any() and votes[hidden & region].sum() < least:
            yield region


def _fixed(votes: Places, hidden: Mask, unknown: tuple[Mask, Mask], least: int) -> Iterator[Mask]:
    """Yield row and column (all hidden: the table) of small cells that can be no other number.

    Hidden cells are edges between rows and columns, unknown margins edges to one row and one column
    more. An edge can be one more or less exactly where it lies on a cycle whose other edges rise
    from row to column and fall from column to row; an empty cell cannot fall. Gusfield, SIAM J.
    Comput. 17 (1988) 552-571.
    """
    wide, full = np.pad(hidden, (0, 1)), np.pad(votes > 0, (0, 1), constant_values=True)
    wide[:-1, -1], wide[-1, :-1] = unknown
    rise, fall = ({(r, c) for r, c in np.argwhere(one).tolist()} for one in (wide, wide & full))
    for row, column in np.argwhere(hidden & (votes < least) & (votes > 0)).tolist():
        here = {(row, column)}
        if not _can_move(row, column, rise - here, fall - here):
            region = np.zeros_like(hidden)
            region[row] = True
            region[:, column] = True
            yield region if (region & ~hidden).any() else np.ones_like(hidden)


def _can_move(row: int, column: int, rise: set[Cell], fall: set[Cell]) -> bool:
    """Tell whether a path leads from the row to the column, or from the column to the row."""
    return column in _reached({row}, set(), rise, fall)[1] or (
        row in _reached(set(), {column}, rise, fall)[0]
    )


def _reached(
    rows: set[int], columns: set[int], rise: set[Cell], fall: set[Cell]
) -> tuple[set[int], set[int]]:
    """Return all rows and columns to which edges lead that rise to columns and fall to rows."""
    grown = True
    while grown:
        size = len(rows) + len(columns)
        columns = columns | {c for r, c in rise if r in rows}
        rows = rows | {r for r, c in fall if c in columns}
        grown = len(rows) + len(columns) > size
    return rows, columns


def _smallest(votes: Places, hidden: Mask, region: Mask) -> list[Cell]:
    """Return the smallest shown cell of a region, one with votes if there is one, else none."""
    cells = [(int(row), int(column)) for row, column in np.argwhere(region & ~hidden)]
    key = [(votes[cell] == 0, votes[cell], cell) for cell in cells]
    return [min(key)[2]] if key else []
