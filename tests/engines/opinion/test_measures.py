"""Shares, partitions, divides, bridges, slates: what is said of a map, and how sure."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kenes.engines.opinion import Moderation, VoteMatrix
from kenes.engines.opinion.measures.bridging import bridge
from kenes.engines.opinion.measures.crossing import hide_crossed
from kenes.engines.opinion.measures.divisive import divide
from kenes.engines.opinion.measures.partition import cross, groups_of, split_by
from kenes.engines.opinion.measures.shares import shares_of, unsure_about
from kenes.engines.opinion.measures.slate import choose_slate
from kenes.engines.opinion.stable.maps import compute_map
from kenes.engines.opinion.stable.suppression import hide_small
from tests.factories.opinion import make_votes, votes_of

VECTORS = Path(__file__).resolve().parents[2] / "vectors/opinion/equal_shares.json"


@pytest.fixture(scope="module")
def found():
    return compute_map(make_votes(people=90, statements=24), Moderation())


@pytest.mark.parametrize(("agrees", "votes"), [(7, 10), (1, 40), (39, 40), (500, 1000)])
def test_intervals_leave_one_in_twenty_on_either_side(agrees, votes):
    share = shares_of(np.array([agrees]), np.array([votes]))

    # With share = sin(angle)^2 Jeffreys' posterior has the density sin^(2a) cos^(2(n - a)).
    angle = (np.arange(400_000) + 0.5) / 400_000 * np.pi / 2
    height = 2 * agrees * np.log(np.sin(angle)) + 2 * (votes - agrees) * np.log(np.cos(angle))
    chance = np.cumsum(np.exp(height - height.max()))
    below, above = (
        np.interp(np.arcsin(np.sqrt(end[0])), angle, chance / chance[-1])
        for end in (share.low, share.high)
    )
    assert below == pytest.approx(0.05, abs=1e-4)
    assert above == pytest.approx(0.95, abs=1e-4)


def test_intervals_open_where_nobody_or_everybody_agrees():
    share = shares_of(np.array([0, 10, 0]), np.array([10, 10, 0]))

    assert share.low.tolist() == [0, share.low[1], 0]
    assert share.high.tolist() == [share.high[0], 1, 1]
    assert 0 < share.high[0] < 0.25
    assert share.high[0] == pytest.approx(1 - share.low[1])
    assert np.isnan(share.share).tolist() == [False, False, True]


def test_nine_of_ten_intervals_hold_the_true_share():
    rng = np.random.default_rng(1)
    true = rng.random(4000)

    share = shares_of(rng.binomial(60, true), np.full(4000, 60))

    assert 0.88 < ((share.low <= true) & (share.high >= true)).mean() < 0.92


def test_statements_that_many_pass_are_named_the_most_passed_first():
    counts = np.array([[10, 5, 30], [0, 0, 12], [40, 40, 100], [1, 0, 2]], np.int32)

    assert unsure_about(counts).tolist() == [1, 0, 3]
    assert unsure_about(counts, most=1).tolist() == [1]


def test_a_divide_is_found_and_chance_is_none():
    rng = np.random.default_rng(5)
    true = np.array([[0.5, 0.2, 0.5], [0.5, 0.8, 0.5], [0.5, 0.5, 0.5]])
    votes = np.array([[400, 400, 12], [300, 300, 10], [500, 500, 11]])
    agrees = rng.binomial(votes, true)

    found = divide(np.stack([agrees, votes - agrees, votes], axis=2))

    assert found.spread[0] < 0.05
    assert found.spread[1] == pytest.approx(0.3, abs=0.05)
    raw = agrees / votes
    assert np.abs(found.pooled[:, 2] - 0.5).max() < np.abs(raw[:, 2] - 0.5).max()
    assert np.abs(found.pooled[:, 1] - raw[:, 1]).max() < 0.01


def test_any_partition_is_counted_scored_and_keeps_the_unknown_apart(found):
    region = {person: "ab"[person % 2] for person in range(60)} | {60: None}

    parted = split_by(found, region)

    people = found.layout.people
    assert parted.names == ("a", "b")
    assert parted.sizes.tolist() == [30, 30, 30]
    rows = {"a": people[(people < 60) & (people % 2 == 0)]}
    matrix = found.layout.matrix
    expected = [0, 0, 0]
    for person in rows["a"].tolist():
        begin, end = matrix.starts[person : person + 2]
        for column, value in zip(matrix.columns[begin:end], matrix.values[begin:end], strict=True):
            if column == 4:
                expected = [
                    expected[0] + (value == 1),
                    expected[1] + (value == -1),
                    expected[2] + 1,
                ]
    assert parted.counts[0, 4].tolist() == expected
    assert (parted.counts.sum(axis=0) == found.everybody).all()
    assert parted.agreed.lower[4] <= parted.shares.share[:, 4].min()


def test_a_small_part_is_hidden_with_all_that_would_give_it_back(found):
    parted = split_by(found, {p: "few" if p < 6 else "most" for p in range(90)})

    assert parted.hidden[:2].all()
    assert np.isnan(parted.shares.share).all()
    assert np.isnan(parted.agreed.lower).all()
    assert np.isnan(parted.spread).all()


def test_people_outside_the_groups_do_not_come_out_as_a_difference():
    votes = make_votes(people=60, statements=20)
    more = [(100 + p, s, 1) for p in range(4) for s in (2, 3)]
    rows = [(int(votes.people[p]), int(votes.statements[s]), int(v))
            for p, s, v in zip(votes.person, votes.statement, votes.vote, strict=True)]  # fmt: skip

    found = compute_map(votes_of(*rows, *more), Moderation())

    assert found.counted.sum() == 60
    assert (found.everybody == found.counts.sum(axis=0)).all()
    assert split_by(found, {100: "x", 101: "x"}).sizes.tolist() == [0, 60]


CELLS = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=2, max_size=4
    )
)


def could_be(votes, hidden, cell):
    """Return the least and the most a hidden cell can be to one who knows all that is shown.

    That is the total, the cells not hidden, and the margins that the partitions themselves show.
    """
    cells = [tuple(one) for one in np.argwhere(hidden)]
    lines, sums = [[1.0] * len(cells)], [float(votes[hidden].sum())]
    for axis in (0, 1):
        margin = votes.sum(axis=1 - axis)
        margins = np.stack([margin, margin * 0, margin], axis=1)[:, np.newaxis]
        for place in np.flatnonzero(~hide_small(margins)[:, 0]):
            lines.append([float(one[axis] == place) for one in cells])
            sums.append(float((votes * hidden).take(place, axis).sum()))
    aim = np.array([float(one == cell) for one in cells])
    ends = [linprog(sign * aim, A_eq=lines, b_eq=sums, method="highs") for sign in (1, -1)]
    return ends[0].fun, -ends[1].fun


@given(CELLS)
@example([[0, 0, 1, 10], [0, 0, 10, 0]])  # two empty columns cannot make up for the 1
@settings(max_examples=20, deadline=None)
def test_no_sum_of_rows_and_columns_gives_a_small_crossed_cell_back(rows):
    votes = np.array(rows, np.int64)
    counts = np.stack([votes, votes * 0, votes], axis=2)[:, :, np.newaxis]

    hidden = hide_crossed(counts)[:, :, 0]

    small = (votes > 0) & (votes < 10)
    assert hidden[small].all()
    if votes.sum() >= 10:
        for cell in map(tuple, np.argwhere(small)[:3]):
            low, high = could_be(votes, hidden, cell)
            assert high - low >= 1


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 0, 1, 10], [0, 0, 10, 0]],
        [[4, 40], [30, 50]],
        [[1, 0], [0, 2]],
        [[3, 0, 20], [0, 25, 30], [12, 0, 9]],
        [[0, 5, 0], [40, 0, 1], [0, 0, 30]],
    ],
)
def test_these_small_crossed_cells_stay_unknown(rows):
    test_no_sum_of_rows_and_columns_gives_a_small_crossed_cell_back.hypothesis.inner_test(rows)


def test_groups_cross_with_regions(found):
    region = split_by(found, {person: "ab"[person % 2] for person in range(90)})

    crossed = cross(found, groups_of(found), region)

    assert crossed.counts.shape == (3, 3, 24, 3)
    assert (crossed.counts.sum(axis=(0, 1)) == found.everybody).all()
    assert (crossed.counts.sum(axis=1)[:2] == found.counts).all()


def test_what_both_camps_support_has_the_larger_intercept_and_the_smaller_factor():
    rng = np.random.default_rng(2)
    camp = rng.integers(0, 2, 200)
    rows = [
        (p, s, 1 if rng.random() < (0.85 if s == 0 else 0.95 * (camp[p] == s % 2)) else -1)
        for p in range(200)
        for s in range(9)
        if rng.random() < 0.8
    ]
    found = compute_map(votes_of(*rows), Moderation(out=frozenset({8})))

    bridges, again = bridge(found), bridge(found)

    assert bridges.intercept[:8].argmax() == 0
    assert np.abs(bridges.factor[:8]).argmin() == 0
    assert np.isnan(bridges.intercept[8])
    assert bridges.intercept.tobytes() == again.intercept.tobytes()


def approvals(one):
    rows = [(p, s, 1) for p, ballot in enumerate(one["approvals"]) for s in ballot]
    rows += [(p, s, -1) for p in range(len(one["approvals"])) for s in range(one["statements"])]
    seen = {(p, s): vote for p, s, vote in reversed(rows)}
    ordered = sorted(seen.items(), key=lambda cell: (cell[0][1], cell[0][0]))
    return VoteMatrix.of(votes_of(*((p, s, vote) for (p, s), vote in ordered)))


@pytest.mark.parametrize("one", json.loads(VECTORS.read_text()))
def test_slates_are_those_of_abcvoting(one):
    """Made by abcvoting 2.19.2: compute_equal_shares, all tied committees, no completion."""
    found = choose_slate(approvals(one), one["size"])

    assert sorted(found.statements[: found.paid]) in one["committees"]


def test_a_slate_speaks_for_a_minority_too_and_says_whom_it_covers():
    rows = [(p, s, 1 if (s < 4) == (p < 70) else -1) for p in range(100) for s in range(6)]

    found = choose_slate(VoteMatrix.of(votes_of(*rows)), 3)

    assert sum(s >= 4 for s in found.statements) == 1
    assert found.coverage == 1
    assert choose_slate(VoteMatrix.of(votes_of(*rows)), 1).covered.sum() == 70


def test_a_slate_of_nothing_is_empty_and_what_is_left_out_stays_out():
    silent = VoteMatrix.of(votes_of((1, 1, 0), (2, 1, -1)))
    two = VoteMatrix.of(votes_of((1, 1, 1), (2, 1, 1), (2, 2, 1)))

    assert choose_slate(silent, 3).statements == ()
    assert choose_slate(silent, 3).coverage == 0
    assert choose_slate(two, 2, leave_out=np.array([True, False])).statements == (1,)
