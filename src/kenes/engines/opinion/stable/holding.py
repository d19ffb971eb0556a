"""Holding on to the last map: it shall not turn round, and groups keep their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kenes.engines.opinion.arrays import Floats, Names, Places
from kenes.engines.opinion.stable.directions import Directions


@dataclass(frozen=True, slots=True)
class LastMap:
    """What the next map holds on to: loadings by statement, and each person's group."""

    statements: Names
    loadings: Floats
    group: Mapping[Any, int]


def turn_towards(directions: Directions, statements: Names, last: LastMap) -> Directions:
    """Turn and mirror the axes so that shared statements load as on the last map (clause 29)."""
    place = {name: at for at, name in enumerate(last.statements.tolist())}
    shared = [(at, place[name]) for at, name in enumerate(statements.tolist()) if name in place]
    if not shared:
        return directions
    mine, theirs = (list(side) for side in zip(*shared, strict=True))
    left, _strength, right = np.linalg.svd(directions.loadings[mine].T @ last.loadings[theirs])
    return directions.turned(left @ right)


def carry_names(group: Places, groups: int, people: Names, last: LastMap) -> list[int]:
    """Return a name for each group: that of the old group it shares most people with (clause 32).

    Each old name is given once; what is left gets new names, never one of the old.
    """
    old = sorted(set(last.group.values()))
    overlap = np.zeros((groups, len(old)), np.int64)
    at = {name: column for column, name in enumerate(old)}
    for name, mine in zip(people.tolist(), group.tolist(), strict=True):
        if mine >= 0 and name in last.group:
            overlap[mine, at[last.group[name]]] += 1
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    names = {row: old[column] for row, column in pairs if overlap[row, column]}
    fresh = iter(range(max(old, default=-1) + 1, max(old, default=-1) + 1 + groups))
    return [names[row] if row in names else next(fresh) for row in range(groups)]
