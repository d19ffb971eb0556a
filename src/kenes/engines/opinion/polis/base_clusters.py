"""A hundred small clusters of people, which the groups are then made of."""

import numpy as np

from kenes.engines.opinion.arrays import Floats, Mask, Names, Places
from kenes.engines.opinion.polis.clusters import Clustering, Points, k_means

MOST, ROUNDS = 100, 100


def gather_bases(positions: Floats, inside: Mask, last: Clustering | None) -> Clustering:
    """Cluster the people in the conversation into at most 100 (clause 8).

    Members are rows of `positions`.
    """
    rows = np.flatnonzero(inside)
    points = Points(rows, positions[rows], np.ones(len(rows)))
    return k_means(points, MOST, last, ROUNDS)


def bases_of(clusters: Clustering, people: int) -> Places:
    """Return for each person the place of its base cluster, -1 outside the conversation."""
    found = np.full(people, -1, np.int64)
    for place, cluster in enumerate(clusters):
        found[cluster.members] = place
    return found


def name_members(clusters: Clustering, people: Names) -> list[list[int | str]]:
    """Return the members of each cluster by the names they have in the source."""
    return [people[cluster.members].tolist() for cluster in clusters]
