"""K-means with a memory: clusters keep their ids from one computation to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Floats, Places
from kenes.engines.opinion.polis.hash_order import hash_order

STILL = 0.01
"""Centers that moved less than this have come to rest."""


@dataclass(frozen=True, slots=True)
class Points:
    """What is clustered: rows of positions, ascending names, and how much each weighs."""

    names: Places
    positions: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: its lasting id, the names of its members, and their mean position."""

    id: int
    members: Places
    center: Floats


type Clustering = tuple[Cluster, ...]


def k_means(points: Points, k: int, last: Clustering | None, rounds: int) -> Clustering:
    """Cluster `points` into at most `k`, from `last` tick's clusters if there are any (clause 8).

    At least one step is taken, at most `rounds` more. Sorted by id.
    """
    if not len(points.names):
        return ()
    clusters = _renew(points, last, k) if last else _begin(points, k)
    for _round in range(rounds + 1):
        before, clusters = clusters, _step(points, clusters)
        if _rests(before, clusters):
            break
    return tuple(sorted(clusters, key=lambda cluster: cluster.id))


def distances(points: Floats, centers: Floats) -> Floats:
    """Return all distances, by the formula of the clustering (points 1e-8 apart may touch)."""
    lengths = (points * points).sum(axis=1)[:, np.newaxis] + (centers * centers).sum(axis=1)
    return np.sqrt(np.maximum(lengths - 2.0 * (points @ centers.T), 0.0))


def _begin(points: Points, k: int) -> list[Cluster]:
    """Take the first k distinct positions in row order as centers."""
    nobody = np.empty(0, np.int64)
    return [
        Cluster(place, nobody, points.positions[row])
        for place, row in enumerate(_first_distinct(points.positions, k))
    ]


def _first_distinct(positions: Floats, limit: int) -> list[int]:
    """Return the rows of the first `limit` distinct positions."""
    seen: dict[tuple[float, ...], int] = {}
    for row, position in enumerate(map(tuple, positions.tolist())):
        seen.setdefault(position, row)
        if len(seen) == limit:
            break
    return list(seen.values())


def _renew(points: Points, last: Clustering, k: int) -> list[Cluster]:
    """Move last tick's clusters to where their members are now, and split until there are k."""
    names = set(points.names.tolist())
    present = [cluster for cluster in last if not names.isdisjoint(cluster.members.tolist())]
    clusters = _recentered(points, present) if present else []
    if not clusters:
        one = Cluster(1 + max(c.id for c in last), points.names, points.positions[0])
        clusters = _recentered(points, [one])
    clusters = _unite_equal(clusters)
    possible = len(_first_distinct(points.positions, k))
    while True:
        clusters = _recentered(points, clusters)
        row, distance = _farthest(points, clusters)
        if len(clusters) >= possible or distance <= 0:
            return clusters
        clusters = _split_off(points, clusters, row)


def _recentered(points: Points, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Put each center at the weighted mean of the members that are still there."""
    owner = np.full(len(points.names), -1, np.int64)
    members = np.concatenate([cluster.members for cluster in clusters])
    places = np.repeat(np.arange(len(clusters)), [len(cluster.members) for cluster in clusters])
    rows = np.minimum(np.searchsorted(points.names, members), len(owner) - 1)
    there = points.names[rows] == members
    owner[rows[there]] = places[there]
    centers, weights = _means(points, owner, len(clusters))
    return [
        replace(cluster, center=center) if weight > 0 else cluster
        for cluster, center, weight in zip(clusters, centers, weights, strict=True)
    ]


def _means(points: Points, owner: Places, count: int) -> tuple[Floats, Floats]:
    """Return the weighted mean and the weight of each of `count` owners; -1 owns nothing."""
    kept = owner >= 0
    weights = np.bincount(owner[kept], points.weights[kept], count)
    sums = [
        np.bincount(owner[kept], points.weights[kept] * axis[kept], count)
        for axis in points.positions.T
    ]
    return np.stack(sums, axis=1) / np.where(weights > 0, weights, 1.0)[:, np.newaxis], weights


def _unite_equal(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Merge clusters whose centers are exactly equal; the id of the larger stays, or the later."""
    united: dict[tuple[float, ...], Cluster] = {}
    for cluster in clusters:
        key = tuple(cluster.center.tolist())
        other = united.get(key)
        united[key] = cluster if other is None else _merge(other, cluster)
    return list(united.values())


def _merge(first: Cluster, second: Cluster) -> Cluster:
    larger = first if len(first.members) > len(second.members) else second
    return replace(larger, members=np.concatenate([first.members, second.members]))


def _farthest(points: Points, clusters: Sequence[Cluster]) -> tuple[int, float]:
    """Return the last row among those farthest from all centers, and its distance."""
    centers = np.array([cluster.center for cluster in clusters])
    away = kernels.nearest(points.positions, centers, np.arange(len(centers)))[1]
    row = len(away) - 1 - int(np.argmax(away[::-1]))
    return row, float(away[row])


def _split_off(points: Points, clusters: Sequence[Cluster], row: int) -> list[Cluster]:
    """Make the point a cluster of its own, with the next id."""
    name = points.names[row]
    rest = [replace(c, members=c.members[c.members != name]) for c in clusters]
    new = 1 + max(cluster.id for cluster in clusters)
    return [*rest, Cluster(new, points.names[row : row + 1], points.positions[row])]


def _step(points: Points, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Give each point to its nearest center, drop what is empty, and move the centers."""
    scan = np.array(hash_order([cluster.id for cluster in clusters]), np.int64)
    centers = np.array([cluster.center for cluster in clusters])
    owner, _away = kernels.nearest(points.positions, centers, scan)
    means, _weights = _means(points, owner, len(clusters))
    order = kernels.order_by(owner.astype(np.int32), len(clusters))
    bounds = np.searchsorted(owner[order], np.arange(len(clusters) + 1))
    return [
        Cluster(clusters[j].id, points.names[order[bounds[j] : bounds[j + 1]]], means[j])
        for j in scan.tolist()
        if bounds[j] < bounds[j + 1]
    ]


def _rests(before: Sequence[Cluster], after: Sequence[Cluster]) -> bool:
    """Tell whether the sorted centers moved less than STILL; a surplus center is not compared."""
    first, second = (sorted(tuple(c.center.tolist()) for c in side) for side in (before, after))
    pairs = min(len(first), len(second))
    a, b = np.array(first[:pairs]), np.array(second[:pairs])
    square = (a * a).sum(axis=1) + (b * b).sum(axis=1) - 2.0 * (a * b).sum(axis=1)
    return bool((np.sqrt(np.maximum(square, 0.0)) < STILL).all())
