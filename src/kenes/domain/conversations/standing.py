"""Where somebody stands on a published map, from votes that only their own request brings.

Nothing is kept. The place is the engine's posterior mean (docs/specs/opinion.md, clause 28),
reckoned from the figures that everybody can read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ENOUGH = 3
"""Fewer votes than this, agree or disagree, say nothing of where somebody stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place on the map, the place of the nearest group, and agreement with each group.

    An agreement is the mean share of the group that voted as this person did; None where too few
    of what the person voted on may be shown.
    """

    x: float
    y: float
    nearest: int | None
    agreements: tuple[float | None, ...]


def stand(figures: Mapping[str, Any], votes: Mapping[int, int]) -> Standing | None:
    """Return where these votes (by number of statement) stand; None where they are too few."""
    if sum(value != 0 for value in votes.values()) < ENOUGH:
        return None
    x, y = _placed(figures["place"], votes)
    middles = figures["place"]["middles"]
    far = [(x - a) ** 2 + (y - b) ** 2 for a, b in middles]
    nearest = far.index(min(far)) if far else None
    return Standing(x, y, nearest, tuple(_agreement(figures, g, votes) for g in range(len(far))))


def _placed(place: Mapping[str, Any], votes: Mapping[int, int]) -> tuple[float, float]:
    """Solve for the posterior mean: two unknowns."""
    (p11, p12), (_p21, p22) = place["precision"]
    noise = place["noise"]
    aa, ab, bb, ax, bx = noise * p11, noise * p12, noise * p22, 0.0, 0.0
    for number, mean, (a, b) in zip(
        place["statements"], place["means"], place["loadings"], strict=True
    ):
        if number in votes:
            off = votes[number] - mean
            aa, ab, bb = aa + a * a, ab + a * b, bb + b * b
            ax, bx = ax + a * off, bx + b * off
    size = aa * bb - ab * ab
    return (bb * ax - ab * bx) / size, (aa * bx - ab * ax) / size


def _agreement(figures: Mapping[str, Any], group: int, votes: Mapping[int, int]) -> float | None:
    cells = figures["parts"]["group"]["cells"]
    shares = []
    for row, cell in zip(figures["map"]["statements"], cells, strict=True):
        value, shown = votes.get(row["statement"], 0), cell[group]
        if value and shown is not None:
            shares.append(shown[0 if value > 0 else 1] / shown[2])
    return sum(shares) / len(shares) if len(shares) >= ENOUGH else None
