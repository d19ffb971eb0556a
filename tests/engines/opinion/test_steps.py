"""Somebody keeps every publication, subtracts one from another, and solves for what is hidden."""

from itertools import combinations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kenes.engines.opinion.measures.crossing import hide_crossed
from kenes.engines.opinion.opendata.steps import Shown, has_moved_enough, hold_map, may_follow
from kenes.engines.opinion.stable.suppression import LEAST, hide_small

PARTS = 4
STEPS = st.lists(
    st.lists(
        st.tuples(st.sampled_from([0, 0, 1, 2, 9, 11, 24]), st.integers(0, 4)),
        min_size=PARTS, max_size=PARTS,
    ),
    min_size=2, max_size=6,
)  # fmt: skip


def grown(steps):
    """Counts by part after each step: agrees, disagrees, votes; votes only come."""
    counts = np.zeros((PARTS, 3), np.int64)
    for step in steps:
        for part, (votes, agrees) in enumerate(step):
            yes = min(votes, agrees)
            counts[part] += (yes, votes - yes, votes)
        yield counts.copy()


def published(counts, before):
    """What may be published of these counts after `before`, and whether it is of now."""
    hidden = hide_small(counts[:, np.newaxis].astype(np.int32))[:, 0]
    cells = {p: None if hidden[p] or counts[p, 2] < LEAST else tuple(counts[p].tolist())
             for p in range(PARTS - 1)}  # fmt: skip
    total = counts.sum(axis=0)
    now = Shown(cells, tuple(total.tolist()) if total[2] >= LEAST else None)
    return now if may_follow(before, now) else before


def equations(history):
    """Return what a reader knows as rows over the counts of each part at each moment, and values.

    A reader is taken to know which published numbers are of the moment itself.
    """
    rows, values = [], []
    for moment, (counts, shown) in enumerate(history):
        unit = np.zeros((len(history), PARTS))
        if shown.total == tuple(counts.sum(axis=0).tolist()):
            unit[moment] = 1
            rows.append(unit.ravel())
            values.append(shown.total)
            for part, cell in shown.cells.items():
                if cell == tuple(counts[part].tolist()):
                    one = np.zeros((len(history), PARTS))
                    one[moment, part] = 1
                    rows.append(one.ravel())
                    values.append(cell)
    return np.array(rows), np.array(values)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_no_subtraction_of_any_two_publications_leaves_fewer_than_ten_votes(steps):
    history, shown = [], Shown({}, None)
    for counts in grown(steps):
        shown = published(counts, shown)
        history.append((counts, shown))
    rows, values = equations(history)
    if not len(rows):
        return
    inverse = np.linalg.pinv(rows)

    subsets = [some for many in range(1, PARTS + 1) for some in combinations(range(PARTS), many)]
    for early, late in combinations(range(len(history)), 2):
        for some in subsets:
            wanted = np.zeros((len(history), PARTS))
            wanted[late, list(some)], wanted[early, list(some)] = 1, -1
            weights = wanted.ravel() @ inverse
            if np.allclose(weights @ rows, wanted.ravel(), atol=1e-9):
                agrees, disagrees, votes = np.rint(weights @ values).tolist()
                assert votes >= LEAST or agrees == disagrees == votes == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 3, 9, 10, 14, 40]), min_size=9, max_size=9))
def test_no_bounds_from_totals_and_shown_cells_close_round_a_small_cell(numbers):
    assume(sum(numbers) >= LEAST)  # of fewer not even the total is shown
    votes = np.array(numbers).reshape(3, 3)
    counts = np.zeros((3, 3, 1, 3), np.int32)
    counts[:, :, 0, 2] = votes
    hidden = hide_crossed(counts)[:, :, 0]
    margins = [hide_small(counts.sum(axis=axis, dtype=np.int32))[:, 0] for axis in (1, 0)]
    lines = (np.kron(np.eye(3), np.ones(3)), np.kron(np.ones(3), np.eye(3)))
    known = [line[~margin] for line, margin in zip(lines, margins, strict=True)]
    rows = np.vstack([np.ones(9), *known, np.eye(9)[~hidden.ravel()]])
    for cell in np.flatnonzero(hidden.ravel() & (votes.ravel() > 0) & (votes.ravel() < LEAST)):
        low, high = (
            linprog(sign * np.eye(9)[cell], A_eq=rows, b_eq=rows @ votes.ravel()).fun * sign
            for sign in (1, -1)
        )
        assert high - low > 1e-6


def figures(groups, rows, counted=60):
    """Figures of a map with what this test looks at: groups' sizes, statements' counts by group."""
    return {
        "groups": [{"name": name, "people": people} for name, people in groups.items()],
        "counted": counted,
        "statements": [
            {"statement": number, "agrees": a, "disagrees": d, "votes": v, "low": 0.1, "high": 0.9,
             "lower": a / 100, "groups": list(cells), "loading_1": number, "loading_2": a}
            for number, (a, d, v), cells in rows
        ],
    }  # fmt: skip


def test_a_statement_stays_with_its_scores_until_each_group_has_moved_by_ten():
    first = figures({0: 30, 1: 30}, [(5, (20, 10, 30), [[12, 3, 15], [8, 7, 15]])])
    small = figures({0: 31, 1: 39}, [(5, (31, 10, 41), [[12, 3, 15], [19, 7, 26]])], 70)
    mixed = figures({0: 31, 1: 40}, [(5, (32, 10, 42), [[13, 3, 16], [19, 7, 26]])], 71)

    (moved,) = hold_map(small, first)["statements"]
    (held,) = hold_map(mixed, first)["statements"]

    assert moved["votes"] == 41
    assert (held["votes"], held["lower"], held["groups"]) == (30, 0.2, [[12, 3, 15], [8, 7, 15]])
    assert held["loading_2"] == 32
    assert hold_map(mixed, first)["groups"] == first["groups"]
    assert hold_map(mixed, first)["counted"] == 60


def test_where_groups_are_others_nothing_is_said_of_them_until_the_total_has_moved():
    first = figures({0: 30, 1: 30}, [(5, (20, 10, 30), [[12, 3, 15], [8, 7, 15]])])
    one_more = figures(
        {0: 20, 1: 20, 2: 21}, [(5, (21, 10, 31), [[9, 3, 12], [6, 4, 10], [6, 3, 9]])]
    )
    ten_more = figures(
        {0: 20, 1: 20, 2: 30}, [(5, (30, 10, 40), [[9, 3, 12], [6, 4, 10], [15, 3, 18]])]
    )

    (held,) = hold_map(one_more, first)["statements"]
    (moved,) = hold_map(ten_more, first)["statements"]

    assert (held["votes"], held["lower"], held["groups"]) == (30, None, [None] * 3)
    assert moved["groups"][2] == [15, 3, 18]
    assert len(hold_map(one_more, first)["groups"]) == 3


def test_a_changed_vote_alone_moves_nothing_and_what_is_small_now_stays_too():
    assert not has_moved_enough((5, 5, 10), (6, 4, 10))
    assert not may_follow(Shown({}, (5, 5, 10)), Shown({}, None))
    assert may_follow(Shown({}, None), Shown({}, None))
    assert not may_follow(Shown({1: (5, 5, 10)}, (20, 20, 40)), Shown({1: None}, (30, 20, 50)))
