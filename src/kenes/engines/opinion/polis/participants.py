"""What can be said of one person's place: in the middle of all, at a group's core, at its edge."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Floats, Places


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures per person of clause 16; not a number for people in no group."""

    centricness: Floats
    coreness: Floats
    extremeness: Floats


def stand(positions: Floats, group: Places, groups: int) -> Standing:
    """Compare each person's position with the middle of all and of the own group."""
    middle = positions.mean(axis=0) if len(positions) else np.zeros(2)
    inside = np.flatnonzero(group >= 0)
    found = [np.full(len(positions), np.nan) for _figure in range(3)]
    for number in range(groups):
        rows = inside[group[inside] == number]
        center = positions[rows].mean(axis=0)
        outward = _unit(center - middle)
        found[0][rows] = 1 - _lengths(positions[rows] - middle)
        found[1][rows] = 1 - _lengths(positions[rows] - center)
        found[2][rows] = (positions[rows] - center) @ outward
    return Standing(*found)


def _lengths(vectors: Floats) -> Floats:
    return np.sqrt((vectors * vectors).sum(axis=1))


def _unit(vector: Floats) -> Floats:
    length = float(np.sqrt(vector @ vector))
    return vector / length if length > 0 else vector
