"""Bars of a group and tiles of regions: whole bars, printed numbers, small cells not told."""

import re

import pytest

from kenes.engines.opinion.stable.suppression import LEAST as LEAST_OF_ENGINE
from kenes.web.conversations.charts import (
    GroupRow,
    RegionShare,
    Tally,
    group_statements,
    region_tiles,
)
from kenes.web.conversations.charts.figures import LEAST
from kenes.web.conversations.charts.places import PLACES
from tests.web.conversations.charts.given import GROUPS, percentages, share, statement, tally

WIDTH = re.compile(r'<rect x="([\d.]+)%" width="([\d.]+)%"[^>]*class="v-')


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_every_statement_of_a_group_is_drawn_and_listed_once(rows):
    given = [GroupRow(statement(n), [tally(), tally()]) for n in range(rows)]

    figure = group_statements(GROUPS, 0, given)

    assert figure.drawing.count("<li>") == rows
    assert [line["number"] for line in figure.table.data] == [str(n) for n in range(rows)]


@pytest.mark.parametrize("votes", [(10, 0, 0), (0, 10, 0), (0, 0, 10), (1, 1, 999), (7, 7, 7)])
def test_a_bar_is_filled_from_end_to_end(votes):
    figure = group_statements(GROUPS[:1], 0, [GroupRow(statement(), [Tally(*votes)])])

    pieces = [(float(x), float(width)) for x, width in WIDTH.findall(figure.drawing)]
    ends = [x + width for x, width in pieces]
    assert pieces[0][0] == 0
    assert ends[-1] == pytest.approx(100, abs=0.02)
    assert [x for x, _width in pieces[1:]] == pytest.approx(ends[:-1], abs=0.02)


def test_numbers_are_printed_where_they_fit():
    figure = group_statements(GROUPS[:1], 0, [GroupRow(statement(), [tally(93, 4, 3)])])

    assert re.findall(r'text-anchor="middle" class="on-\w+">(\d+)<', figure.drawing) == ["93"]
    assert 'aria-label="A: agree 93%, disagree 4%, pass 3%"' in figure.drawing


@pytest.mark.parametrize("cell", [None, Tally(9, 0, 0), Tally(0, 0, 0)])
def test_a_bar_of_too_few_votes_tells_no_number(cell):
    figure = group_statements(GROUPS[:1], 0, [GroupRow(statement(), [cell])])

    assert ">too few</text>" in figure.drawing
    assert 'class="v-agree"' not in figure.drawing.split("</ol>")[0]
    assert figure.table.data[0]["group_0_agree"] == figure.table.data[0]["group_0_votes"] == ""


def test_a_tally_below_nothing_is_refused():
    with pytest.raises(ValueError, match="votes are counted from 0"):
        Tally(5, -1, 0)


def test_a_row_without_a_tally_for_each_group_is_refused():
    with pytest.raises(ValueError, match="has 1 tallies for 2 parts"):
        group_statements(GROUPS, 0, [GroupRow(statement(), [tally()])])


def regions(*shares):
    return [
        RegionShare(f"{code}0000000", f"Region <{code}>", one)
        for code, one in zip(PLACES, shares, strict=False)
    ]


def test_each_region_has_one_tile_and_no_two_share_a_place():
    figure = region_tiles(statement(), regions(*[share(0.5)] * 20))

    drawn = re.findall(r'<rect x="([\d.]+%)" y="([\d.]+%)"', figure.drawing)
    assert len(drawn) == len(set(drawn)) == 20
    assert all(0 <= place <= 100 for place in percentages(figure.drawing))
    assert "<script>" not in figure.drawing
    assert "Region &lt;59&gt;" in figure.drawing


@pytest.mark.parametrize(("value", "step"), [(0.0, 1), (0.19, 1), (0.2, 2), (0.5, 3), (1.0, 5)])
def test_the_step_of_a_tile_follows_its_share(value, step):
    figure = region_tiles(statement(), regions(share(value)))

    assert f'class="tile t{step}"' in figure.drawing.split("</svg>")[0]


@pytest.mark.parametrize("cell", [None, share(0.777, votes=LEAST - 1)])
def test_a_region_of_too_few_votes_is_hatched_and_tells_no_number(cell):
    figure = region_tiles(statement(), regions(cell, share(0.6)))

    assert "hatch" in figure.drawing
    assert "78" not in figure.drawing
    assert figure.table.data[1]["share"] == ""
    assert figure.aside == "Shown: 1. In all: 2"


def test_the_finding_counts_the_regions_behind_a_statement_and_names_the_lowest():
    figure = region_tiles(statement(), regions(share(0.6), share(0.3), share(0.8)))

    assert figure.finding == (
        "Regions where more than half agree: 2. In all: 3. Lowest: Region <27>, 30%"
    )


def test_a_region_that_the_grid_does_not_know_stands_in_the_table_alone():
    figure = region_tiles(statement(), [RegionShare("510000000", "Old region", share(0.4))])

    assert "Old region" not in figure.drawing
    assert figure.table.data[0]["region"] == "Old region"


def test_small_cells_are_those_that_the_engine_calls_small():

    assert LEAST_OF_ENGINE == LEAST
