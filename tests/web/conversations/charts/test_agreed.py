"""What all parts agree on: every row once, nothing outside the drawing, nothing of a small cell."""

import re

import pytest

from kenes.web.conversations.charts import AgreedRow, Part, Share, agreed_across
from tests.web.conversations.charts.given import GROUPS, percentages, share, statement


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def row(number, *shares, text="", lang=""):
    return AgreedRow(statement(number, text, lang), shares)


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_every_statement_is_drawn_once_and_listed_once(rows):
    given = [row(n, share(n / 300), share(1 - n / 300)) for n in range(rows)]

    figure = agreed_across(GROUPS, given, most=None)

    assert figure.drawing.count("<li ") == rows
    assert sorted(int(line["number"]) for line in figure.table.data) == list(range(rows))


def test_the_statement_with_the_best_lowest_bound_stands_first():
    rows = [row(1, share(0.9), share(0.5)), row(2, share(0.7), share(0.7))]

    figure = agreed_across(GROUPS, rows)

    assert [line["number"] for line in figure.table.data] == ["2", "1"]
    assert figure.finding == "Statements that every group agrees with: 1. In all: 2"


def test_only_the_first_rows_are_shown_a_hundred_are_there_to_be_shown_and_all_are_listed():
    figure = agreed_across(GROUPS, [row(n, share(0.6), share(0.6)) for n in range(130)], most=7)

    strips = re.findall("<li [^>]*>", figure.drawing)
    assert len(strips) == 100
    assert [n for n, strip in enumerate(strips) if "hidden" not in strip] == list(range(7))
    assert len(figure.table.rows) == 130


def test_a_mark_says_what_its_row_of_the_table_says_and_a_small_cell_has_no_mark():
    figure = agreed_across(GROUPS, [row(3, share(0.6), share(0.7, votes=9))])

    assert re.findall('data-said="([^"]*)"', figure.drawing) == ["A: 60% (50% – 70%); Votes: 50"]


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_nothing_stands_outside_the_drawing(value):
    figure = agreed_across(GROUPS, [row(1, share(value, half=0.3), share(value, half=0.0))])

    places = percentages(figure.drawing)
    assert places
    assert all(0 <= place <= 100 for place in places)


def test_a_cell_of_nine_votes_is_neither_drawn_nor_listed():
    figure = agreed_across(GROUPS, [row(1, share(0.777, votes=9), share(0.5))])

    assert figure.drawing.count('class="ci ') == 1
    assert figure.table.data[0]["group_0_share"] == ""
    assert figure.table.data[0]["group_0_votes"] == ""
    assert "too few" in figure.drawing
    assert "78%" not in figure.drawing
    listed = [cell.text for cell in figure.table.shown[0][2:9]]
    assert listed == ["too few", "too few", "1", *["too few"] * 4]


def test_a_statement_with_a_small_cell_is_not_called_agreed():
    figure = agreed_across(GROUPS, [row(1, share(0.95), None)])

    assert "No statement" in figure.finding


def test_words_of_people_are_escaped_and_carry_their_language():
    figure = agreed_across(
        [Part("a", '"><script>', 30), GROUPS[1]],
        [row(1, share(0.5), share(0.5), text="<script>alert(1)</script>", lang="ru")],
    )

    assert "<script>" not in figure.drawing + figure.key
    assert 'lang="ru">&lt;script&gt;' in figure.drawing


def test_many_parts_are_ticks_and_only_the_extremes_are_named():
    regions = [Part(f"r{n}", f"Region {n}") for n in range(20)]

    figure = agreed_across(regions, [row(1, *(share(n / 20) for n in range(20)))], by="region")

    shown = re.sub(r'(aria-label|data-said)="[^"]*"', "", figure.drawing)
    assert figure.drawing.count('class="tick') == 20
    assert "lowest: 0%, Region 0" in shown
    assert "highest: 95%, Region 19" in shown
    assert "Region 7" not in shown


def test_the_same_values_give_the_same_drawing():
    given = [row(n, share(n / 9), share(0.4)) for n in range(10)]

    first, second = (agreed_across(GROUPS, rows) for rows in (given, given[::-1]))

    assert first.drawing == second.drawing


def test_a_row_without_a_share_for_each_part_is_refused():
    with pytest.raises(ValueError, match="Statement 4 has 1 shares for 2 parts"):
        agreed_across(GROUPS, [row(4, share(0.5))])


@pytest.mark.parametrize("numbers", [(0.5, 0.6, 0.7), (1.2, 0.0, 1.3), (float("nan"), 0.0, 1.0)])
def test_a_share_that_is_none_is_refused(numbers):
    with pytest.raises(ValueError, match="cannot be drawn"):
        Share(*numbers, votes=20)


REGIONS = [Part(f"region_{n}", f"Region {n}") for n in range(8)]


def test_where_a_part_is_hidden_the_bound_of_those_shown_stands_and_says_how_many_are_not():
    partly = row(1, share(0.9), share(0.8), *[None] * 6)
    whole = row(2, *[share(0.65)] * 8)
    hardly = row(3, share(0.9), *[None] * 7)

    figure = agreed_across(REGIONS, [partly, hardly, whole], by="region")

    assert (partly.lower, whole.lower, hardly.lower_shown) == (None, whole.lower_shown, None)
    assert [line["number"] for line in figure.table.data] == ["2", "1", "3"]
    assert [(one["lowest"] != "", one["lowest_shown"], one["hidden"]) for one in figure.table.data] == [
        (True, "0.55", "0"), (False, "0.7", "6"), (False, "", "7"),
    ]  # fmt: skip
    said = "Least agreement of those shown, not below: 70%, Region 1. Not shown, too few votes: 6"
    assert said in figure.drawing
    assert (
        "Too few votes in one of the parts" in figure.drawing
    )  # of one part alone nothing is said
    assert figure.finding == "Statements that every region shown agrees with: 2. In all: 3"
    assert "they may agree less" in figure.method


def test_a_region_whose_short_name_ends_with_a_stop_ends_the_sentence():
    parts = [Part("region_75", "Alm c."), *REGIONS[:2]]

    figure = agreed_across(parts, [row(1, share(0.7), share(0.9), None)], by="region")

    assert "60%, Alm c. Not shown" in figure.drawing


def test_the_bound_of_those_shown_is_made_of_what_is_shown_alone():
    shown = [share(0.7), share(0.6)]

    bounds = {row(1, *shown, hidden, None).lower_shown for hidden in (None, share(0.1, votes=9))}

    assert bounds == {0.5}
