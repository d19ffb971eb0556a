"""What divides, what leaves people unsure, and what reads differently in its two texts."""

import re

import pytest

from kenes.web.conversations.charts import (
    DivideRow,
    LanguageRow,
    Tally,
    VotedRow,
    divide_line,
    language_view,
    unsure_statements,
)
from tests.web.conversations.charts.given import (
    GROUPS,
    percentages,
    points,
    share,
    statement,
    tally,
)

BOX = re.compile(r'viewBox="0 0 360 ([\d.]+)" class="chart swarm"')
CIRCLE = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" class="dot')


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def divide_row(number, spread, **others):
    return DivideRow(statement(number), spread, [tally(), tally()], **others)


def swarm_of(figure):
    return figure.drawing.split("</svg>")[0]


@pytest.mark.parametrize("rows", [1, 40, 300])
@pytest.mark.parametrize("spread", [0.0, 0.3, 0.7072, 9.9])
def test_every_statement_has_one_dot_inside_the_drawing(rows, spread):
    figure = divide_line(GROUPS, [divide_row(n, spread) for n in range(rows)])

    swarm = swarm_of(figure)
    height = float(BOX.search(swarm).group(1))
    assert swarm.count("<circle") == rows
    assert height <= 150.01
    assert all(0 <= place <= 1 for place in points(swarm, 360, height))


def test_no_two_dots_lie_on_each_other():
    figure = divide_line(GROUPS, [divide_row(n, 0.7 * (n % 17) / 17) for n in range(120)])

    dots = [tuple(map(float, found)) for found in CIRCLE.findall(swarm_of(figure))]
    assert len(dots) == 120
    for n, (x, y, r) in enumerate(dots):
        for other_x, other_y, other_r in dots[:n]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (r + other_r) ** 2 - 0.2


def test_the_widest_spread_stands_first_with_its_bars():
    rows = [divide_row(1, 0.05), divide_row(2, 0.4), divide_row(3, 0.2), divide_row(4, None)]

    figure = divide_line(GROUPS, rows, most=1)

    assert [line["number"] for line in figure.table.data] == ["2", "3", "1", "4"]
    assert figure.drawing.count("<li>") == 1
    assert figure.finding == "Statements that divide the groups: 2. In all: 3"


def test_a_spread_that_cannot_be_told_has_no_dot():
    figure = divide_line(GROUPS, [divide_row(1, None), divide_row(2, 0.4)])

    assert swarm_of(figure).count("<circle") == 1
    assert figure.table.data[1]["spread"] == ""


def test_many_passes_are_marked_by_an_open_dot():
    figure = divide_line(GROUPS, [divide_row(1, 0.4, is_unsure=True), divide_row(2, 0.4)])

    assert swarm_of(figure).count('class="dot unsure"') == 1


def test_nothing_to_divide_is_said():
    assert divide_line(GROUPS, []).drawing == ""
    assert divide_line(GROUPS, []).finding == "No statement sets the groups apart"


def test_statements_are_ranked_by_passes_squared():
    rows = [
        VotedRow(statement(1), Tally(40, 20, 40)),
        VotedRow(statement(2), Tally(10, 10, 80)),
        VotedRow(statement(3), Tally(90, 5, 5)),
        VotedRow(statement(4), Tally(1, 1, 6)),
    ]

    figure = unsure_statements(rows)

    assert [line["number"] for line in figure.table.data] == ["2", "1", "3", "4"]
    assert figure.drawing.count("<li>") == 3
    assert figure.aside == "Shown to fewer than 30: 1"
    assert figure.table.data[3]["votes"] == figure.table.data[3]["pass"] == ""


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_every_statement_is_listed_once_however_many(rows):
    figure = unsure_statements([VotedRow(statement(n), tally(10, 10, 80)) for n in range(rows)])

    assert sorted(int(line["number"]) for line in figure.table.data) == list(range(rows))
    assert figure.drawing.count("<li>") == min(rows, 5)


def language_row(number, kk, ru, **others):
    return LanguageRow(statement(number), kk, ru, **others)


def test_each_statement_with_both_shares_is_one_mark_inside_the_plot():
    rows = [language_row(n, share(n / 300), share(1 - n / 300)) for n in range(301)]
    rows.append(language_row(999, share(0.5), share(0.5, votes=9)))

    figure = language_view(rows)

    assert figure.drawing.count('class="dot"') == 301
    assert all(0 <= place <= 100 for place in percentages(figure.drawing))
    assert figure.aside == "Statements shown: 301. In all: 302"


def test_a_flagged_statement_is_marked_by_shape_and_number_and_listed():
    rows = [language_row(1, share(0.7), share(0.4), is_flagged=True)]

    figure = language_view(rows)

    assert figure.finding == "Statements whose translation should be read again: 1"
    assert ">№ 1</text>" in figure.drawing
    assert "m-diamond" in figure.drawing
    assert "Kazakh text: 70%; Russian text: 40%" in figure.drawing
    assert figure.table.data[0]["flagged"] == "read again"


def test_a_flag_on_a_small_cell_is_not_told():
    rows = [language_row(1, share(0.71), share(0.4, votes=9), is_flagged=True)]

    figure = language_view(rows)

    assert figure.finding == "Too few votes in one of the languages to compare them"
    assert figure.drawing == ""
    assert figure.table.data[0] | {"statement": ""} == {
        "statement": "", "number": "1", "kk_share": "0.71", "kk_votes": "50",
        "ru_share": "", "ru_votes": "", "flagged": "–",
    }  # fmt: skip


def test_statements_are_escaped():
    rows = [language_row(1, share(0.7), share(0.4), is_flagged=True)]
    drawn = language_view(rows).drawing
    drawn += divide_line(GROUPS, [divide_row(1, 0.5)]).drawing
    drawn += unsure_statements([VotedRow(statement(), tally(10, 10, 80))]).drawing

    assert "<1>" not in drawn
    assert drawn.count("&lt;1&gt;") == 5
