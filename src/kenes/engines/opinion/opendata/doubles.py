"""Doubles that were merged after their counts were published (clause 65).

Whoever adds up what was published of both and subtracts the merged statement has those who had
voted on both. So the merged one is held to that sum as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kenes.engines.opinion.opendata.shown import COUNTS, Shown

type Row = Mapping[str, Any]


def sums_of(
    now: Row, before: Row, merged: Mapping[Any, Sequence[Any]], names: Sequence[Any]
) -> list[Row]:
    """Return what readers can add up of each merged statement, those of earlier results first.

    `merged` names the doubles of each statement, `names` are the groups of the figures `before`.
    """
    rows = [*before.get("gone", ()), *before["statements"]]
    published = {row["statement"]: row for row in rows if row["votes"] is not None}
    sums = list(before.get("sums", ()))
    known = {double for one in sums for double in one["doubles"]}
    for target in (row["statement"] for row in now["statements"]):
        doubles = [one for one in merged.get(target, ()) if one in published and one not in known]
        if doubles:
            parts = [published[one] for one in (target, *doubles) if one in published]
            sums.append({"statement": target, "doubles": doubles, **_added(parts, names)})
    return sums


def shown_sum(one: Row, names: Sequence[Any]) -> Shown:
    """Return a sum beside counts by the groups `names`: its total alone where they are others."""
    cells = dict(zip(names, one["groups"], strict=True)) if one["names"] == list(names) else {}
    return Shown(cells, [one[name] for name in COUNTS])


def _added(rows: Sequence[Row], names: Sequence[Any]) -> dict[str, Any]:
    """Return the sums of counts, and of cells by group where all rows show one."""
    totals = {name: sum(row[name] for row in rows) for name in COUNTS}
    nothing = [None] * len(names)
    cells = zip(*(row.get("groups", nothing) for row in rows), strict=True)
    return {**totals, "names": list(names), "groups": [_sum(some) for some in cells]}


def _sum(cells: Iterable[Sequence[int] | None]) -> list[int] | None:
    known = list(cells)
    shown = [cell for cell in known if cell is not None]
    return [sum(part) for part in zip(*shown, strict=True)] if len(shown) == len(known) else None
