"""Opinion groups: clusters of base clusters, for every number of groups that may be shown."""

import numpy as np

from kenes.engines.opinion.arrays import Floats, Mask, Places
from kenes.engines.opinion.polis.clusters import Clustering, Points, distances, k_means

FEWEST, MOST, ROUNDS = 2, 5, 20
BASES_PER_GROUP = 12


def group_bases(bases: Clustering, last: dict[int, Clustering]) -> dict[int, Clustering]:
    """Return a grouping for each k from 2 to min(5, 2 + bases / 12) (clause 9).

    Bases weigh by their members; each k continues its own grouping of the `last` tick. Members
    are ids of base clusters.
    """
    if not bases:
        return {}
    names = np.array([base.id for base in bases], np.int64)
    weights = np.array([len(base.members) for base in bases], np.float64)
    points = Points(names, centers_of(bases), weights)
    most = min(MOST, FEWEST + len(bases) // BASES_PER_GROUP)
    return {k: k_means(points, k, last.get(k), ROUNDS) for k in range(FEWEST, most + 1)}


def silhouette(bases: Clustering, groups: Clustering) -> float:
    """Return the mean silhouette of the bases, each counting once; a lone base scores 0.

    >>> from kenes.engines.opinion.polis.clusters import Cluster
    >>> bases = tuple(Cluster(i, np.array([i]), np.array([x, 0.0])) for i, x in
    ...               enumerate([0.0, 1.0, 9.0]))
    >>> halves = (Cluster(0, np.array([0, 1]), np.zeros(2)), Cluster(1, np.array([2]), np.ones(2)))
    >>> round(silhouette(bases, halves), 4)
    0.588
    """
    centers = centers_of(bases)
    between = distances(centers, centers)
    np.fill_diagonal(between, 0.0)
    group = group_of_bases(bases, groups)
    member = np.equal.outer(group, np.arange(len(groups))).astype(np.float64)
    sizes = member.sum(axis=0)
    sums = between @ member
    own = sums[np.arange(len(group)), group] / np.maximum(sizes[group] - 1, 1)
    other = np.where(member > 0, np.inf, sums / np.maximum(sizes, 1)).min(axis=1)
    return float(_scores(own, other, sizes[group] > 1).mean())


def _scores(own: Floats, other: Floats, in_company: Mask) -> Floats:
    """Return (other - own) / max of both, 0 for the lone and where nothing is apart."""
    known = in_company & np.isfinite(other)
    larger = np.where(known, np.maximum(own, other), 0.0)
    gap = np.where(known, other, own) - own
    return np.where(larger > 0, gap / np.where(larger > 0, larger, 1.0), 0.0)


def centers_of(clusters: Clustering) -> Floats:
    """Return the centers as rows."""
    return np.array([cluster.center for cluster in clusters]).reshape(-1, 2)


def group_of_bases(bases: Clustering, groups: Clustering) -> Places:
    """Return for each base cluster the place of its group."""
    place = {base: at for at, group in enumerate(groups) for base in group.members.tolist()}
    return np.array([place[base.id] for base in bases], np.int64)
