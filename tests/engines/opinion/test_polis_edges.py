"""Conversations at the edge: nobody, one person, no differences, one statement, ten thousand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import Moderation, OpinionError, VoteMatrix, Votes
from kenes.engines.opinion.polis import pca as pca_module
from kenes.engines.opinion.polis.admission import admit
from kenes.engines.opinion.polis.blob import write_blob
from kenes.engines.opinion.polis.clusters import Cluster, Points, k_means
from kenes.engines.opinion.polis.pca import decompose
from kenes.engines.opinion.polis.representative import choose_representatives
from kenes.engines.opinion.polis.result import describe
from kenes.engines.opinion.polis.tests_of_shares import compare_groups
from kenes.engines.opinion.polis.ticks import replay
from tests.factories.opinion import make_votes, votes_of

NOTHING = Moderation()


def map_of(votes, ticks=2, moderation=NOTHING):
    return describe(replay(votes, moderation, ticks=ticks), moderation)


def all_alike(vote, people=20, statements=8):
    return votes_of(*[(p, s, vote) for p in range(people) for s in range(statements)])


def test_without_votes_there_is_no_map_and_no_error():
    found = map_of(votes_of())

    assert found.tick.groups == ()
    assert write_blob(found)["n"] == 0


def test_one_person_is_one_group_of_one():
    found = map_of(votes_of((5, 1, 1), (5, 2, -1)))

    assert found.sizes.tolist() == [1]
    assert found.tick.positions.tolist() == [[0, 0]]


@pytest.mark.parametrize("vote", [1, 0, -1])
def test_where_all_vote_alike_everybody_stands_in_the_middle_of_one_group(vote):
    found = map_of(all_alike(vote))

    assert not found.tick.positions.any()
    assert found.sizes.tolist() == [20]
    agreed = [one.statement for one in (found.disagreed if vote < 0 else found.agreed)]
    assert agreed == ([] if vote == 0 else [0, 1, 2, 3, 4])


def test_votes_of_one_dimension_have_no_second_direction():
    rows = [
        (p, s, (1 if s % 2 else -1) * (1 if p < 12 else -1)) for p in range(20) for s in range(8)
    ]

    found = map_of(votes_of(*rows))

    assert found.tick.pca.comps[0].any()
    assert not found.tick.pca.comps[1].any()
    assert sorted(found.sizes.tolist()) == [8, 12]


def test_a_single_statement_puts_everybody_in_the_middle():
    found = map_of(votes_of(*[(p, 0, 1 if p % 2 else -1) for p in range(30)]))

    assert not found.tick.positions.any()
    assert found.everybody.tolist() == [[15, 15, 30]]


def test_all_statements_moderated_out_leave_a_map_of_nothing():
    found = map_of(make_votes(), moderation=Moderation(out=frozenset(range(20))))

    assert not found.tick.positions.any()
    assert found.representatives == [[]] * len(found.tick.groups)
    assert found.agreed == []


def test_ten_thousand_statements_are_mapped_without_a_table_of_their_pairs():
    votes = make_votes(people=60, statements=10_000, share=0.08)

    found = replay(votes, NOTHING, ticks=1)

    assert found.matrix.width > 9_900
    assert len(found.groups) >= 2


def test_the_directions_are_the_same_with_and_without_a_table_of_pairs(monkeypatch):
    matrix = VoteMatrix.of(make_votes())
    by_table = decompose(matrix)

    monkeypatch.setattr(pca_module, "WIDEST", 1)
    by_rows = decompose(matrix)

    assert np.abs(by_table.comps - by_rows.comps).max() < 1e-6


def test_a_second_column_of_new_statements_starts_from_ones_and_ends_the_same():
    matrix = VoteMatrix.of(make_votes())
    cold = decompose(matrix)

    warm = decompose(matrix, last=cold.comps[:, :10])

    assert np.abs(np.abs((warm.comps * cold.comps).sum(axis=1)) - 1).max() < 1e-9


def test_a_full_room_takes_no_newcomers_and_no_new_statements_but_later_votes():
    votes = votes_of((1, 1, 1), (2, 1, 1), (3, 1, 1), (1, 9, 1), (2, 1, -1), (1, 2, 0))

    admitted = admit(votes, most=(2, 2))

    assert admitted.people.tolist() == [1, 2]
    assert admitted.statements.tolist() == [1, 9]
    assert admitted.vote.tolist() == [1, 1, 1, -1]


def test_no_tick_at_all_is_refused():
    with pytest.raises(OpinionError, match="0 ticks are too few"):
        replay(votes_of(), NOTHING, ticks=0)


def test_a_person_who_entered_stays_though_the_bar_rises():
    early = [(0, 0, 1)]
    later = [(p, s, 1 if (p + s) % 2 else -1) for p in range(1, 20) for s in range(12)]

    found = replay(votes_of(*early, *later), NOTHING, ticks=len(early) + len(later))

    assert found.inside[0]


def test_names_that_are_text_are_mapped_alike():
    votes = make_votes()
    named = Votes.of(
        np.array([f"p{p:03}" for p in votes.people[votes.person]]),
        votes.statements[votes.statement],
        votes.vote,
    )

    assert (
        replay(named, NOTHING, ticks=1).group.tolist()
        == replay(votes, NOTHING, ticks=1).group.tolist()
    )


ROWS = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 8), st.integers(-1, 1)), max_size=120)


@given(ROWS, st.integers(1, 4), st.sets(st.integers(0, 8), max_size=3))
@settings(max_examples=40, deadline=None)
def test_any_votes_give_a_map_that_counts_everybody_once(rows, ticks, out):
    votes = votes_of(*rows)

    found = map_of(votes, ticks, Moderation(out=frozenset(out)))

    tick = found.tick
    latest = {(p, s): vote for p, s, vote in rows}
    assert tick.matrix.row_counts.sum() == len(latest)
    assert found.everybody[:, 2].sum() == len(latest)
    assert found.everybody[:, 0].sum() == sum(vote == 1 for vote in latest.values())
    assert np.isfinite(tick.positions).all()
    assert ((tick.group >= 0) == tick.inside).all()
    assert found.sizes.sum() == tick.inside.sum()
    assert sum(len(base.members) for base in tick.bases) == tick.inside.sum()
    assert all(len(chosen) <= 5 for chosen in found.representatives)
    assert ((found.group_consensus > 0) & (found.group_consensus <= 1)).all()
    assert (found.counts.sum(axis=0)[:, 2] <= found.everybody[:, 2]).all()
    assert write_blob(found)["n"] == len({p for p, _s in latest})


def test_clusters_of_people_who_all_left_begin_as_one():
    points = Points(np.array([7, 8]), np.array([[0.0, 0.0], [3.0, 0.0]]), np.ones(2))
    gone = (Cluster(4, np.array([1, 2]), np.zeros(2)),)

    found = k_means(points, 2, gone, 5)

    assert sorted(one.members.tolist() for one in found) == [[7], [8]]
    assert min(one.id for one in found) > 4


def test_clustering_ends_after_its_last_round_though_centers_still_move():
    points = Points(
        np.arange(4), np.array([[0.0, 0.0], [1.0, 0.0], [5.0, 0.0], [6.0, 0.0]]), np.ones(4)
    )

    assert [one.members.tolist() for one in k_means(points, 2, None, 0)] == [[0], [1, 2, 3]]
    assert [one.members.tolist() for one in k_means(points, 2, None, 9)] == [[0, 1], [2, 3]]


def test_a_group_that_agrees_with_nothing_is_represented_by_what_it_rejects():
    rows = [(p, s, (-1 if p < 15 else 1)) for p in range(30) for s in range(3)]

    shares = compare_groups(
        VoteMatrix.of(votes_of(*rows)).count((np.arange(30) >= 15).astype(np.int64), 2)
    )
    chosen = choose_representatives(shares, np.arange(3), np.zeros(3, np.bool_))

    assert {one.direction for one in chosen[0]} == {"disagree"}
    assert {one.direction for one in chosen[1]} == {"agree"}
