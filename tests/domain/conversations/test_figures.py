"""Figures from votes: whole, without anybody's own place, and holding on to those before."""

from dataclasses import replace

import numpy as np
import pytest

from kenes.domain.conversations.figures import compute
from kenes.domain.conversations.figures.picture import hexagons, outline
from kenes.domain.conversations.standing import stand
from kenes.engines.opinion import Moderation
from kenes.engines.opinion.stable.maps import compute_map
from kenes.engines.opinion.stable.suppression import LEAST
from tests.factories.figures import make_ballots


@pytest.fixture(scope="module")
def ballots():
    return make_ballots()


@pytest.fixture(scope="module")
def figures(ballots):
    return compute(ballots).figures


def renumbered(ballots, shift):
    """The same people under other numbers."""
    change = {n: (n * 7919 + shift) % 100_003 for n in np.unique(ballots.voter).tolist()}
    return replace(
        ballots,
        voter=np.array([change[n] for n in ballots.voter.tolist()]),
        tiers={change[n]: tier for n, tier in ballots.tiers.items()},
        regions={change[n]: region for n, region in ballots.regions.items()},
    )


def test_the_numbers_of_voters_change_no_figure_but_the_last_digits(ballots, figures):
    other = compute(renumbered(ballots, 11)).figures

    assert other["map"]["groups"] == figures["map"]["groups"]
    assert other["parts"] == figures["parts"]
    assert other["texts"] == figures["texts"]


def test_no_cell_of_any_part_has_fewer_than_ten_votes(figures):
    cells = [
        cell
        for part in figures["parts"].values()
        for row in part["cells"]
        for cell in row
        if cell is not None
    ]

    assert len(cells) > 50
    assert min(cell[2] for cell in cells) >= LEAST


def test_the_hidden_regions_of_a_statement_cannot_be_had_by_subtraction(ballots, figures):
    total = {row["statement"]: row["votes"] for row in figures["map"]["statements"]}
    regions = figures["parts"]["region"]["cells"]
    for row, cells in zip(figures["map"]["statements"], regions, strict=True):
        shown = sum(cell[2] for cell in cells if cell is not None)
        left = total[row["statement"]] - shown
        assert left == 0 or left >= LEAST
    assert any(cell is None for cells in regions for cell in cells)
    assert ballots.regions


def test_sizes_of_small_regions_are_not_told_either(figures):
    people = figures["parts"]["region"]["people"]

    assert people.count(None) != 1
    assert min(one for one in people if one is not None) >= LEAST


def test_groups_keep_their_names_when_people_come_and_the_map_does_not_turn():
    early = compute(make_ballots(only=150)).figures
    late = compute(make_ballots(), last=early).figures

    assert [one["name"] for one in late["map"]["groups"]] == [0, 1, 2]
    far = np.array(late["place"]["middles"]) - np.array(early["place"]["middles"])
    assert np.abs(far).max() < 0.3


def test_names_are_held_even_where_sizes_change_their_order():
    early = compute(make_ballots(only=150)).figures
    swapped = {**early, "map": {**early["map"], "groups": [
        {**one, "name": name}
        for one, name in zip(early["map"]["groups"], (2, 0, 1), strict=True)
    ]}}  # fmt: skip

    late = compute(make_ballots(), last=swapped).figures
    again = compute(make_ballots(), last=early).figures

    sizes = {one["name"]: one["people"] for one in again["map"]["groups"]}
    renamed = {one["name"]: one["people"] for one in late["map"]["groups"]}
    assert renamed == {2: sizes[0], 0: sizes[1], 1: sizes[2]}


def test_a_statement_that_reads_otherwise_in_russian_is_found():
    planted = compute(make_ballots(1_500, apart={9: 0.35})).figures["texts"]

    assert planted["flagged"] == [9]
    assert planted["effect"][8] == pytest.approx(-0.35 * 0.92, abs=0.08)


def test_nothing_in_the_figures_is_as_long_as_the_list_of_people(figures):
    def lengths(value):
        if isinstance(value, dict):
            return [one for inside in value.values() for one in lengths(inside)]
        if isinstance(value, list):
            return [len(value), *(one for inside in value for one in lengths(inside))]
        return []

    assert max(lengths(figures)) < 200


def test_hexagons_stand_for_whole_tens_of_people_and_for_most_of_all(figures):
    people = [many for _x, _y, many in figures["picture"]["hexagons"]]

    assert {many % LEAST for many in people} == {0}
    assert min(people) == LEAST
    assert 0.8 * 300 <= sum(people) <= 300


def test_nothing_that_is_drawn_tells_how_far_from_the_middle_somebody_stands(ballots):
    without = replace(
        ballots, **{name: getattr(ballots, name)[ballots.voter != 7]
                    for name in ("voter", "statement", "value", "text")}
    )  # fmt: skip

    pictures = [compute(one).figures["picture"] for one in (ballots, without)]

    assert pictures[0]["size"] == pictures[1]["size"]
    assert pictures[0]["outlines"] == pictures[1]["outlines"]


def test_a_point_falls_into_the_hexagon_whose_middle_is_nearest():
    points = np.random.default_rng(5).normal(size=(200, 2))
    cells = np.array(hexagons(points, 0.3))

    nearest = ((points[:, np.newaxis] - cells[:, :2]) ** 2).sum(axis=2).argmin(axis=1)

    assert np.bincount(nearest, minlength=len(cells)).tolist() == cells[:, 2].tolist()


def test_an_outline_has_the_spread_of_its_points_and_the_longer_axis_first():
    points = np.random.default_rng(6).normal(size=(500, 2)) * (1.0, 3.0)

    found = outline(points)

    assert found["long"] > found["short"]
    assert found["long"] ** 2 + found["short"] ** 2 == pytest.approx(points.var(axis=0).sum())
    assert found["turn"] == pytest.approx(90, abs=3)


def test_whoever_votes_as_a_group_does_stands_there_and_agrees_with_it_most(figures):
    for group, chosen in enumerate(((1, 1, -1, -1), (1, -1, 1, 1), (1, 0, 0, -1))):
        votes = dict(zip((1, 2, 3, 4), chosen, strict=True)) | (
            {5: -1, 6: -1, 7: -1, 8: 1} if group == 0 else {5: 1} if group == 1 else {6: 1, 7: 1, 8: -1}
        )  # fmt: skip
        found = stand(figures, votes)
        assert found.nearest == group
        assert max(range(3), key=lambda g: found.agreements[g]) == group


def test_the_place_is_nearly_the_one_that_the_engine_gives(ballots, figures):
    found = compute_map(ballots.votes, Moderation())
    votes = {
        int(n): int(v)
        for n, v in zip(
            ballots.statement[ballots.voter == 7], ballots.value[ballots.voter == 7], strict=True
        )
    }

    own = stand(figures, votes)

    row = found.layout.people.tolist().index(7)
    assert (own.x, own.y) == pytest.approx(found.positions.points[row].tolist(), abs=0.05)


@pytest.mark.parametrize("votes", [{}, {1: 1, 2: -1}, {1: 0, 2: 0, 3: 0, 4: 0}])
def test_too_few_votes_give_no_place(figures, votes):
    assert stand(figures, votes) is None


def test_a_person_of_statements_that_nobody_else_saw_agrees_with_no_group(figures):
    assert stand(figures, {98: 1, 99: 1, 97: -1}).agreements == (None, None, None)


def test_people_who_all_say_the_same_make_no_groups():
    ballots = make_ballots(60)
    same = replace(ballots, value=np.ones(len(ballots.value), np.int8))

    found = compute(same)

    assert found.verdict == "no_stable_groups"
    assert found.figures["parts"]["group"]["names"] == []
    assert found.figures["stand_for"] == []
