"""A conversation voted again, batch by batch, ends where Polis ended, as far as that can be."""

import numpy as np
import pytest

from kenes.engines.opinion import adjusted_rand
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.polis.blob import bases_in, write_blob
from kenes.engines.opinion.polis.hash_order import hash_order
from kenes.engines.opinion.polis.in_conversation import enter_conversation
from kenes.engines.opinion.polis.result import describe
from kenes.engines.opinion.polis.ticks import batch_ends, compute_tick, replay
from kenes.engines.opinion.votes import Moderation
from tests.factories.opinion import make_votes


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "people"), [("biodiversity", 443), ("san-juan-land-bank", 355)])
def test_the_same_people_as_published_are_in_the_conversation(conversation, name, people):
    found = conversation(name)
    inside = np.zeros(0, bool)

    for end in batch_ends(len(found.votes), 300):
        votes = found.votes.until(end)
        matrix = VoteMatrix.of(votes)
        inside = enter_conversation(inside, matrix.row_counts, matrix.width, votes.people)

    published = found.published.people[found.published.group >= 0]
    assert set(found.votes.people[inside].tolist()) == set(published.tolist())
    assert len(published) == people


@pytest.mark.slow
@pytest.mark.real_data
def test_the_published_groups_are_found_as_closely_as_polis_finds_its_own(conversation):
    found = conversation("biodiversity")

    tick = replay(found.votes, found.moderation, ticks=100)

    published = dict(
        zip(found.published.people.tolist(), found.published.group.tolist(), strict=True)
    )
    theirs = np.array([published[name] for name in tick.people.tolist()])
    both = (theirs >= 0) & (tick.group >= 0)
    assert adjusted_rand(theirs[both], tick.group[both]) >= 0.83
    assert both.sum() >= 440


@pytest.mark.real_data
def test_the_walking_order_is_that_of_polis_own_sets(conversation):
    stored = conversation("gold-biodiversity").blob["in-conv"]

    ordered = sorted(stored)
    assert [ordered[place] for place in hash_order(ordered)] == stored


def test_a_replay_is_the_same_each_time_and_goes_on_from_its_last_tick():
    votes, nothing = make_votes(), Moderation()
    told = []

    first = replay(votes, nothing, ticks=5, tell=lambda *done: told.append(done))
    again = None
    for end in batch_ends(len(votes), 5):
        again = compute_tick(votes.until(end), nothing, last=again)

    assert first.positions.tobytes() == again.positions.tobytes()
    assert (first.group == again.group).all()
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_planted_camps_are_found_and_written_as_polis_would():
    votes = make_votes(people=80, statements=30)
    moderation = Moderation(out=frozenset({3}), accepted=frozenset({5}), meta=frozenset({7}))
    tick = replay(votes, moderation, ticks=6)

    blob = write_blob(describe(tick, moderation))

    assert len(blob["group-clusters"]) == 2
    assert sum(group["n-members"] for group in blob["group-votes"].values()) == 80
    assert blob["comment-priorities"]["7"] == 49
    assert blob["mod-out"] == [3, 7]
    assert [one.members.tolist() for one in bases_in(blob, votes.people)] == [
        sorted(base.members.tolist()) for base in tick.bases
    ]
    chosen = [one["tid"] for of in blob["repness"].values() for one in of]
    assert chosen
    assert not {3, 7} & set(chosen)
