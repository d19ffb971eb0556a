"""Votes kept up one by one give the bytes of a map computed from all of them at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import Moderation, OpinionError, Tables
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.ledger import Ledger
from kenes.engines.opinion.stable.maps import compute_map, compute_tick
from tests.factories.opinion import make_votes, votes_of


def bytes_of(layout, tables):
    matrix = layout.matrix
    arrays = (
        layout.people.astype(np.int64), layout.statements.astype(np.int64), layout.out,
        matrix.starts, matrix.columns, matrix.values, *tables.parts,
    )  # fmt: skip
    return [(array.shape, array.dtype, array.tobytes()) for array in arrays]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("cast"), st.integers(0, 5), st.integers(0, 4),
                  st.sampled_from([None, -1, 0, 1, 1])),
        st.tuples(st.just("erase"), st.integers(0, 5)),
        st.tuples(st.just("moderate"), st.integers(0, 4), st.booleans()),
        st.tuples(st.just("tick")),
    ),
    max_size=25,
)  # fmt: skip


@given(ACTS, st.integers(0, 2))
@settings(max_examples=120, deadline=None)
def test_any_acts_leave_the_bytes_of_counting_anew(acts, begun):
    cells = {(p, s): 1 for p in range(begun) for s in range(begun + 1)}
    ledger = Ledger.of(votes_of(*((p, s, vote) for (p, s), vote in cells.items())))
    out = set()

    for name, *given_ in acts:
        if name == "cast":
            person, statement, vote = given_
            ledger.cast(person, statement, vote)
            cells.pop((person, statement), None)
            cells |= {} if vote is None else {(person, statement): vote}
        elif name == "erase":
            ledger.erase(given_[0])
            cells = {cell: vote for cell, vote in cells.items() if cell[0] != given_[0]}
        elif name == "moderate":
            ledger.moderate(given_[0], out=given_[1])
            out = out | {given_[0]} if given_[1] else out - {given_[0]}
        else:
            ledger.layout()

    votes = votes_of(*((p, s, vote) for (p, s), vote in cells.items()))
    anew = Layout.of(votes, Moderation(out=frozenset(out)))
    assert bytes_of(ledger.layout(), ledger.tables) == bytes_of(anew, Tables.of(anew.matrix))


@pytest.fixture(scope="module")
def votes():
    return make_votes(people=80, statements=15)


@pytest.mark.parametrize("batches", [1, 7])
def test_a_tick_has_the_bytes_of_the_whole_map(votes, batches):
    half = len(votes) // 2
    ledger = Ledger.of(votes.until(half), Moderation(out=frozenset({3})))

    for batch in np.array_split(np.arange(half, len(votes)), batches):
        for at in batch.tolist():
            ledger.cast(
                int(votes.people[votes.person[at]]), int(votes.statements[votes.statement[at]]),
                int(votes.vote[at]),
            )  # fmt: skip
        found = compute_tick(ledger)

    whole = compute_map(votes, Moderation(out=frozenset({3})))
    for part in ("group", "membership", "counts", "hidden", "everybody"):
        assert getattr(found, part).tobytes() == getattr(whole, part).tobytes()
    assert found.positions.points.tobytes() == whole.positions.points.tobytes()
    assert found.agreed.lower.tobytes() == whole.agreed.lower.tobytes()


def test_names_may_be_text():
    ledger = Ledger.of(votes_of())

    ledger.cast("b", "y", 1)
    ledger.cast("a", "x", -1)

    assert ledger.layout().people.tolist() == ["a", "b"]
    assert ledger.tables.means.tolist() == [-1, 1]


def test_a_strange_vote_and_one_statement_too_many_are_refused(monkeypatch):
    monkeypatch.setattr("kenes.engines.opinion.stable.ledger.WIDEST", 1)
    ledger = Ledger.of(votes_of((1, 1, 1)))

    with pytest.raises(OpinionError, match="5 is not a vote"):
        ledger.cast(1, 1, 5)
    with pytest.raises(OpinionError, match="2 statements are more than the 1"):
        ledger.cast(1, 2, 1)


def test_acts_in_turn_leave_the_bytes_of_counting_anew():
    acts = [
        ("cast", 3, 2, 1), ("cast", 3, 2, -1), ("cast", 3, 1, None), ("cast", 0, 4, 0),
        ("moderate", 2, True), ("moderate", 2, True), ("cast", 3, 2, 1), ("cast", 1, 2, None),
        ("cast", 5, 2, 1), ("erase", 1), ("tick",), ("moderate", 9, True), ("cast", 4, 9, 1),
        ("cast", 4, 9, None), ("moderate", 2, False), ("erase", 5), ("erase", 5), ("erase", 7),
        ("moderate", 4, True), ("erase", 0), ("tick",), ("cast", 2, 4, 1), ("cast", 2, 0, None),
    ]  # fmt: skip
    for end in range(len(acts) + 1):
        test_any_acts_leave_the_bytes_of_counting_anew.hypothesis.inner_test(acts[:end], 2)
