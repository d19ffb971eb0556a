"""Each stage, fed with Polis's own output of the stage before, gives Polis's numbers."""

from dataclasses import dataclass

import numpy as np
import pytest

from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.polis import blob as blobs
from kenes.engines.opinion.polis.base_clusters import bases_of
from kenes.engines.opinion.polis.clusters import distances
from kenes.engines.opinion.polis.consensus import choose_consensus, group_consensus
from kenes.engines.opinion.polis.groups import centers_of, group_of_bases
from kenes.engines.opinion.polis.moderation import taken_out
from kenes.engines.opinion.polis.pca import decompose
from kenes.engines.opinion.polis.priorities import prioritise
from kenes.engines.opinion.polis.projection import (
    extremities,
    project_people,
    project_statements,
)
from kenes.engines.opinion.polis.representative import choose_representatives
from kenes.engines.opinion.polis.tests_of_shares import compare_groups

CLOSE = 1e-9
SETS = ("gold-oprah", "gold-meta", "gold-biodiversity")

pytestmark = pytest.mark.real_data


@dataclass
class Gold:
    """Votes, Polis's stored result, and what of it every stage needs."""

    votes: object
    blob: dict
    matrix: VoteMatrix
    out: np.ndarray
    silenced: VoteMatrix
    pca: object
    bases: tuple
    groups: tuple
    columns: list

    def by_statement(self, key):
        return np.array([self.blob[key][str(tid)] for tid in self.votes.statements.tolist()])

    @property
    def group_of_people(self):
        base = bases_of(self.bases, self.matrix.height)
        return np.append(group_of_bases(self.bases, self.groups), -1)[base]

    @property
    def stored_counts(self):
        tids = self.votes.statements.tolist()
        return np.array(
            [
                [
                    [self.blob["group-votes"][str(g.id)]["votes"][str(t)][kind] for kind in "ADS"]
                    for t in tids
                ]
                for g in self.groups
            ],
            np.int32,
        )


@pytest.fixture(scope="module", params=SETS)
def gold(request, conversation):
    found = conversation(request.param)
    votes, blob = found.votes, found.blob
    matrix = VoteMatrix.of(votes)
    out = taken_out(votes.statements, found.moderation)
    columns = [blob["tids"].index(tid) for tid in votes.statements.tolist()]
    return Gold(
        votes, blob, matrix, out, matrix.without(out), blobs.pca_of(blob, votes.statements),
        blobs.bases_in(blob, votes.people), blobs.groups_in(blob), columns,
    )  # fmt: skip


def worst(found, stored):
    assert np.shape(found) == np.shape(stored)
    return float(np.abs(np.asarray(found) - np.asarray(stored)).max())


def test_people_statements_and_votes_of_each_person_are_equal(gold):
    counts = dict(zip(map(str, gold.votes.people.tolist()), gold.matrix.row_counts, strict=True))

    assert (gold.matrix.height, gold.matrix.width) == (gold.blob["n"], gold.blob["n-cmts"])
    assert counts == gold.blob["user-vote-counts"]


def test_center_and_loadings_are_equal_from_the_stored_start_and_from_a_cold_one(gold):
    warm = decompose(gold.silenced, last=gold.pca.comps)
    cold = decompose(gold.silenced, seed=5)

    assert worst(warm.center, gold.pca.center) < CLOSE
    assert worst(warm.comps, gold.pca.comps) < CLOSE
    assert worst(np.abs((cold.comps * gold.pca.comps).sum(axis=1)), [1, 1]) < CLOSE


def test_points_of_statements_are_equal(gold):
    points = project_statements(gold.pca)

    stored = gold.blob["pca"]
    assert worst(points.T, np.array(stored["comment-projection"])[:, gold.columns]) < CLOSE
    assert worst(extremities(points), np.array(stored["comment-extremity"])[gold.columns]) < CLOSE


def test_base_clusters_lie_at_the_mean_of_their_members_and_members_at_the_nearest(gold):
    positions = project_people(gold.silenced, int(gold.out.sum()), gold.pca)
    centers = centers_of(gold.bases)
    owner = bases_of(gold.bases, gold.matrix.height)

    means = [positions[base.members].mean(axis=0) for base in gold.bases]
    nearest = distances(positions, centers).argmin(axis=1)
    assert worst(means, centers) < CLOSE
    assert (nearest == owner)[owner >= 0].all()
    assert (owner >= 0).sum() == len(gold.blob["in-conv"])


def test_groups_lie_at_the_weighted_mean_of_their_bases(gold):
    weights = np.array([len(base.members) for base in gold.bases])
    group = group_of_bases(gold.bases, gold.groups)
    centers = centers_of(gold.bases)

    means = [
        np.average(centers[group == g], axis=0, weights=weights[group == g])
        for g in range(len(gold.groups))
    ]
    assert worst(means, centers_of(gold.groups)) < CLOSE


def test_counts_by_base_and_by_group_are_equal(gold):
    bases = gold.matrix.count(bases_of(gold.bases, gold.matrix.height), len(gold.bases))
    groups = gold.matrix.count(gold.group_of_people, len(gold.groups))

    stored = [
        [gold.blob["votes-base"][str(t)][kind] for kind in "ADS"]
        for t in gold.votes.statements.tolist()
    ]
    assert (np.moveaxis(bases, 0, 2) == np.array(stored)).all()
    assert (groups == gold.stored_counts).all()


def test_consensus_of_groups_is_equal(gold):
    found = group_consensus(gold.stored_counts)

    assert worst(found, gold.by_statement("group-aware-consensus")) < CLOSE


def test_priorities_are_equal(gold):
    extremity = np.array(gold.blob["pca"]["comment-extremity"])[gold.columns]
    meta = np.isin(gold.votes.statements, gold.blob["meta-tids"])

    found = prioritise(gold.stored_counts.sum(axis=0), extremity, meta)

    assert worst(found, gold.by_statement("comment-priorities")) < CLOSE


def equal_lists(found, stored):
    """Compare lists of statements: names, order and every figure."""
    assert [one["tid"] for one in found] == [one["tid"] for one in stored]
    for mine, theirs in zip(found, stored, strict=True):
        assert mine.keys() == theirs.keys()
        for key, value in theirs.items():
            assert mine[key] == (pytest.approx(value, abs=CLOSE) if key != "repful-for" else value)


def test_representative_statements_are_equal(gold):
    chosen = choose_representatives(
        compare_groups(gold.stored_counts), gold.votes.statements, gold.out
    )

    for group, found in zip(gold.groups, chosen, strict=True):
        equal_lists([blobs.represent(one) for one in found], gold.blob["repness"][str(group.id)])
    assert sum(map(len, chosen)) >= 5


def test_consensus_statements_are_equal(gold):
    everybody = gold.matrix.count(np.zeros(gold.matrix.height, np.int64), 1)[0]

    agreed, disagreed = choose_consensus(everybody, gold.votes.statements, gold.out)

    equal_lists([blobs.agree(one) for one in agreed], gold.blob["consensus"]["agree"])
    equal_lists([blobs.agree(one) for one in disagreed], gold.blob["consensus"]["disagree"])
    assert agreed
