"""Somebody keeps every publication, subtracts one from another, and solves for what is hidden."""

from itertools import combinations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kenes.engines.opinion.measures.crossing import hide_crossed
from kenes.engines.opinion.opendata.shown import Shown, are_apart, has_moved_enough, may_follow
from kenes.engines.opinion.opendata.steps import hold_map, moved_in
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
        **dict.fromkeys(("stability", "silhouette", "slate", "coverage"), counted),
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
    assert hold_map(mixed, first)["groups"] == first["groups"]
    assert hold_map(mixed, first)["counted"] == 60


def test_groups_that_are_split_are_not_told_while_one_is_nearly_one_of_before():
    first = figures({0: 60, 1: 60}, [(5, (80, 40, 120), [[50, 10, 60], [30, 30, 60]])], 120)
    nearly = [(5, (88, 42, 130), [[49, 10, 59], [15, 16, 31], [24, 16, 40]])]
    split = figures({0: 59, 1: 31, 2: 40}, nearly, 130)
    again = figures(
        {0: 59, 1: 31, 2: 50}, [(5, (96, 44, 140), [*nearly[0][2][:2], [32, 18, 50]])], 140
    )
    apart = figures(
        {0: 80, 1: 31, 2: 39}, [(5, (96, 54, 150), [[61, 19, 80], [15, 16, 31], [20, 19, 39]])], 150
    )

    held = hold_map(split, first)
    still = hold_map(again, held)
    moved = hold_map(apart, still)

    rows = [one["statements"][0] for one in (held, still, moved)]
    assert [row["votes"] for row in rows] == [130, 140, 150]
    assert [row["groups"] for row in rows[:2]] == [[None] * 3] * 2
    assert rows[2]["groups"][0] == [61, 19, 80]
    assert not are_apart(first["statements"][0]["groups"], nearly[0][2])


def test_a_merged_double_is_held_to_the_sum_of_both_that_a_reader_can_add_up():
    groups = [[12, 3, 15], [8, 7, 15]]
    first = figures({0: 40, 1: 40}, [(5, (20, 10, 30), groups), (6, (20, 10, 30), groups)], 80)
    two_on_both = figures({0: 45, 1: 45}, [(5, (39, 19, 58), [[23, 6, 29], [16, 13, 29]])], 90)
    later = figures({0: 60, 1: 60}, [(5, (60, 30, 90), [[34, 11, 45], [26, 19, 45]])], 120)

    held = hold_map(two_on_both, first, {5: [6]})
    moved = hold_map(later, held, {5: [6]})

    assert [row["votes"] for row in held["statements"]] == [30]
    assert [one["votes"] for one in held["sums"]] == [60]
    assert moved["statements"][0]["groups"] == [[34, 11, 45], [26, 19, 45]]
    assert moved_in(later, moved) == [False]
    assert len(moved["sums"]) == 1


def test_a_published_double_does_not_tell_of_the_few_votes_of_what_it_was_merged_into():
    groups = [[12, 3, 15], [8, 7, 15]]
    first = figures({0: 40, 1: 40}, [(6, (20, 10, 30), groups)], 80)
    merged = figures({0: 45, 1: 45}, [(5, (23, 11, 34), [[14, 3, 17], [9, 8, 17]])], 90)

    (held,) = hold_map(merged, first, {5: [6]})["statements"]

    assert (held["votes"], held["groups"]) == (None, [None, None])


def test_a_double_that_is_merged_into_what_was_out_of_sight_is_held_to_both():
    groups = [[12, 3, 15], [8, 7, 15]]
    rows = [(5, (20, 10, 30), groups), (6, (20, 10, 30), groups)]
    first = figures({0: 40, 1: 40}, rows, 80)
    without = hold_map(figures({0: 45, 1: 45}, [rows[1]], 90), first)
    back = figures({0: 50, 1: 50}, [(5, (39, 19, 58), [[23, 6, 29], [16, 13, 29]])], 100)

    (held,) = hold_map(back, without, {5: [6]})["statements"]

    assert held["votes"] == 30


def test_sums_of_other_groups_are_compared_by_their_totals():
    groups = [[12, 3, 15], [8, 7, 15]]
    first = figures(
        {0: 40, 1: 40}, [(5, (20, 10, 30), groups), (6, (20, 10, 30), [groups[0], None])], 80
    )
    later = figures(
        {0: 60, 1: 20, 2: 40}, [(5, (60, 30, 90), [[25, 5, 30], [20, 10, 30], [15, 15, 30]])], 120
    )

    moved = hold_map(later, first, {5: [6]})

    assert moved["sums"][0]["groups"] == [[24, 6, 30], None]
    assert moved["statements"][0]["votes"] == 90


def test_what_is_made_of_all_votes_stays_until_ten_more_people_are_counted_in_it():
    first = figures({0: 30, 1: 30}, [(5, (20, 10, 30), [[12, 3, 15], [8, 7, 15]])])
    rows = [(n, (32, 10, 42), [[12, 3, 15], [20, 7, 27]]) for n in (5, 6)]
    few = figures({0: 30, 1: 39}, rows, 69)
    enough = figures({0: 30, 1: 40}, rows, 70)

    held, moved = hold_map(few, first), hold_map(enough, first)

    assert (held["stability"], held["slate"], held["coverage"]) == (60, 60, 60)
    assert [row["loading_2"] for row in held["statements"]] == [20, None]
    assert [row["votes"] for row in held["statements"]] == [42, 42]
    assert (moved["stability"], moved["slate"], moved["coverage"]) == (70, 70, 70)
    assert [row["loading_2"] for row in moved["statements"]] == [32, 32]


def test_the_sizes_of_other_groups_are_told_once_ten_more_people_are_counted():
    first = figures({0: 30, 1: 30}, [])
    split = figures({0: 30, 1: 20, 2: 11}, [], 61)
    grown = figures({0: 30, 1: 24, 2: 17}, [], 71)

    held = hold_map(split, first)
    moved = hold_map(grown, held)

    assert [one["people"] for one in held["groups"]] == [None, None, None]
    assert held["counted"] == 60
    assert [one["people"] for one in moved["groups"]] == [30, 24, 17]


def test_where_groups_are_others_nothing_is_said_of_them_until_the_total_has_moved():
    first = figures({0: 80, 1: 40}, [(5, (100, 20, 120), [[72, 8, 80], [28, 12, 40]])], 120)
    one_more = figures(
        {0: 60, 1: 50, 2: 11}, [(5, (101, 20, 121), [[52, 8, 60], [40, 10, 50], [9, 2, 11]])], 121
    )
    ten_more = figures(
        {0: 60, 1: 60, 2: 10}, [(5, (108, 22, 130), [[52, 8, 60], [48, 12, 60], [8, 2, 10]])], 130
    )

    (held,) = hold_map(one_more, first)["statements"]
    (moved,) = hold_map(ten_more, first)["statements"]

    assert (held["votes"], held["lower"], held["groups"]) == (120, None, [None] * 3)
    assert moved["groups"][2] == [8, 2, 10]
    assert len(hold_map(one_more, first)["groups"]) == 3


def test_a_statement_out_of_sight_and_back_is_held_to_the_totals_that_were_published():
    groups = [[12, 3, 15], [8, 7, 15]]
    first = figures({0: 30, 1: 30}, [(5, (20, 10, 30), groups), (6, (20, 20, 40), groups)])
    without = hold_map(figures({0: 40, 1: 30}, [(6, (30, 20, 50), groups)]), first)
    few = figures({0: 50, 1: 30}, [(5, (22, 10, 32), groups), (6, (40, 20, 60), groups)])
    many = figures({0: 60, 1: 30}, [(5, (33, 10, 43), groups), (6, (50, 20, 70), groups)])

    held = hold_map(few, without)
    moved = hold_map(many, held)

    rows = [result["statements"][0] for result in (held, moved)]
    assert [row["statement"] for row in without["gone"]] == [5]
    assert [(row["votes"], row["lower"], row["groups"]) for row in rows] == [
        (30, None, [None] * 2), (43, None, [None] * 2),
    ]  # fmt: skip
    assert moved_in(few, held)[0] is moved_in(many, moved)[0] is False
    assert [row["votes"] for row in moved["gone"]] == [43]


def test_a_changed_vote_alone_moves_nothing_and_what_is_small_now_stays_too():
    assert not has_moved_enough((5, 5, 10), (6, 4, 10))
    assert not may_follow(Shown({}, (5, 5, 10)), Shown({}, None))
    assert may_follow(Shown({}, None), Shown({}, None))
    assert not may_follow(Shown({1: (5, 5, 10)}, (20, 20, 40)), Shown({1: None}, (30, 20, 50)))
