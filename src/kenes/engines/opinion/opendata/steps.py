"""Published again and again: a figure moves by ten votes and more, or it stays as it was.

Somebody keeps every result that was ever published and subtracts one from the other. What comes
out must be of nobody, or of ten people at least: docs/specs/opinion.md, clauses 58 to 60.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kenes.engines.opinion.stable.suppression import LEAST

COUNTS = ("agrees", "disagrees", "votes")
TOTALS = (*COUNTS, "low", "high")
LOADINGS = ("loading_1", "loading_2")

type Count = Sequence[Any]
"""Agrees, disagrees and votes, and what may follow them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts by part as they are published, None for a hidden part, beside their total."""

    cells: Mapping[Any, Count | None]
    total: Count | None


def has_moved_enough(before: Count, now: Count) -> bool:
    """Tell whether counts may follow one another: the same, or ten votes apart (clause 58).

    >>> has_moved_enough((3, 9, 12), (3, 9, 12)), has_moved_enough((3, 9, 12), (4, 8, 12))
    (True, False)
    """
    same = list(before[:3]) == list(now[:3])
    return same or abs(int(now[2]) - int(before[2])) >= LEAST


def may_follow(before: Shown, now: Shown) -> bool:
    """Tell whether counts by part may take the place of those published before (clause 59).

    The total has moved enough, so has each part that was shown, and so have the others together;
    none that was shown is hidden now. A part that is gone has no votes.
    """
    if before.total is None or now.total is None:
        return before.total is None
    shown = {name: cell for name, cell in before.cells.items() if cell is not None}
    fresh = {name: now.cells.get(name, (0, 0, 0)) for name in shown}
    known = {name: cell for name, cell in fresh.items() if cell is not None}
    rest = _rest(before.total, shown.values()), _rest(now.total, known.values())
    pairs = [(shown[name], cell) for name, cell in known.items()]
    steps = [(before.total, now.total), rest, *pairs]
    return len(known) == len(shown) and all(has_moved_enough(*step) for step in steps)


def _rest(total: Count, cells: Iterable[Count]) -> list[int]:
    parts = [total, *cells]
    return [int(parts[0][at]) - sum(int(cell[at]) for cell in parts[1:]) for at in range(3)]


def hold_map(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the figures of a map (`figures_of`) with what moved too little as it was before.

    A statement moves as a whole: totals, groups, and the scores that are made of them. Where the
    groups are others than before, nothing is said of them until its total has moved (clause 60).
    """
    if before is None:
        return dict(now)
    same = _names(now) == _names(before)
    known = {row["statement"]: row for row in before["statements"]}
    names = _names(now) if same else None
    rows = [_row(row, known.get(row["statement"]), names) for row in now["statements"]]
    sizes = {} if not same or may_follow(_sizes(before), _sizes(now)) else before
    kept = {name: sizes[name] for name in ("groups", "counted") if name in sizes}
    return {**now, **kept, "statements": rows}


def moved_in(now: Mapping[str, Any], held: Mapping[str, Any]) -> list[bool]:
    """Tell, statement by statement, whether what is published is what the votes say now."""
    pairs = zip(now["statements"], held["statements"], strict=True)
    return [all(a[name] == b[name] for name in (*COUNTS, "groups")) for a, b in pairs]


def _names(figures: Mapping[str, Any]) -> list[Any]:
    return [group["name"] for group in figures["groups"]]


def _sizes(figures: Mapping[str, Any]) -> Shown:
    cells = {one["name"]: (0, 0, one["people"]) for one in figures["groups"]}
    return Shown(cells, (0, 0, figures["counted"]))


def _row(
    now: Mapping[str, Any], before: Mapping[str, Any] | None, names: Sequence[Any] | None
) -> Mapping[str, Any]:
    """Return the row that may be published; `names` of the groups, None where they changed."""
    if before is None or may_follow(_shown(before, names), _shown(now, names)):
        return now
    loadings = {name: now[name] for name in LOADINGS}
    if names is not None:
        return {**before, **loadings}
    nothing = dict.fromkeys(now) | {"groups": [None] * len(now["groups"])}
    totals = {name: before[name] for name in ("statement", *TOTALS)}
    return {**nothing, **totals, **loadings}


def _shown(row: Mapping[str, Any], names: Sequence[Any] | None) -> Shown:
    cells = dict(zip(names, row["groups"], strict=True)) if names is not None else {}
    total = None if row["votes"] is None else [row[name] for name in COUNTS]
    return Shown(cells, total)
