"""Holding on to the last map: it shall not turn round, and groups keep their names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kenes.engines.opinion.arrays import Floats, Names, Places
from kenes.engines.opinion.shards import in_slices
from kenes.engines.opinion.stable.directions import Directions


@dataclass(frozen=True, slots=True)
class GroupOf(Mapping[Any, int]):
    """Person to name of group, as two arrays: `people` ascend, a million of them cost nothing."""

    people: Names
    names: Places

    @classmethod
    def of(cls, group: Mapping[Any, int]) -> "GroupOf":
        """Return any mapping in this form."""
        if isinstance(group, GroupOf):
            return group
        people = np.array(sorted(group))
        return cls(people, np.array([group[name] for name in people.tolist()], np.int64))

    def __getitem__(self, person: Any) -> int:
        """Return the name of the person's group; raises KeyError for whoever had none."""
        at = int(np.searchsorted(self.people, person))
        if at == len(self.people) or self.people[at] != person:
            raise KeyError(person)
        return int(self.names[at])

    def __iter__(self) -> Iterator[Any]:
        return iter(self.people.tolist())

    def __len__(self) -> int:
        return len(self.people)


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
    before = GroupOf.of(last.group)
    old = _distinct(before.names)
    column = np.searchsorted(old, before.names)
    cell = np.full(len(people), -1)

    def look_up(part: slice) -> None:
        at = np.minimum(np.searchsorted(before.people, people[part]), len(column) - 1)
        both = (before.people[at] == people[part]) & (group[part] >= 0)
        np.copyto(cell[part], group[part] * len(old) + column[at], where=both)

    in_slices(len(people), look_up)
    overlap = np.bincount(cell + 1, minlength=groups * len(old) + 1)[1:].reshape(groups, len(old))
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    names = {row: int(old[column]) for row, column in pairs if overlap[row, column]}
    begin = int(old.max(initial=-1)) + 1
    fresh = iter(range(begin, begin + groups))
    return [names[row] if row in names else next(fresh) for row in range(groups)]


def _distinct(names: Places) -> Places:
    """Return the different names in ascending order; they are few and lie close together."""
    low = names.min()
    if names.max() - low > len(names):
        return np.unique(names)
    return np.flatnonzero(np.bincount(names - low)) + low
