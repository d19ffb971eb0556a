"""A stored result of Polis held against this engine, each stage fed with what Polis had before it.

The chain as a whole cannot be repeated, not by Polis either, because its clusters depend on the
batches the votes came in; every single stage can (docs/specs/opinion.md, clause 18).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask, Places
from kenes.engines.opinion.errors import BlobError
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.polis import blob as blobs
from kenes.engines.opinion.polis.base_clusters import bases_of
from kenes.engines.opinion.polis.clusters import Clustering, distances
from kenes.engines.opinion.polis.consensus import choose_consensus, group_consensus
from kenes.engines.opinion.polis.groups import centers_of, group_of_bases
from kenes.engines.opinion.polis.moderation import taken_out
from kenes.engines.opinion.polis.pca import Pca, decompose
from kenes.engines.opinion.polis.priorities import prioritise
from kenes.engines.opinion.polis.projection import (
    extremities,
    project_people,
    project_statements,
)
from kenes.engines.opinion.polis.representative import choose_representatives
from kenes.engines.opinion.polis.tests_of_shares import compare_groups
from kenes.engines.opinion.votes import Votes

CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage held against the stored result.

    `worst` is the largest difference found, infinite for a list or a set that is not the same.
    """

    name: str
    worst: float

    @property
    def is_equal(self) -> bool:
        """Whether all numbers are within 1e-9 and all lists equal."""
        return self.worst <= CLOSE


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored result laid out in the order of the votes' own rows and columns."""

    blob: blobs.Blob
    votes: Votes
    matrix: VoteMatrix
    out: Mask
    pca: Pca
    bases: Clustering
    groups: Clustering

    @classmethod
    def of(cls, votes: Votes, blob: blobs.Blob) -> Self:
        """Lay out; raises BlobError where the result belongs to other votes or is damaged."""
        out = taken_out(votes.statements, blobs.moderation_of(blob))
        try:
            return cls(
                blob, votes, VoteMatrix.of(votes), out, blobs.pca_of(blob, votes.statements),
                blobs.bases_in(blob, votes.people), blobs.groups_in(blob),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, IndexError) as error:
            if isinstance(error, BlobError):
                raise
            raise BlobError(
                f"The stored result is damaged ({error!r}): export it again."
            ) from error

    @property
    def silenced(self) -> VoteMatrix:
        """The matrix without the columns taken out."""
        return self.matrix.without(self.out)

    @property
    def group(self) -> Places:
        """The place of each person's stored group, -1 outside the conversation."""
        base = bases_of(self.bases, self.matrix.height)
        return np.append(group_of_bases(self.bases, self.groups), -1)[base]

    @property
    def counts(self) -> Counts:
        """Stored agrees, disagrees and votes by group and statement."""
        tables = [self.blob["group-votes"][str(group.id)]["votes"] for group in self.groups]
        return np.array([self._cells(table) for table in tables], np.int32)

    def _cells(self, table: Mapping[str, Any]) -> list[list[int]]:
        return [[table[str(t)][kind] for kind in blobs.KINDS] for t in self.names]

    @property
    def names(self) -> list[Any]:
        """The statements in the order of columns."""
        names: list[Any] = self.votes.statements.tolist()
        return names

    def by_statement(self, key: str) -> Floats:
        """Return a stored table by statement as numbers in the order of columns."""
        return np.array([self.blob[key][str(name)] for name in self.names], np.float64)

    def of_pca(self, key: str) -> Floats:
        """Return a stored row, or rows, of the directions in the order of columns."""
        place = {name: at for at, name in enumerate(self.blob["tids"])}
        return np.array(self.blob["pca"][key])[..., [place[name] for name in self.names]]


def compare_stages(votes: Votes, blob: blobs.Blob) -> list[Stage]:
    """Hold every stage against a stored result; raises BlobError for a damaged one."""
    stored = Stored.of(votes, blob)
    found = []
    for name, check in STAGES.items():
        with blobs.part_of_result(name):
            found.append(Stage(name, check(stored)))
    return found


def _votes_of_each(stored: Stored) -> float:
    counts = stored.matrix.row_counts.tolist()
    names = map(str, stored.votes.people.tolist())
    return _same(dict(zip(names, counts, strict=True)), stored.blob["user-vote-counts"])


def _center(stored: Stored) -> float:
    return _worst(decompose(stored.silenced, last=stored.pca.comps).center, stored.pca.center)


def _loadings(stored: Stored) -> float:
    return _worst(decompose(stored.silenced, last=stored.pca.comps).comps, stored.pca.comps)


def _statement_points(stored: Stored) -> float:
    points = project_statements(stored.pca)
    return max(
        _worst(points.T, stored.of_pca("comment-projection")),
        _worst(extremities(points), stored.of_pca("comment-extremity")),
    )


def _base_centers(stored: Stored) -> float:
    """Bases lie at the mean of their members, and every member is nearest to its own."""
    if not all(len(base.members) for base in stored.bases):
        return float("inf")
    positions = project_people(stored.silenced, int(stored.out.sum()), stored.pca)
    centers = centers_of(stored.bases)
    owner = bases_of(stored.bases, stored.matrix.height)
    nearest = distances(positions, centers).argmin(axis=1)
    if not (nearest == owner)[owner >= 0].all():
        return float("inf")
    return _worst([positions[base.members].mean(axis=0) for base in stored.bases], centers)


def _group_centers(stored: Stored) -> float:
    weights = np.array([len(base.members) for base in stored.bases], np.float64)
    group, centers = group_of_bases(stored.bases, stored.groups), centers_of(stored.bases)
    means = [
        np.average(centers[group == place], axis=0, weights=weights[group == place])
        for place in range(len(stored.groups))
    ]
    return _worst(means, centers_of(stored.groups))


def _base_counts(stored: Stored) -> float:
    owner = bases_of(stored.bases, stored.matrix.height)
    counts = stored.matrix.count(owner, len(stored.bases))
    tables = [stored.blob["votes-base"][str(name)] for name in stored.names]
    cells = [[table[kind] for kind in blobs.KINDS] for table in tables]
    return _worst(np.moveaxis(counts, 0, 2), cells)


def _group_counts(stored: Stored) -> float:
    return _worst(stored.matrix.count(stored.group, len(stored.groups)), stored.counts)


def _group_consensus(stored: Stored) -> float:
    return _worst(group_consensus(stored.counts), stored.by_statement("group-aware-consensus"))


def _priorities(stored: Stored) -> float:
    meta = np.isin(stored.votes.statements, list(stored.blob["meta-tids"]))
    extremity = stored.of_pca("comment-extremity")
    total = stored.counts.sum(axis=0, dtype=np.int32)
    found = prioritise(total, extremity, meta)
    return _worst(found, stored.by_statement("comment-priorities"))


def _representatives(stored: Stored) -> float:
    shares = compare_groups(stored.counts)
    chosen = choose_representatives(shares, stored.votes.statements, stored.out)
    pairs = zip(stored.groups, chosen, strict=True)
    return max(
        _worst_list(list(map(blobs.represent, found)), stored.blob["repness"][str(group.id)])
        for group, found in pairs
    )


def _consensus(stored: Stored) -> float:
    everybody = stored.matrix.count(np.zeros(stored.matrix.height, np.int64), 1)[0]
    chosen = choose_consensus(everybody, stored.votes.statements, stored.out)
    return max(
        _worst_list(list(map(blobs.agree, found)), stored.blob["consensus"][side])
        for found, side in zip(chosen, ("agree", "disagree"), strict=True)
    )


STAGES: Mapping[str, Callable[[Stored], float]] = {
    "votes of each person": _votes_of_each,
    "center": _center,
    "loadings": _loadings,
    "points of statements": _statement_points,
    "base clusters": _base_centers,
    "groups": _group_centers,
    "counts by base cluster": _base_counts,
    "counts by group": _group_counts,
    "consensus of groups": _group_consensus,
    "priorities": _priorities,
    "representative statements": _representatives,
    "consensus statements": _consensus,
}


def _worst(found: Any, stored: Any) -> float:
    mine, theirs = np.asarray(found, np.float64), np.asarray(stored, np.float64)
    if mine.shape != theirs.shape:
        return float("inf")
    return float(np.abs(mine - theirs).max(initial=0.0))


def _same(found: object, stored: object) -> float:
    return 0.0 if found == stored else float("inf")


def _worst_list(found: list[blobs.Blob], stored: list[blobs.Blob]) -> float:
    """Compare chosen statements: the same ones in the same order, then every figure."""
    if [one["tid"] for one in found] != [one["tid"] for one in stored]:
        return float("inf")
    worst = 0.0
    for mine, theirs in zip(found, stored, strict=True):
        if mine.keys() != theirs.keys() or mine.get("repful-for") != theirs.get("repful-for"):
            return float("inf")
        figures = mine.keys() - {"repful-for"}
        worst = max([worst, *(abs(mine[key] - theirs[key]) for key in figures)])
    return worst
