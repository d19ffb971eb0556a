"""Opinion groups by k-means from fixed starts, and only as many as hold when people change."""

from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.agreement import adjusted_rand
from kenes.engines.opinion.arrays import Floats, Places
from kenes.engines.opinion.stable.cells import Cells

FEWEST, MOST = 2, 5
ANGLES, RESAMPLES, ROUNDS = 8, 10, 100
LEAST_MEMBERS, LEAST_SHARE = 5, 0.02
STABLE, APART = 0.8, 0.42
"""A round cloud without any groups, cut into 2 to 5, has silhouettes of 0.32 to 0.41."""


type Found = tuple[Places, Floats]
"""Each cell's group, and the groups' centers."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Centers of k groups, how stable they are (adjusted Rand) and how apart (silhouette)."""

    centers: Floats
    stability: float
    silhouette: float


def choose_groups(cells: Cells, *, seed: int = 1) -> Grouping | None:
    """Return the most separate grouping that is stable, apart and has no tiny group (clause 31).

    Stable: over resamples of the people the same cells stay together, median adjusted Rand index
    at least 0.8. Apart: mean silhouette at least 0.42. Tiny: fewer than 5 people or 2 % of all.
    """
    if len(cells.people) < FEWEST:
        return None
    orders = _slanted(cells)
    found = [_candidate(cells, orders, k) for k in range(FEWEST, MOST + 1)]
    apart = _apart(cells, [one for one in found if one is not None])
    drawn = _resample(cells.people, seed) if apart else []
    for owner, grouping in apart:
        stability = _stability(cells, owner, grouping.centers, drawn)
        if stability >= STABLE:
            return replace(grouping, stability=stability)
    return None


def _candidate(cells: Cells, orders: list[Places], k: int) -> Found | None:
    """Return the tightest k groups found, unless one of them is empty or tiny."""
    starts = [_far_apart(cells, cells.people, k), *(_slices(cells, order, k) for order in orders)]
    owner, centers = _tightest(cells, cells.people, starts)
    sizes = np.bincount(owner, cells.people, len(centers))
    least = max(LEAST_MEMBERS, LEAST_SHARE * float(cells.people.sum()))
    return None if len(centers) < k or sizes.min() < least else (owner, centers)


def _apart(cells: Cells, found: list[Found]) -> list[tuple[Places, Grouping]]:
    """Return the groupings whose groups lie apart, the most separate first, of equals the coarse.

    All distances between people are measured once, for all groupings together.
    """
    if not found:
        return []
    owners = np.stack([owner for owner, _centers in found])
    sums = kernels.sum_distances(cells.centers, cells.people, owners, MOST)
    measured = [
        (owner, Grouping(centers, 0.0, _silhouette(cells, owner, own[:, : len(centers)])))
        for (owner, centers), own in zip(found, sums, strict=True)
    ]
    apart = [one for one in measured if one[1].silhouette >= APART]
    return sorted(apart, key=lambda one: -one[1].silhouette)


def nearest_group(points: Floats, centers: Floats) -> Places:
    """Return the place of the nearest center for each point."""
    return kernels.nearest(points, centers, np.arange(len(centers)))[0]


def _tightest(cells: Cells, weights: Places, starts: list[Floats]) -> tuple[Places, Floats]:
    """Run k-means from several starts; keep the tightest, of equals the first, no group empty."""
    runs = [kernels.settle(cells.centers, weights, start, ROUNDS) for start in starts]
    owner, centers, _loose = min(runs, key=lambda run: run[2])
    filled = np.bincount(owner, minlength=len(centers)) > 0
    return (np.cumsum(filled) - 1)[owner], centers[filled]


def _slanted(cells: Cells) -> list[Places]:
    """Return the order of the cells along each of eight directions."""
    angles = np.pi * np.arange(ANGLES) / ANGLES
    along = np.outer(cells.centers[:, 0], np.cos(angles))
    along += np.outer(cells.centers[:, 1], np.sin(angles))
    return [np.argsort(one, kind="stable") for one in along.T]


def _slices(cells: Cells, order: Places, k: int) -> Floats:
    """Return the means of k slices of equal weight along an order."""
    weights = cells.people
    before = np.cumsum(weights[order]) - weights[order]
    owner = np.empty(len(order), np.int64)
    owner[order] = np.minimum(before * k // max(int(weights.sum()), 1), k - 1)
    return _means(cells, weights, owner, k)


def _far_apart(cells: Cells, weights: Places, k: int) -> Floats:
    """Return the cell farthest from the middle, then each time the one farthest from all so far."""
    middle = _means(cells, weights, np.zeros(len(weights), np.int64), 1)
    chosen = cells.centers[[_farthest(cells, middle)]]
    while len(chosen) < k:
        chosen = np.concatenate([chosen, cells.centers[[_farthest(cells, chosen)]]])
    return chosen


def _farthest(cells: Cells, centers: Floats) -> int:
    return int(np.argmax(kernels.nearest(cells.centers, centers, np.arange(len(centers)))[1]))


def _means(cells: Cells, weights: Places, owner: Places, k: int) -> Floats:
    """Return weighted means; a group without weight goes far away, where it attracts nothing."""
    weight = np.bincount(owner, weights, k)
    sums = [np.bincount(owner, weights * axis, k) for axis in cells.centers.T]
    means = np.stack(sums, axis=1) / np.where(weight > 0, weight, 1.0)[:, np.newaxis]
    means[weight <= 0] = 1e6
    return means


def _resample(people: Places, seed: int) -> list[Places]:
    """Draw the people of each cell anew, several times: Poisson weights."""
    # RandomState's numbers are promised never to change; a Generator's are not.
    drawn = np.random.RandomState(seed)
    return [drawn.poisson(people) for _resample in range(RESAMPLES)]


def _stability(cells: Cells, owner: Places, centers: Floats, drawn: list[Places]) -> float:
    """Return the median likeness to groupings of resampled people.

    Each is the tightest of two: from the groups themselves, and from the farthest points.
    """
    k = len(centers)
    likeness = []
    for weights in drawn:
        other = _tightest(cells, weights, [centers, _far_apart(cells, weights, k)])[0]
        likeness.append(adjusted_rand(owner, other, cells.people))
    return float(median(likeness))


def _silhouette(cells: Cells, owner: Places, sums: Floats) -> float:
    """Return the mean silhouette of people, those of one cell taken to stand at its middle."""
    k = sums.shape[1]
    sizes = np.bincount(owner, cells.people, k)
    own = sums[np.arange(len(owner)), owner] / np.maximum(sizes[owner] - 1, 1)
    other = np.where(np.equal.outer(owner, np.arange(k)), np.inf, sums / sizes).min(axis=1)
    larger = np.maximum(np.maximum(own, other), 1e-300)
    return float(np.average((other - own) / larger, weights=cells.people))
