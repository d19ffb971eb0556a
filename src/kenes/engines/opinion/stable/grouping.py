"""Opinion groups by k-means from fixed starts, and only as many as hold when people change."""

from dataclasses import dataclass
from statistics import median

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.agreement import adjusted_rand
from kenes.engines.opinion.arrays import Floats, Places
from kenes.engines.opinion.stable.cells import Cells

FEWEST, MOST = 2, 5
ANGLES, RESAMPLES, ROUNDS = 8, 10, 100
QUICK = 3
"""Starts tried for a resample; all are tried for the groups themselves."""
LEAST_MEMBERS, LEAST_SHARE = 5, 0.02
STABLE, APART = 0.8, 0.42
"""A round cloud without any groups, cut into 2 to 5, has silhouettes of 0.32 to 0.41."""


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
    fit = []
    between = _distances(cells.centers)
    for k in range(FEWEST, MOST + 1):
        owner, centers = _best(cells, cells.people, k, ANGLES + 1)
        sizes = np.bincount(owner, cells.people, len(centers))
        least = max(LEAST_MEMBERS, LEAST_SHARE * float(cells.people.sum()))
        if len(centers) < k or sizes.min() < least:
            continue
        stability = _stability(cells, owner, k, seed)
        silhouette = _silhouette(cells, between, owner, k)
        if stability >= STABLE and silhouette >= APART:
            fit.append(Grouping(centers, stability, silhouette))
    return max(fit, key=lambda found: found.silhouette, default=None)


def nearest_group(points: Floats, centers: Floats) -> Places:
    """Return the place of the nearest center for each point."""
    return kernels.nearest(points, centers, np.arange(len(centers)))[0]


def _best(cells: Cells, weights: Places, k: int, starts: int) -> tuple[Places, Floats]:
    """Run k-means from several starts; keep the tightest, of equals the first."""
    runs = [_settle(cells, weights, _start(cells, weights, k, which)) for which in range(starts)]
    return min(runs, key=lambda run: _looseness(cells, weights, *run))


def _start(cells: Cells, weights: Places, k: int, which: int) -> Floats:
    """Return first centers: farthest points for start 0, else k slices across an angle."""
    if which == 0:
        return _far_apart(cells, weights, k)
    angle = np.pi * (which - 1) / ANGLES
    along = cells.centers @ np.array([np.cos(angle), np.sin(angle)])
    order = np.argsort(along, kind="stable")
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


def _settle(cells: Cells, weights: Places, centers: Floats) -> tuple[Places, Floats]:
    """Move centers until no cell changes its group; groups that lose all cells are dropped."""
    owner = nearest_group(cells.centers, centers)
    for _round in range(ROUNDS):
        centers = _means(cells, weights, owner, len(centers))
        before, owner = owner, nearest_group(cells.centers, centers)
        if (owner == before).all():
            break
    return np.unique(owner, return_inverse=True)[1], centers[np.unique(owner)]


def _means(cells: Cells, weights: Places, owner: Places, k: int) -> Floats:
    """Return weighted means; a group without weight goes far away, where it attracts nothing."""
    weight = np.bincount(owner, weights, k)
    sums = [np.bincount(owner, weights * axis, k) for axis in cells.centers.T]
    means = np.stack(sums, axis=1) / np.where(weight > 0, weight, 1.0)[:, np.newaxis]
    means[weight <= 0] = 1e6
    return means


def _looseness(cells: Cells, weights: Places, owner: Places, centers: Floats) -> float:
    off = cells.centers - centers[owner]
    return float((weights * (off * off).sum(axis=1)).sum())


def _stability(cells: Cells, owner: Places, k: int, seed: int) -> float:
    """Return the median likeness to groupings of resampled people."""
    # RandomState's numbers are promised never to change; a Generator's are not.
    drawn = np.random.RandomState(seed)
    likeness = []
    for _resample in range(RESAMPLES):
        weights = drawn.poisson(cells.people)
        other = _best(cells, weights, k, QUICK)[0]
        likeness.append(adjusted_rand(owner, other, cells.people))
    return float(median(likeness))


def _distances(points: Floats) -> Floats:
    """Return all distances, by differences: here near points shall not touch."""
    x, y = (np.subtract.outer(axis, axis) for axis in points.T)
    between: Floats = np.sqrt(x * x + y * y)
    return between


def _silhouette(cells: Cells, between: Floats, owner: Places, k: int) -> float:
    """Return the mean silhouette of people, those of one cell taken to stand at its middle."""
    member = np.equal.outer(owner, np.arange(k)) * cells.people[:, np.newaxis].astype(np.float64)
    sizes = member.sum(axis=0)
    sums = between @ member
    own = sums[np.arange(len(owner)), owner] / np.maximum(sizes[owner] - 1, 1)
    other = np.where(np.equal.outer(owner, np.arange(k)), np.inf, sums / sizes).min(axis=1)
    larger = np.maximum(np.maximum(own, other), 1e-300)
    return float(np.average((other - own) / larger, weights=cells.people))
