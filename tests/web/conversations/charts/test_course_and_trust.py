"""Slate, days, trust and outcomes: each row once, no small number by subtraction."""

import re
from datetime import date, timedelta

import pytest

from kenes.web.conversations.charts import (
    Covered,
    Day,
    OutcomeRow,
    Part,
    SlateRow,
    Tier,
    Trust,
    over_time,
    slate,
    trust_panel,
    what_became,
)
from kenes.web.shared.components import Link, tag_of
from tests.web.conversations.charts.given import GROUPS, percentages, statement

START = date(2026, 10, 2)
VOTES = re.compile(r"<svg.*?</svg>", re.DOTALL)
BAR = re.compile(r'<rect x="([\d.]+)%" width="([\d.]+)%" y="([\d.]+)" height="([\d.]+)"')


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def slate_of(*reaches, people=1000):
    return slate([SlateRow(statement(n), r) for n, r in enumerate(reaches)], people=people)


def test_each_statement_of_a_slate_says_how_many_are_reached_with_it():
    figure = slate_of(0.6, 0.8, 1.0)

    assert figure.finding == "People who agree with at least one of these: 100%. With none: 0%"
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
    assert figure.finding == "People who agree with at least one of these: 60%. With none: 40%"


def test_a_slate_says_who_may_be_left_out():
    parts = [
        Covered(GROUPS[0], 0.75, 0),
        Covered(GROUPS[1], None, 1),
        Covered(Part("language_kk", "Kazakh text", 700), 0.9),
    ]

    figure = slate([SlateRow(statement(1), 0.8)], people=1000, parts=parts)

    assert figure.finding.endswith(
        "With none: 20%. Least surely covered: A. May be left out, at most: 25%"
    )
    assert [line["reached"] for line in figure.table.data] == ["0.8", "0.75", "", "0.9"]
    assert figure.drawing.count('class="barrow wide"') == 3


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

    bars = [tuple(map(float, found)) for found in BAR.findall(VOTES.search(figure.drawing)[0])]
    assert 1 <= len(bars) <= 45
    assert all(x + width <= 100 and y >= 0 and y + tall <= 120 for x, width, y, tall in bars)
    assert sum(int(line["votes"]) for line in figure.table.data) == 20 * many


def test_a_day_of_few_votes_has_no_bar_and_no_number():
    figure = over_time(days(40, 9, 30))

    assert len(BAR.findall(VOTES.search(figure.drawing)[0])) == 2
    assert [line["votes"] for line in figure.table.data] == ["40", "", "30"]


def test_one_silent_day_is_not_given_back_by_the_total():
    assert over_time(days(40, 9, 30)).aside == ""
    assert over_time(days(40, 9, 9, 30)).aside == "Votes in all: 88"


def test_the_day_of_most_votes_is_named():
    finding = over_time(days(10, 40, 30)).finding

    assert finding.replace("\xa0", " ").startswith("Most votes came on: 3 October 2026. ")


def test_each_day_tells_people_groups_agreement_and_what_was_removed():
    first = Day(START, 300, 40, {"A": 0.6, "B": 0.4}, 2, returned=1)
    later = Day(START + timedelta(1), 200, 60, {"A": 0.7, "B": None}, 3, merged=2)

    figure = over_time([first, later])

    assert figure.finding.endswith("Statements that moderation removed: 3")
    assert figure.table.data[0] == {
        "first": "2026-10-02", "last": "2026-10-02", "votes": "300", "people": "40",
        "group_0": "0.6", "group_1": "0.4", "agreed": "2", "returned": "1", "merged": "0",
    }  # fmt: skip
    assert figure.table.data[1]["group_1"] == ""
    assert figure.drawing.count("<svg") == 5 + 2
    assert "2 Oct 2026: A 60%, B 40%" in figure.drawing.replace("\xa0", " ")


def test_a_long_course_tells_the_last_groups_of_each_stretch():
    many = [Day(START + timedelta(n), 20, 100, {"A": n / 100}, n, returned=1) for n in range(90)]

    rows = over_time(many).table.data

    assert [row["group_0"] for row in rows[:2]] == ["0.01", "0.03"]
    assert [row["agreed"] for row in rows[:2]] == ["1", "3"]
    assert {row["returned"] for row in rows} == {"2"}


def test_a_conversation_without_votes_has_no_drawing():
    assert over_time([]).drawing == ""
    assert over_time([]).finding.startswith("Too few votes to show how they came")


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
