"""From the figures of a result to charts: nothing lost, nothing hidden shown, letters held."""

import pytest

from kenes.domain.conversations.agreement import apart_in
from kenes.domain.conversations.figures import compute
from kenes.web.conversations.charts import Said, Statement, agreed_across, opinion_map
from kenes.web.conversations.charts.stored import Own, Stored
from tests.factories.figures import make_ballots

WITHOUT = 3


@pytest.fixture(scope="module")
def figures():
    return compute(make_ballots()).figures


@pytest.fixture(scope="module")
def stored(figures):
    return Stored(
        figures, {n: Statement(n, Said(f"Said {n}")) for n in range(1, 11) if n != WITHOUT}
    )


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def test_every_statement_with_a_text_becomes_a_row_and_one_without_does_not(stored):
    for rows in (stored.agreed_rows("group"), stored.divide_rows(), stored.voted_rows()):
        assert [row.statement.number for row in rows] == [1, 2, 4, 5, 6, 7, 8, 9, 10]


def test_the_lowest_bound_is_the_one_that_the_engine_publishes(stored, figures):
    published = {row["statement"]: row["lower"] for row in figures["map"]["statements"]}

    for row in stored.agreed_rows("group"):
        assert row.lower == pytest.approx(published[row.statement.number], abs=2e-6)


def test_groups_carry_the_letters_of_their_names_and_their_people(stored, figures):
    held = {**figures, "parts": {**figures["parts"], "group": {
        **figures["parts"]["group"], "names": [0, 2, 4],
    }}}  # fmt: skip

    figure = agreed_across(stored.group_parts(), stored.agreed_rows("group"))

    assert [part.name for part in Stored(held, {}).group_parts()] == ["A", "C", "E"]
    assert figure.table.names[5] == "group_0_share"
    sizes = [one["people"] for one in figures["map"]["groups"]]
    assert [part.people for part in stored.group_parts()] == sizes


def test_a_hidden_cell_has_no_share_and_regions_without_votes_have_none(stored, figures):
    names = {"75": "Almaty", "62": "Ulytau", "99": "Nowhere"}

    shares = stored.region_shares(1, names)

    place = figures["parts"]["region"]["names"].index("62")
    assert figures["parts"]["region"]["cells"][0][place] is None
    assert [one.name for one in shares] == ["Almaty", "Ulytau", "Nowhere"]
    assert shares[0].share.votes >= 10
    assert (shares[1].share, shares[2].share) == (None, None)


def test_a_group_is_told_by_at_most_five_statements_that_have_a_text(stored, figures):
    for place in range(3):
        rows = stored.group_rows(place)
        assert 1 <= len(rows) <= 5
        assert WITHOUT not in [row.statement.number for row in rows]
        assert len(rows[0].tallies) == 3
    assert any(WITHOUT in numbers for numbers in figures["stand_for"])


def test_the_map_has_its_outlines_its_stability_and_the_reader(stored, figures):
    x, y = figures["place"]["middles"][1]

    shown = stored.opinion_map(Own(x, y, 1))

    assert len(shown.outlines) == 3
    assert shown.stability == figures["map"]["stability"]
    assert opinion_map(shown).finding == "The group nearest to you: B"


def test_readers_of_both_languages_are_compared(stored):
    rows = stored.language_rows()

    assert all(row.both for row in rows)
    assert not [row for row in rows if row.is_flagged]


def test_the_slate_reaches_ever_more_people(stored):
    rows, people = stored.slate_rows()

    reached = [row.reached for row in rows]
    assert reached == sorted(reached)
    assert people == 300


def test_what_holds_is_never_more_than_what_is_agreed(stored, figures):
    trust = stored.trust({"link": "by link"})

    assert trust.agreed >= 3
    assert 0 < trust.without_copies <= trust.agreed
    assert trust.without_active <= trust.agreed
    assert trust.to_turn > 0
    assert [tier.name for tier in trust.tiers] == ["key", "by link"]
    assert trust.digest == figures["data"]["sha256"]


def test_a_map_of_few_people_becomes_a_figure_without_groups():
    few = Stored(compute(make_ballots(25)).figures, {1: Statement(1, Said("Said 1"))})

    assert opinion_map(few.opinion_map()).finding == "Too few people to speak of groups"
    assert few.everybody_rows()[0].shares[0].votes >= 10
    assert few.divide_rows()[0].spread is None


def test_all_statements_are_ranked_by_how_surely_a_group_differs(stored, figures):
    ranked = apart_in(figures, 0)
    rows = stored.ranked_rows(0)

    sureness = [abs(one.sureness) for one in ranked]
    assert sureness == sorted(sureness, reverse=True)
    assert {row.statement.number for row in rows} == {1, 2, 4, 5, 6, 7, 8, 9, 10}
    assert {row.statement.number for row in stored.group_rows(0)} <= {
        row.statement.number for row in rows[:6]
    }
    cells = figures["parts"]["group"]["cells"][0]
    others = (cells[1][0] + cells[2][0]) / (cells[1][2] + cells[2][2])
    first = next(row for row in rows if row.statement.number == 1)
    assert first.apart == pytest.approx(cells[0][0] / cells[0][2] - others)


@pytest.mark.parametrize("cells", [[None, [5, 5, 10, 0.2, 0.8]], [[5, 5, 10, 0.2, 0.8], None]])
def test_a_group_is_not_compared_where_one_side_is_hidden(cells):
    hidden = {
        "map": {"statements": [{"statement": 1}]},
        "parts": {"group": {"cells": [cells]}},
    }

    assert [one.by for one in apart_in(hidden, 0)] == [None]


def test_statements_lie_on_the_map_where_their_loadings_are_published(stored, figures):
    published = dict(zip(figures["place"]["statements"], figures["place"]["loadings"], strict=True))

    pulls = stored.opinion_map().pulls

    assert {one.statement.number: [one.x, one.y] for one in pulls} == {
        number: loading for number, loading in published.items() if number != WITHOUT
    }


def test_nobody_is_called_covered_who_is_not(stored, figures):
    for one in stored.covered("group", {}):
        agrees = [
            figures["parts"]["group"]["cells"][row["statement"] - 1][one.place][0]
            for row in figures["map"]["statements"]
            if row["statement"] in figures["map"]["slate"]
        ]
        assert one.share == pytest.approx(max(agrees) / one.part.people)


def test_a_part_of_unknown_size_is_not_called_covered(figures):
    part = figures["parts"]["group"]
    held = {**figures, "parts": {"group": {**part, "people": [None, *part["people"][1:]]}}}

    assert Stored(held, {}).covered("group", {})[0].share is None
