"""From one result to the next: what moved too little stays as it was published.

The map itself is held by the engine (`kenes.engines.opinion.opendata.steps`); here are the figures
beside it. A table by languages or regions is of the moment its `totals` say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kenes.engines.opinion.opendata.folder import Publication
from kenes.engines.opinion.opendata.steps import Shown, may_follow

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
    """Return `place` with the means that were published where their votes moved too little."""
    if before is None:
        return dict(place)
    last = dict(zip(before["place"]["statements"], before["place"]["means"], strict=True))
    moved = dict(zip(_numbers(made.figures), made.moved, strict=True))
    rows = zip(place["statements"], place["means"], place["loadings"], strict=True)
    kept = [(s, mean if moved[s] else last.get(s), loading) for s, mean, loading in rows]
    known = [row for row in kept if row[1] is not None]
    names = ("statements", "means", "loadings")
    return {**place, **{name: [row[at] for row in known] for at, name in enumerate(names)}}


def _hold(
    now: Figures, last: Figures, made: Publication, place: Mapping[int, int]
) -> dict[str, Any]:
    """Return shares by language or region, statement by statement those of now or of then."""
    names = sorted({*now["names"], *last["names"]})
    fresh, old = _by_name(now), _by_name(last)
    cells, totals = [], []
    for at, number in enumerate(_numbers(made.figures)):
        was = old[place[number]] if number in place else Shown({}, None)
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
    for at, number in enumerate(_numbers(made.figures)):
        if not made.moved[at]:
            known = is_same and number in place
            cells[at] = last["cells"][place[number]] if known else [None] * len(now["names"])
            totals[at] = last["totals"][place[number]] if known else None
    are_of_now = made.figures["counted"] == now["of"]
    people = now["people"] if are_of_now or not is_same else last["people"]
    return {**now, "people": people, "cells": cells, "totals": totals}


def _by_name(part: Figures) -> list[Shown]:
    return [
        Shown(dict(zip(part["names"], cells, strict=True)), total)
        for cells, total in zip(part["cells"], part["totals"], strict=True)
    ]


def _sizes(part: Figures) -> Shown:
    pairs = zip(part["names"], part["people"], strict=True)
    cells = {name: None if many is None else (0, 0, many) for name, many in pairs}
    return Shown(cells, (0, 0, part["of"]))


def _numbers(figures: Figures) -> Sequence[int]:
    return [row["statement"] for row in figures["statements"]]


def _places(before: Figures) -> dict[int, int]:
    return {number: at for at, number in enumerate(_numbers(before["map"]))}
