"""The stable map: the votes decide it, nothing else does, and it says when it cannot say."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import Moderation, OpinionError, Votes, adjusted_rand
from kenes.engines.opinion.stable.agreed import agree_across
from kenes.engines.opinion.stable.cells import gather
from kenes.engines.opinion.stable.grouping import choose_groups
from kenes.engines.opinion.stable.holding import LastMap, carry_names
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.maps import Verdict, compute_map
from kenes.engines.opinion.stable.suppression import hide_small
from tests.factories.opinion import make_votes, votes_of

NOTHING = Moderation()


@pytest.fixture(scope="module")
def votes():
    return make_votes(people=90, statements=24)


@pytest.fixture(scope="module")
def found(votes):
    return compute_map(votes, NOTHING)


def bytes_of(found):
    parts = (
        found.layout.people, found.layout.statements, found.positions.points, found.positions.sd,
        found.group, found.membership, found.counts, found.agreed.lower, found.hidden,
        found.directions.loadings,
    )  # fmt: skip
    return [part.tobytes() for part in parts]


def shuffled(votes, seed):
    """Return the same votes in another order of the file; moments and names stay."""
    order = np.random.default_rng(seed).permutation(len(votes))
    names = (votes.people[votes.person[order]], votes.statements[votes.statement[order]])
    return Votes.of(*names, votes.vote[order], votes.at[order])


@pytest.mark.parametrize(("seed", "shards"), [(1, 1), (2, 2), (3, 7)])
def test_order_and_shards_change_no_byte(votes, found, seed, shards):
    again = compute_map(shuffled(votes, seed), NOTHING, shards=shards)

    assert bytes_of(again) == bytes_of(found)


def test_one_place_has_no_groups_and_what_holds_never_long_enough_is_none(monkeypatch):
    rng = np.random.default_rng(2)
    camps = np.concatenate([rng.normal(at, 0.3, (200, 2)) for at in (0, 9)])
    assert choose_groups(gather(np.zeros((1, 2)))) is None
    assert len(choose_groups(gather(camps)).centers) == 2

    monkeypatch.setattr("kenes.engines.opinion.stable.grouping.STABLE", 1.1)

    assert choose_groups(gather(camps)) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(-1, 1),
                          st.integers(0, 2)), max_size=30), st.randoms(use_true_random=False))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_votes_of_one_moment_leave_no_order_either(rows, random):
    laid = []
    for _order in range(2):
        random.shuffle(rows)
        table = np.array(rows, np.int64).reshape(-1, 4)
        person, statement, vote, at = table.T
        matrix = Layout.of(Votes.of(person, statement, vote.astype(np.int8), at), NOTHING).matrix
        laid.append((matrix.columns.tolist(), matrix.values.tolist(), matrix.starts.tolist()))

    latest = {(p, s): (at, -vote) for p, s, vote, at in sorted(rows, key=lambda r: (r[3], -r[2]))}
    assert laid[0] == laid[1]
    assert laid[0][1] == [-vote for _cell, (_at, vote) in sorted(latest.items())]


def test_planted_camps_are_found_with_chances_and_numbered_by_size(found):
    camp = np.random.default_rng(3).integers(0, 2, 90)

    assert found.verdict is Verdict.GROUPS
    assert adjusted_rand(camp, found.group) > 0.9
    assert found.names == (0, 1)
    assert found.sizes[0] >= found.sizes[1]
    assert (found.membership >= 0.5).all()
    assert np.median(found.membership) > 0.95
    assert found.grouping.stability > 0.9


def test_more_votes_make_a_place_surer(found):
    few, many = found.layout.matrix.row_counts.argmin(), found.layout.matrix.row_counts.argmax()

    assert 0 < found.positions.sd[many] < found.positions.sd[few] < 1


def test_the_next_map_does_not_turn_round_and_groups_keep_their_names(votes, found):
    turned = LastMap(
        found.last.statements,
        found.last.loadings @ np.array([[0.0, 1.0], [-1.0, 0.0]]),
        {person: 7 if group == 0 else 4 for person, group in found.last.group.items()},
    )

    held = compute_map(votes.until(len(votes) - 40), NOTHING, last=turned)

    cosine = (held.directions.loadings[:24] * turned.loadings).sum() / np.sqrt(
        (held.directions.loadings**2).sum() * (turned.loadings**2).sum()
    )
    assert cosine > 0.95
    assert held.names == (4, 7)
    assert held.last.group[0] == turned.group[0]
    assert 1_000_000 not in held.last.group


def test_a_last_map_of_other_statements_turns_nothing(votes, found):
    other = LastMap(found.last.statements + 1000, -found.last.loadings, found.last.group)

    held = compute_map(votes, NOTHING, last=other)

    assert held.directions.loadings.tobytes() == found.directions.loadings.tobytes()


def test_directions_end_after_their_last_round(votes, found, monkeypatch):
    monkeypatch.setattr("kenes.engines.opinion.stable.directions.ROUNDS", 1)

    hurried = compute_map(votes, NOTHING)

    assert np.isfinite(hurried.directions.loadings).all()
    assert hurried.directions.loadings.tobytes() != found.directions.loadings.tobytes()


def test_a_split_group_keeps_one_name_and_gets_one_new(found):
    people = np.arange(6)
    last = LastMap(found.last.statements, found.last.loadings, {0: 2, 1: 2, 2: 2, 3: 5})

    names = carry_names(np.array([0, 0, 1, 2, -1, 2]), 3, people, last)

    assert names == [2, 6, 5]


def test_group_names_far_from_each_other_are_carried_as_well(found):
    last = LastMap(found.last.statements, found.last.loadings, {0: -5, 2: 10**12, 9: 3})

    assert carry_names(np.array([1, 0, 0, -1]), 3, np.array([0, 1, 2, 9]), last) == [
        10**12, -5, 10**12 + 1,
    ]  # fmt: skip


def test_moderation_takes_a_statement_out_of_the_map_and_leaves_its_count_empty(votes):
    found = compute_map(votes, Moderation(out=frozenset({3}), meta=frozenset({5})))

    assert np.abs(found.directions.loadings[[3, 5]]).max() < 1e-15
    assert not found.everybody[[3, 5]].any()
    assert found.verdict is Verdict.GROUPS


@pytest.mark.parametrize(
    ("votes", "verdict"),
    [
        (votes_of(), Verdict.TOO_FEW_PEOPLE),
        (votes_of((1, 1, 1)), Verdict.TOO_FEW_PEOPLE),
        (make_votes(people=29), Verdict.TOO_FEW_PEOPLE),
        (votes_of(*[(p, s, 0) for p in range(40) for s in range(9)]), Verdict.NO_STABLE_GROUPS),
        (votes_of(*[(p, s, 1) for p in range(40) for s in range(9)]), Verdict.NO_STABLE_GROUPS),
        (make_votes(people=200, statements=30, camps=200), Verdict.NO_STABLE_GROUPS),
    ],
    ids=["nobody", "one", "29 people", "all pass", "all agree", "everybody differs"],
)
def test_where_there_are_no_groups_the_map_says_so(votes, verdict):
    found = compute_map(votes, NOTHING)

    assert found.verdict is verdict
    assert found.names == ()
    assert (found.group == -1).all()
    assert np.isnan(found.agreed.lower).all()
    assert np.isfinite(found.positions.points).all()


def test_one_statement_and_votes_of_one_dimension_are_mapped():
    one = compute_map(votes_of(*[(p, 0, 1 if p % 2 else -1) for p in range(40)]), NOTHING)
    line = compute_map(
        votes_of(*[(p, s, 1 if p % 2 else -1) for p in range(40) for s in range(9)]), NOTHING
    )

    for found in (one, line):
        assert found.sizes.tolist() == [20, 20]
        assert not found.positions.points[:, 1].any()


def test_more_statements_than_the_tables_hold_are_refused():
    wide = votes_of(*[(0, s, 1) for s in range(4001)])

    with pytest.raises(OpinionError, match="4001 statements are more than the 4000"):
        compute_map(wide, NOTHING)


def test_many_people_are_gathered_into_a_thousand_cells_that_lose_nobody():
    points = np.round(np.random.default_rng(2).normal(size=(5000, 2)) * 64) / 64

    cells = gather(points)

    again = gather(points[::-1])
    assert 1000 <= len(cells.people) <= 1024
    assert cells.people.sum() == 5000
    assert cells.people.max() <= 12
    assert cells.centers.tobytes() == again.centers.tobytes()
    assert np.allclose((cells.centers * cells.people[:, None]).sum(axis=0), points.sum(axis=0))


def test_three_clouds_are_three_groups_and_one_tiny_cloud_is_none():
    rng = np.random.default_rng(4)
    clouds = [rng.normal(size=(100, 2)) * 0.3 + middle for middle in ([0, 0], [4, 0], [0, 4])]

    three = choose_groups(gather(np.concatenate(clouds)))
    with_tiny = choose_groups(gather(np.concatenate([*clouds, [[9.0, 9.0]] * 2])))

    assert len(three.centers) == 3
    assert three.stability == 1
    assert len(with_tiny.centers) == 3


CELLS = st.lists(st.lists(st.integers(0, 30), min_size=2, max_size=5), min_size=1, max_size=4)


@given(CELLS)
@settings(max_examples=100, deadline=None)
def test_no_subtraction_gives_a_small_cell_back(columns):
    width = max(map(len, columns))
    votes = np.array([column + [0] * (width - len(column)) for column in columns]).T
    counts = np.stack([votes, votes * 0, votes], axis=2)

    hidden = hide_small(counts)

    for column, hides in zip(votes.T, hidden.T, strict=True):
        assert all(hides[(column > 0) & (column < 10)])
        # Whoever knows the total and all that is shown learns the sum of what is hidden.
        if hides.any() and not hides[column > 0].all():
            assert hides.sum() >= 2
            assert column[hides].sum() >= 10


def test_an_attacker_with_all_shown_figures_finds_no_single_hidden_one():
    counts = np.array([[[3, 0, 3]], [[9, 9, 25]], [[9, 9, 40]]])
    hidden = hide_small(counts)[:, 0]

    fits = {
        pair
        for pair in combinations(range(69), 2)
        for pair in (pair, pair[::-1])
        if sum(pair) == 68 - 40
    }
    assert hidden.tolist() == [True, True, False]
    assert len(fits) > 20


def test_three_scores_fall_with_the_weakest_group_and_hide_with_it():
    counts = np.array(
        [[[95, 0, 100], [95, 0, 100], [4, 0, 4]], [[90, 0, 100], [30, 0, 100], [50, 0, 50]]],
        np.int32,
    )

    scored = agree_across(counts, hide_small(counts))

    assert scored.product[0] == pytest.approx(96 / 102 * 91 / 102)
    assert scored.geometric[0] == pytest.approx(np.sqrt(scored.product[0]))
    assert scored.lower[1] < 0.3
    assert 0.8 < scored.lower[0] < 0.9
    assert scored.weakest.tolist()[:2] == [1, 1]
    assert np.isnan([scored.product[2], scored.lower[2], scored.weakest[2]]).all()


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["biodiversity", "san-juan-land-bank", "vtaiwan-uberx"])
def test_whoever_votes_more_does_not_stand_further_out(conversation, name):
    real = conversation(name)

    found = compute_map(real.votes, real.moderation)

    voted = found.layout.matrix.row_counts
    enough = voted >= 7
    radius = np.hypot(*found.positions.points[enough].T)
    ranks = [np.argsort(np.argsort(side)) for side in (radius, voted[enough])]
    assert abs(np.corrcoef(*ranks)[0, 1]) <= 0.2
    assert found.verdict is Verdict.GROUPS
