"""The map as a picture: how many stand in each hexagon, outlines of groups, nobody's own place."""

from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.opendata.figures import HUNDREDTH, TWENTIETH, to_step
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST

ACROSS = 20
"""Hexagons from the middle of the map to its edge, at most; fewer people, larger hexagons."""
PEOPLE_IN_CELL = 20
EDGE = 2.0
"""Few people stand farther from the middle; that of the farthest one is told to nobody."""
DEGREES = 5
DIGITS = 6


def picture_of(found: StableMap) -> dict[str, Any]:
    """Return the hexagons of a map (x, y, people in whole tens) and an outline for each group.

    Hexagons are of one `size`, and none stands for fewer than ten. An outline is the group's
    middle, its standard deviations along its own axes, the longer first, and the angle of that
    axis in degrees, all of them rounded so that nobody's own place shows.
    """
    points = found.positions.points[found.layout.matrix.row_counts > 0]
    size = round(size_of(len(points)), DIGITS)
    places = (found.positions.points[found.group == at] for at in range(len(found.names)))
    return {
        "size": size,
        "people": len(points),
        "hexagons": [
            [x, y, int(people) // LEAST * LEAST]
            for x, y, people in hexagons(points, size)
            if people >= LEAST
        ],
        "outlines": [_rounded_outline(outline(some)) for some in places],
    }


def _rounded_outline(exact: dict[str, float]) -> dict[str, Any]:
    rounded = {name: to_step(value, TWENTIETH) for name, value in exact.items()}
    return rounded | {"turn": round(exact["turn"] / DEGREES) * DEGREES % 180}


def place_of(found: StableMap) -> dict[str, Any]:
    """Return what puts somebody on the map who knows their own votes, but for mean votes.

    These are those of published counts (`steps.hold_place`). Statements with fewer than ten votes
    are left out.
    """
    enough = found.everybody[:, 2] >= LEAST
    directions = found.directions
    middles = (
        found.positions.points[found.group == at].mean(axis=0) for at in range(len(found.names))
    )
    return {
        "statements": found.layout.statements[enough].tolist(),
        "loadings": _stepped(directions.loadings[enough], TWENTIETH),
        "precision": _stepped(directions.precision, HUNDREDTH),
        "noise": to_step(directions.noise, HUNDREDTH),
        "middles": [_stepped(middle, TWENTIETH) for middle in middles],
    }


def _stepped(values: Floats, step: float) -> Any:
    return (np.round(np.round(values / step) * step, DIGITS) + 0.0).tolist()


def size_of(people: int) -> float:
    """Return how large a hexagon is, from middle to corner, so that the middle ones hold some."""
    return EDGE / min(ACROSS, max(2, int((people / PEOPLE_IN_CELL) ** 0.5)))


def hexagons(points: Floats, size: float) -> list[list[float]]:
    """Count the points in each hexagon of a fixed grid, `size` from middle to corner.

    Rounding in cube coordinates: a point belongs to the hexagon whose middle is nearest.
    """
    if not len(points):
        return []
    across = (points[:, 0] * 3**0.5 / 3 - points[:, 1] / 3) / size
    down = points[:, 1] * 2 / 3 / size
    cells, people = np.unique(_rounded(across, down), axis=0, return_counts=True)
    return [
        [round(size * 3**0.5 * (q + r / 2), DIGITS), round(size * 1.5 * r, DIGITS), many]
        for (q, r), many in zip(cells.tolist(), people.tolist(), strict=True)
    ]


def _rounded(across: Floats, down: Floats) -> Any:
    """Round cube coordinates: the one that moved most is what the other two leave."""
    exact = np.stack([across, down, -across - down], axis=1)
    whole = np.rint(exact)
    moved = np.abs(whole - exact)
    worst = moved.argmax(axis=1)
    rest = -(whole.sum(axis=1) - whole[np.arange(len(whole)), worst])
    whole[np.arange(len(whole)), worst] = rest
    return whole[:, :2].astype(np.int64)


def outline(points: Floats) -> dict[str, float]:
    """Return the middle of points, their spread along their own axes, and the turn of these."""
    middle = points.mean(axis=0)
    off = points - middle
    strengths, axes = np.linalg.eigh(off.T @ off / max(len(points), 1))
    short, long = np.sqrt(np.maximum(strengths, 0.0)).tolist()
    turn = float(np.degrees(np.arctan2(axes[1, 1], axes[0, 1]))) % 180
    values = {"x": middle[0], "y": middle[1], "long": long, "short": short, "turn": turn}
    return {name: round(float(value), DIGITS) for name, value in values.items()}
