"""A layout with some rows replaced: everything else is copied as it stands."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Codes, Mask, Names, Places, Signs
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.shards import in_slices
from kenes.engines.opinion.stable.layout import Layout

GONE = np.iinfo(np.int64).min


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
    touched = np.sort(np.array(list(changed))) if changed else layout.people[:0]
    stays = np.array([bool(changed[name]) or name in keep for name in touched.tolist()], np.bool_)
    people, source = _sources(layout.people, touched, stays)
    new = _rows(changed, touched[stays], statements)
    old = (layout.matrix.starts, _renumbered(layout, statements), layout.matrix.values)
    starts = np.zeros(len(people) + 1, np.int64)
    sizes = np.concatenate([layout.matrix.row_counts, np.diff(new[0])[::-1]])
    # Counted from the end, as -1, -2 and so on are read, stand the new rows.
    np.cumsum(sizes[source], out=starts[1:])
    columns, values = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int8)

    def copy(part: slice) -> None:
        ends = starts[part.start : part.stop + 1]
        kernels.copy_rows(source[part], ends, old, new, (columns, values))

    in_slices(len(people), copy)
    matrix = VoteMatrix(starts, columns, values, len(statements))
    return Layout(people, statements, matrix, out)


def _sources(people: Names, touched: Names, stays: Mask) -> tuple[Names, Places]:
    """Return all people as they are now, and where the row of each is found.

    That is the old row, or -1 for the first of those who stay of the touched, -2 for the second.
    """
    at = np.searchsorted(people, touched) if len(people) else np.zeros(len(touched), np.int64)
    known = np.zeros(len(touched), np.bool_)
    inside = at < len(people)
    known[inside] = people[at[inside]] == touched[inside]
    number = np.where(stays, -np.cumsum(stays), GONE)
    source = np.arange(len(people))
    source[at[known]] = number[known]
    if known.all() and stays.all():
        return people, source
    new = stays & ~known
    source = np.insert(source, at[new], number[new])
    # Text of the old length would cut longer new names.
    wide = people.astype(np.result_type(people, touched), copy=False)
    return np.insert(wide, at[new], touched[new])[source != GONE], source[source != GONE]


def _rows(
    changed: Mapping[Any, Mapping[Any, int]], fresh: Names, statements: Names
) -> tuple[Places, Codes, Signs]:
    """Return starts, columns and votes of the new rows, columns ascending within each."""
    place = {name: at for at, name in enumerate(statements.tolist())}
    rows = [changed[person] for person in fresh.tolist()]
    columns = np.array([place[name] for row in rows for name in row], np.int32)
    values = np.array([vote for row in rows for vote in row.values()], np.int8)
    starts = np.cumsum([0, *map(len, rows)])
    order = np.lexsort((columns, np.repeat(np.arange(len(rows)), np.diff(starts))))
    return starts, columns[order], values[order]


def _renumbered(layout: Layout, statements: Names) -> Codes:
    """Return the old columns under the numbers their statements have now."""
    if np.array_equal(layout.statements, statements):
        return layout.matrix.columns
    place = {name: at for at, name in enumerate(statements.tolist())}
    now = np.array([place.get(name, -1) for name in layout.statements.tolist()], np.int32)
    return now[layout.matrix.columns]
