"""The map as a picture: how many stand in each hexagon, outlines of groups, nobody's own place."""

from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST

ACROSS = 20
"""Hexagons from the middle of the map to its edge, at most; fewer people, larger hexagons."""
PEOPLE_IN_CELL = 8
LEAST_IN_CELL = 3
DIGITS = 6


def picture_of(found: StableMap) -> dict[str, Any]:
    """Return the hexagons of a map (x, y, people) of one size, and an outline for each group.

    An outline is the group's middle, its standard deviations along its own axes, the longer first,
    and the angle of that axis in degrees.
    """
    points = found.positions.points[found.layout.matrix.row_counts > 0]
    size = round(size_of(points), DIGITS)
    return {
        "size": size,
        "people": len(points),
        "hexagons": [one for one in hexagons(points, size) if one[2] >= LEAST_IN_CELL],
        "outlines": [
            outline(found.positions.points[found.group == at]) for at in range(len(found.names))
        ],
    }


def place_of(found: StableMap) -> dict[str, Any]:
    """Return what puts somebody on the map who knows their own votes.

    Statements with fewer than ten votes are left out: their mean would tell how these went.
    """
    enough = found.everybody[:, 2] >= LEAST
    directions = found.directions
    return {
        "statements": found.layout.statements[enough].tolist(),
        "means": np.round(directions.means[enough], DIGITS).tolist(),
        "loadings": np.round(directions.loadings[enough], DIGITS).tolist(),
        "precision": np.round(directions.precision, DIGITS).tolist(),
        "noise": round(directions.noise, DIGITS),
        "middles": [
            np.round(found.positions.points[found.group == at].mean(axis=0), DIGITS).tolist()
            for at in range(len(found.names))
        ],
    }


def size_of(points: Floats) -> float:
    """Return how large a hexagon is, from middle to corner, so that the middle ones hold some."""
    if not len(points):
        return 1.0
    edge = float(np.abs(points).max()) or 1.0
    across = min(ACROSS, max(4, int((len(points) / PEOPLE_IN_CELL) ** 0.5)))
    return edge / across


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
