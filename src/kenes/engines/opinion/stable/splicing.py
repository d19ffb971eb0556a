"""A layout with some rows replaced: everything else is copied as it stands."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Codes, Mask, Names, Places, Signs
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.stable.layout import Layout


def splice(
    layout: Layout,
    changed: Mapping[Any, Mapping[Any, int]],
    statements: Names,
    *,
    out: Mask,
    keep: AbstractSet[Any],
) -> Layout:
    """Return `layout` with the votes of the people in `changed` as they are now.

    `statements` are those of the new layout, ascending, `out` marks them; whoever has no votes left
    goes, unless in `keep` (votes of theirs are kept aside).
    """
    fresh = _names(
        [name for name, cells in changed.items() if cells or name in keep], layout.people
    )
    gone = _names(list(changed), layout.people)
    old = (
        np.flatnonzero(~np.isin(layout.people, gone))
        if len(gone)
        else np.arange(len(layout.people))
    )
    people = np.concatenate([layout.people[old], fresh]) if len(fresh) else layout.people[old]
    order = np.argsort(people, kind="stable")
    columns, values, counts = _rows(changed, fresh, statements)
    sizes = np.concatenate([layout.matrix.row_counts[old], counts])[order]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    source = _renumbered(layout, statements)
    is_new = order >= len(old)
    pieces = _pieces(layout, old, order, is_new)
    ends = np.cumsum(counts)
    parts: list[tuple[Codes, Signs]] = []
    for first, last, row in pieces:
        if row >= 0:
            cells = slice(ends[row] - counts[row], ends[row])
            parts.append((columns[cells], values[cells]))
        else:
            cells = slice(first, last)
            parts.append((source[cells], layout.matrix.values[cells]))
    joined = (
        np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, np.int32),
        np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, np.int8),
    )
    matrix = VoteMatrix(starts, *joined, len(statements))
    return Layout(people[order], statements, matrix, out)


def _pieces(layout: Layout, old: Places, order: Places, is_new: Mask) -> list[tuple[int, int, int]]:
    """Return runs of old cells (first, end, -1) and new rows (0, 0, row), in the new order."""
    starts = layout.matrix.starts
    place = np.where(is_new, -1, old[np.minimum(order, len(old) - 1)] if len(old) else -1)
    # A run goes on as long as the next old row follows the last one.
    breaks = np.flatnonzero(is_new[1:] | is_new[:-1] | (place[1:] != place[:-1] + 1)) + 1
    begins = np.concatenate([[0], breaks]) if len(order) else np.zeros(0, np.int64)
    ends = np.append(breaks, len(order))
    found = []
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=False):
        if is_new[begin]:
            found += [(0, 0, int(order[at]) - len(old)) for at in range(begin, end)]
        else:
            found.append((int(starts[place[begin]]), int(starts[place[end - 1] + 1]), -1))
    return found


def _rows(
    changed: Mapping[Any, Mapping[Any, int]], fresh: Names, statements: Names
) -> tuple[Codes, Signs, Places]:
    """Return columns, votes and lengths of the new rows, columns ascending within each."""
    place = {name: at for at, name in enumerate(statements.tolist())}
    rows = [sorted((place[name], vote) for name, vote in changed[person].items())
            for person in fresh.tolist()]  # fmt: skip
    cells = [cell for row in rows for cell in row]
    table = np.array(cells, np.int64).reshape(-1, 2)
    return (
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.int8),
        np.array([len(row) for row in rows], np.int64),
    )


def _renumbered(layout: Layout, statements: Names) -> Codes:
    """Return the old columns under the numbers their statements have now."""
    if np.array_equal(layout.statements, statements):
        return layout.matrix.columns
    place = {name: at for at, name in enumerate(statements.tolist())}
    now = np.array([place.get(name, -1) for name in layout.statements.tolist()], np.int32)
    return now[layout.matrix.columns]


def _names(names: list[Any], like: Names) -> Names:
    return np.array(names) if names else like[:0]
