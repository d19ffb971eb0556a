"""Conversations that no camp ever had: a map is drawn, or is honestly none, and nothing is lost."""

import warnings

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import Moderation
from kenes.engines.opinion.measures.bridging import bridge
from kenes.engines.opinion.measures.defence import defend
from kenes.engines.opinion.measures.divisive import divide
from kenes.engines.opinion.measures.partition import split_by
from kenes.engines.opinion.measures.shares import unsure_about
from kenes.engines.opinion.measures.slate import choose_slate
from kenes.engines.opinion.opendata.folder import open_data, recompute, write_folder
from kenes.engines.opinion.polis.result import describe
from kenes.engines.opinion.polis.ticks import replay
from kenes.engines.opinion.stable.ledger import Ledger
from kenes.engines.opinion.stable.maps import Verdict, compute_map, compute_tick
from tests.factories.opinion import votes_of

NOBODY, ONE = [], [(7, 3, 1)]
ALL_PASS = [(person, statement, 0) for person in range(40) for statement in range(8)]
ALL_AGREE = [(person, statement, 1) for person in range(40) for statement in range(8)]
RANK_ONE = [
    (person, statement, 1 if person % 2 else -1) for person in range(40) for statement in range(8)
]
ONE_STATEMENT = [(person, 0, person % 3 - 1) for person in range(60)]
MANY_STATEMENTS = [(person, person * 9 + at, 1) for person in range(40) for at in range(9)]
AGAIN = [(1, 1, vote) for vote in (1, -1, 0)] * 9
CALLED = {
    "nobody": NOBODY, "one vote": ONE, "all pass": ALL_PASS, "all agree": ALL_AGREE,
    "two opposite camps": RANK_ONE, "one statement": ONE_STATEMENT,
    "nothing in common": MANY_STATEMENTS, "one person, again and again": AGAIN,
}  # fmt: skip
ROWS = st.lists(
    st.tuples(st.integers(0, 45), st.integers(0, 9), st.sampled_from([-1, 0, 1])), max_size=300
)
OUT = st.frozensets(st.integers(0, 9), max_size=4)


@given(ROWS, OUT)
@example(RANK_ONE, frozenset(range(8)))
@settings(max_examples=40, deadline=None)
def test_whatever_is_voted_every_vote_is_counted_once_or_not_shown(rows, out):
    found = compute_map(votes_of(*rows), Moderation(out=out))

    latest = {(person, statement): vote for person, statement, vote in rows}
    known = {cell: vote for cell, vote in latest.items() if cell[1] not in out}
    assert len(found.layout.matrix.values) == len(known)
    assert sorted(found.layout.matrix.values.tolist()) == sorted(known.values())
    assert np.isfinite(found.positions.points).all()
    assert (found.positions.sd > 0).all()
    assert (found.verdict is Verdict.GROUPS) == bool(found.names)


@pytest.mark.parametrize("called", CALLED)
def test_an_odd_conversation_is_measured_in_every_way_without_a_warning(called):
    votes = votes_of(*CALLED[called])

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compute_map(votes, Moderation())
        defend(found)
        bridge(found)
        divide(found.counts)
        unsure_about(found.everybody)
        choose_slate(found.layout.matrix, 3)
        split_by(found, {0: "east", 1: "west"})
        describe(replay(votes, Moderation(), ticks=2), Moderation())

    assert len(found.agreed.lower) == len(votes.statements)


@pytest.mark.parametrize(
    ("called", "verdict"),
    [
        ("nobody", Verdict.TOO_FEW_PEOPLE),
        ("one vote", Verdict.TOO_FEW_PEOPLE),
        ("all pass", Verdict.NO_STABLE_GROUPS),
        ("all agree", Verdict.NO_STABLE_GROUPS),
        ("two opposite camps", Verdict.GROUPS),
    ],
)
def test_where_there_is_nothing_to_say_the_map_says_so(called, verdict):
    assert compute_map(votes_of(*CALLED[called]), Moderation()).verdict is verdict


@pytest.mark.parametrize("called", CALLED)
def test_an_odd_conversation_is_kept_up_vote_by_vote_and_opened_like_any(called, tmp_path):
    votes = votes_of(*CALLED[called])
    ledger = Ledger.of(votes_of())
    for person, statement, vote in CALLED[called]:
        ledger.cast(person, statement, vote)

    whole, kept = compute_map(votes, Moderation()), compute_tick(ledger)
    write_folder(tmp_path, open_data(votes, Moderation(), with_votes=True))
    published, again = recompute(tmp_path)

    assert kept.positions.points.tobytes() == whole.positions.points.tobytes()
    assert published == again
