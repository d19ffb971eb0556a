"""From one result to the next: what moved too little stays as it was published.

The map itself is held by the engine (`kenes.engines.opinion.opendata.steps`); here are the figures
beside it. A table by languages or regions is of the moment its `totals` say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kenes.engines.opinion.opendata.folder import Publication
from kenes.engines.opinion.opendata.shown import COUNTS, Shown, may_follow, shown_sizes
from kenes.engines.opinion.opendata.steps import has_no_groups, is_redrawn

DIGITS = 6
DRAWN = ("picture", "stand_for", "reach", "texts", "tiers")
type Figures = Mapping[str, Any]


def hold_parts(parts: Figures, made: Publication, before: Figures | None) -> dict[str, Any]:
    """Return `parts` of the figures with what may not follow the figures published `before`."""
    if before is None:
        return dict(parts)
    held = {}
    for by, part in parts.items():
        last = before["parts"].get(by)
        is_known = last is not None and "totals" in last
        hold = _hold_groups if by == "group" else _hold
        held[by] = hold(part, last, made, _places(before)) if is_known else part
    return held


def hold_place(place: Figures, made: Publication, before: Figures | None) -> dict[str, Any]:
    """Return `place` with mean votes that published counts give; the last one's until it moves."""
    drawn = place if before is None or _is_redrawn(made, before) else before["place"]
    counts = _told_counts(made)
    rows = zip(drawn["statements"], drawn["loadings"], strict=True)
    kept = [(number, *counts[number], loading) for number, loading in rows if number in counts]
    return {
        **drawn,
        "statements": [number for number, *_rest in kept],
        "means": [round((yes - no) / votes, DIGITS) for _n, yes, no, votes, _loading in kept],
        "loadings": [loading for *_rest, loading in kept],
    }


def hold_drawn(made: Publication, before: Figures | None) -> dict[str, Any] | None:
    """Return what is made of the votes of all at once as it was published; None where it may move.

    The effects of texts stand in the order of statements: those new since then have none.
    """
    if before is None or _is_redrawn(made, before):
        return None
    held = {name: before[name] for name in DRAWN if name in before}
    if "texts" in held:
        known = _places(before)
        at = [known.get(number) for number in _numbers(made.figures)]
        effect = [None if place is None else held["texts"]["effect"][place] for place in at]
        held["texts"] = {**held["texts"], "effect": effect}
    return held


def _is_redrawn(made: Publication, before: Figures) -> bool:
    return is_redrawn(made.figures, before["map"])


def _told_counts(made: Publication) -> dict[int, list[int]]:
    """Return agrees, disagrees and votes of statements that have a place on the map."""
    gone = {row["statement"] for row in made.figures.get("gone", ())}
    return {
        row["statement"]: [row[name] for name in COUNTS]
        for row in made.figures["statements"]
        if row["votes"] is not None and row["statement"] not in gone
    }


def _hold(
    now: Figures, last: Figures, made: Publication, place: Mapping[int, int]
) -> dict[str, Any]:
    """Return shares by language or region, statement by statement those of now or of then."""
    names = sorted({*now["names"], *last["names"]})
    fresh, old = _by_name(now), _by_name(last)
    cells, totals = [], []
    merged = _merged(made)
    for at, number in enumerate(_numbers(made.figures)):
        is_known = number in place and number not in merged
        was = old[place[number]] if is_known else Shown({}, None)
        step = fresh[at] if made.moved[at] and may_follow(was, fresh[at]) else was
        cells.append([step.cells.get(name) for name in names])
        totals.append(step.total)
    sizes = _sizes(now) if may_follow(_sizes(last), _sizes(now)) else _sizes(last)
    people = [cell[2] if (cell := sizes.cells.get(name)) else None for name in names]
    of = sizes.total[2] if sizes.total else 0
    return {"names": names, "people": people, "of": of, "cells": cells, "totals": totals}


def _hold_groups(
    now: Figures, last: Figures, made: Publication, place: Mapping[int, int]
) -> dict[str, Any]:
    """Return shares by group as the map has them: a statement of now, of then, or nothing."""
    is_same = now["names"] == last["names"]
    cells, totals = list(now["cells"]), list(now["totals"])
    merged = _merged(made)
    for at, row in enumerate(made.figures["statements"]):
        number = row["statement"]
        if has_no_groups(row):
            cells[at] = [None] * len(now["names"])
        is_of_now = number in merged and [row[name] for name in COUNTS] == now["totals"][at]
        if not (made.moved[at] or is_of_now):
            known = is_same and number in place
            cells[at] = last["cells"][place[number]] if known else [None] * len(now["names"])
            totals[at] = last["totals"][place[number]] if known else None
    told = made.figures["groups"]
    people = [
        size if _is_told(one) else None for size, one in zip(now["people"], told, strict=True)
    ]
    if is_same and made.figures["counted"] != now["of"]:
        people = last["people"]
    return {
        **now, "people": people, "of": made.figures["counted"], "cells": cells, "totals": totals,
    }  # fmt: skip


def _merged(made: Publication) -> set[int]:
    """Return the statements that took in a double whose counts were published."""
    return {one["statement"] for one in made.figures.get("sums", ())}


def _is_told(group: Figures) -> bool:
    return group["people"] is not None


def _by_name(part: Figures) -> list[Shown]:
    return [
        Shown(dict(zip(part["names"], cells, strict=True)), total)
        for cells, total in zip(part["cells"], part["totals"], strict=True)
    ]


def _sizes(part: Figures) -> Shown:
    return shown_sizes(dict(zip(part["names"], part["people"], strict=True)), part["of"])


def _numbers(figures: Figures) -> Sequence[int]:
    return [row["statement"] for row in figures["statements"]]


def _places(before: Figures) -> dict[int, int]:
    return {number: at for at, number in enumerate(_numbers(before["map"]))}
