"""Published again and again: a figure moves by ten votes and more, or it stays as it was.

Somebody keeps every result that was ever published and subtracts one from the other. What comes
out must be of nobody, or of ten people at least: docs/specs/opinion.md, clauses 58 to 60.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kenes.engines.opinion.opendata.doubles import shown_sum, sums_of
from kenes.engines.opinion.opendata.shown import (
    COUNTS,
    Shown,
    are_apart,
    may_follow,
    shown_sizes,
)
from kenes.engines.opinion.stable.suppression import LEAST

TOTALS = (*COUNTS, "low", "high")
LOADINGS = ("loading_1", "loading_2")
DRAWN = ("stability", "silhouette", "slate", "coverage")
"""What is made of the votes of all at once, beside loadings."""
NOTHING = Shown({}, None)


def hold_map(
    now: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    merged: Mapping[Any, Sequence[Any]] | None = None,
) -> dict[str, Any]:
    """Return the figures of a map (`figures_of`) with what moved too little as it was before.

    A statement moves as a whole: totals, groups, and the scores that are made of them. Where the
    groups are others than before, nothing is said of them until its total has moved, and while one
    of them is nearly one of before (clause 60). Of one that was out of sight in between, `gone`
    keeps what was published (clause 62), `sums` what can be added up of doubles that were `merged`
    into a statement (clause 65).
    """
    if before is None:
        return dict(now)
    known = {row["statement"]: row for row in before["statements"]}
    gone = _gone(now, before)
    sums = sums_of(now, before, merged or {}, _names(before))
    step = _Step(_names(now), _names(now) == _names(before), sums)
    rows = [
        _came_back(row, gone[row["statement"]], step)
        if row["statement"] in gone
        else _row(row, known.get(row["statement"]), step)
        for row in now["statements"]
    ]
    gone |= {row["statement"]: _totals(row) for row in rows if row["statement"] in gone}
    held = {**now, **_held_sizes(now, before), "gone": list(gone.values()), "sums": sums}
    if is_redrawn(held, before):
        return {**held, "statements": rows}
    drawn = {name: before[name] for name in DRAWN}
    return {**held, **drawn, "statements": [_as_drawn(row, known) for row in rows]}


def is_redrawn(held: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    """Tell whether what is made of the votes of all at once is of now (clause 64).

    It is where the published number of people counted has moved by ten, or the groups are others.
    """
    if before is None or _names(held) != _names(before):
        return True
    return _has_other_people(held, before)


def _has_other_people(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return abs(int(now["counted"]) - int(before["counted"])) >= LEAST


def _as_drawn(row: Mapping[str, Any], known: Mapping[Any, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return a row with the loadings that were published, none for a statement new since then."""
    last = known.get(row["statement"], {})
    return {**row, **{name: last.get(name) for name in LOADINGS}}


def _held_sizes(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return sizes of groups and the number counted where those of now may not follow."""
    if _names(now) == _names(before):
        if may_follow(_sizes(before), _sizes(now)):
            return {}
        return {name: before[name] for name in ("groups", "counted")}
    if _has_other_people(now, before):
        return {}
    groups = [{**one, "people": None} for one in now["groups"]]
    return {"groups": groups, "counted": before["counted"]}


def moved_in(now: Mapping[str, Any], held: Mapping[str, Any]) -> list[bool]:
    """Tell, statement by statement, whether what is published is what the votes say now.

    It is as well where nothing is said of groups, because they are others than before.
    """
    pairs = zip(now["statements"], held["statements"], strict=True)
    apart = {row["statement"] for row in (*held.get("gone", ()), *held.get("sums", ()))}
    return [
        fresh["statement"] not in apart
        and all(fresh[name] == row[name] for name in COUNTS)
        and (fresh["groups"] == row["groups"] or has_no_groups(row))
        for fresh, row in pairs
    ]


def has_no_groups(row: Mapping[str, Any]) -> bool:
    """Tell whether the groups of a statement are left out because they are others than before."""
    return "last_groups" in row


def _gone(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[Any, Mapping[str, Any]]:
    """Return the last totals of statements that once were published and then out of sight."""
    shown = {row["statement"] for row in now["statements"]}
    lost = [row for row in before["statements"] if row["statement"] not in shown]
    rows = [*before.get("gone", ()), *lost]
    return {row["statement"]: _totals(row) for row in rows if row["votes"] is not None}


def _totals(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: row[name] for name in ("statement", *TOTALS)}


def _came_back(now: Mapping[str, Any], was: Mapping[str, Any], step: "_Step") -> Mapping[str, Any]:
    """Return the row of a statement that is shown again: its totals alone, for good.

    No table by part or pair was kept to hold the new ones to.
    """
    is_far = now["votes"] is not None and step.may_take(now, {**was, "groups": []})
    return {**_without_scores(now), **_totals(now if is_far else was)}


def _names(figures: Mapping[str, Any]) -> list[Any]:
    return [group["name"] for group in figures["groups"]]


def _sizes(figures: Mapping[str, Any]) -> Shown:
    sizes = {one["name"]: one["people"] for one in figures["groups"]}
    return shown_sizes(sizes, figures["counted"])


@dataclass(frozen=True, slots=True)
class _Step:
    """From one result to the next: the groups of now, whether they were there, sums of doubles."""

    names: Sequence[Any]
    is_same: bool
    sums: Sequence[Mapping[str, Any]]

    def may_take(self, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
        """Tell whether the counts of a statement may follow those that were published."""
        fresh = _shown(now, self.names)
        is_whole = self.is_same and before is not None and bool(before["groups"])
        was = _shown(before, self.names if is_whole else None) if before else NOTHING
        sums = [one for one in self.sums if one["statement"] == now["statement"]]
        return all(may_follow(one, fresh) for one in (was, *self._shown(sums)))

    def _shown(self, sums: Sequence[Mapping[str, Any]]) -> list[Shown]:
        return [shown_sum(one, self.names) for one in sums]


def _row(
    now: Mapping[str, Any], before: Mapping[str, Any] | None, step: _Step
) -> Mapping[str, Any]:
    """Return the row that may be published: of now, as it was, or without groups."""
    last = _last_groups(before)
    if step.may_take(now, before):
        is_held = step.is_same and last == (before or {}).get("groups")
        if before is None or is_held or are_apart(last, now["groups"]):
            return now
        return {**_without_scores(now), **_totals(now), "last_groups": last}
    if before is not None and step.is_same:
        return {**before, **{name: now[name] for name in LOADINGS}}
    nothing = dict.fromkeys(TOTALS)
    totals = nothing if before is None else {name: before[name] for name in TOTALS}
    return {**_without_scores(now), **totals, "last_groups": last}


def _last_groups(row: Mapping[str, Any] | None) -> list[Any]:
    """Return the cells that were published last: where none are shown, those of before that."""
    if row is None:
        return []
    return list(row["groups"] if any(row["groups"]) else row.get("last_groups", row["groups"]))


def _without_scores(now: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row that says where a statement lies, and nothing by groups."""
    nothing = dict.fromkeys(now) | {
        "statement": now["statement"],
        "groups": [None] * len(now["groups"]),
    }
    return {**nothing, **{name: now[name] for name in LOADINGS}}


def _shown(row: Mapping[str, Any], names: Sequence[Any] | None) -> Shown:
    cells = dict(zip(names, row["groups"], strict=True)) if names is not None else {}
    total = None if row["votes"] is None else [row[name] for name in COUNTS]
    return Shown(cells, total)
