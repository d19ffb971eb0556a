"""Slate, days, trust and outcomes: each row once, no small number by subtraction."""

import re
from datetime import date, timedelta

import pytest

from kenes.web.conversations.charts import (
    Day,
    OutcomeRow,
    SlateRow,
    Tier,
    Trust,
    over_time,
    slate,
    trust_panel,
    what_became,
)
from kenes.web.shared.components import Link, tag_of
from tests.web.conversations.charts.given import percentages, statement

START = date(2026, 10, 2)
BAR = re.compile(r'<rect x="([\d.]+)%" width="([\d.]+)%" y="([\d.]+)" height="([\d.]+)"')


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def slate_of(*reaches, people=1000):
    return slate([SlateRow(statement(n), r) for n, r in enumerate(reaches)], people=people)


def test_each_statement_of_a_slate_says_how_many_are_reached_with_it():
    figure = slate_of(0.6, 0.8, 1.0)

    assert figure.finding == "People who agree with at least one of these: 100%"
    assert figure.drawing.count("<li>") == 3
    assert [line["added"] for line in figure.table.data] == ["0.6", "0.2", "0.2"]
    assert all(0 <= place <= 100 for place in percentages(figure.drawing))


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_every_statement_of_a_slate_is_drawn_once(rows):
    figure = slate_of(*((n + 1) / rows for n in range(rows)), people=100_000)

    assert figure.drawing.count("<li>") == rows == len(figure.table.rows)


def test_a_step_of_a_few_people_is_not_told():
    figure = slate_of(0.6, 0.605, 0.8)

    assert figure.table.data[1]["reached"] == ""
    assert figure.table.data[2]["added"] == "0.2"


def test_a_rest_of_a_few_people_is_not_told():
    figure = slate_of(0.6, 0.995)

    assert figure.table.data[1]["reached"] == ""
    assert figure.finding == "People who agree with at least one of these: 60%"


def test_a_slate_that_falls_is_refused():
    with pytest.raises(ValueError, match="reaches fewer people than the one before"):
        slate_of(0.5, 0.4)


def test_a_reach_that_is_no_share_is_refused():
    with pytest.raises(ValueError, match=r"A reach of 1\.2 cannot be drawn"):
        slate_of(1.2)


def days(*votes, every=1):
    return [Day(START + timedelta(n * every), many, 100 + n) for n, many in enumerate(votes)]


@pytest.mark.parametrize("many", [1, 2, 300, 4000])
def test_bars_of_days_stay_inside_and_count_every_vote(many):
    figure = over_time(days(*[20] * many))

    bars = [tuple(map(float, found)) for found in BAR.findall(figure.drawing)]
    assert 1 <= len(bars) <= 45
    assert all(x + width <= 100 and y >= 0 and y + tall <= 120 for x, width, y, tall in bars)
    assert sum(int(line["votes"]) for line in figure.table.data) == 20 * many


def test_a_day_of_few_votes_has_no_bar_and_no_number():
    figure = over_time(days(40, 9, 30))

    assert len(BAR.findall(figure.drawing)) == 2
    assert [line["votes"] for line in figure.table.data] == ["40", "", "30"]


def test_one_silent_day_is_not_given_back_by_the_total():
    assert over_time(days(40, 9, 30)).aside == ""
    assert over_time(days(40, 9, 9, 30)).aside == "Votes in all: 88"


def test_the_day_of_most_votes_is_named():
    finding = over_time(days(10, 40, 30)).finding

    assert finding.replace("\xa0", " ") == "Most votes came on: 3 October 2026"


def test_a_conversation_without_votes_has_no_drawing():
    assert over_time([]).drawing == ""
    assert over_time([]).finding == "Too few votes to show how they came"


def test_the_panel_says_what_was_computed_and_nothing_else():
    figure = trust_panel(Trust(agreed=4, to_turn=96, stability=0.914, digest="ab" * 32))

    assert figure.finding == (
        "New accounts needed to turn the weakest agreement over, at least: 96"
    )
    assert [row[1].text for row in figure.table.shown] == ["96", "0.91", "ab" * 32]


def test_agreements_that_hold_are_said_to_hold():
    held = Trust(agreed=4, without_copies=4, without_active=4, tiers=[Tier("Checked", None)])

    assert trust_panel(held).finding.startswith("The agreements hold")
    assert [row[1].text for row in trust_panel(held).table.shown] == ["4", "4", "too few"]


def test_agreements_that_fall_are_counted():
    fallen = Trust(agreed=4, without_copies=4, without_active=1)

    assert trust_panel(fallen).finding == "Agreements that hold against every precaution: 1"


def test_each_statement_is_followed_to_its_recommendation():
    link = Link("No. <1>", "/en/recommendations/1/?a=1&b=2")
    rows = [
        OutcomeRow(statement(1), link, [tag_of("position", "accepted")]),
        OutcomeRow(statement(2)),
    ]

    figure = what_became(rows)

    assert figure.finding == "Statements that became part of a recommendation: 1. In all: 2"
    assert '<a href="/en/recommendations/1/?a=1&amp;b=2">No. &lt;1&gt;</a>' in figure.drawing
    assert "Not in a recommendation yet" in figure.drawing
    assert figure.table.data[1]["recommendation"] == "–"
