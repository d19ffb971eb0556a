"""The opinion map: nobody's place, nothing outside the drawing, an honest word without groups."""

import re
from dataclasses import replace
from math import cos, hypot, radians, sin

import pytest

from kenes.web.conversations.charts import Hexagon, OpinionMap, Outline, Part, Pull, opinion_map
from tests.web.conversations.charts.given import GROUPS, points, statement

ELLIPSE = re.compile(
    r'cx="([\d.]+)" cy="([\d.]+)" rx="([\d.]+)" ry="([\d.]+)" transform="rotate\((-?[\d.]+)'
)
OUTLINES = [Outline(GROUPS[0], -1.0, 0.0, 0.5, 0.2, 30.0), Outline(GROUPS[1], 1.0, 1.0, 0.3, 0.3)]


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def shown(people=(15, 19, 40), **others):
    cells = [Hexagon(0.3 * n, -0.2 * n, many) for n, many in enumerate(people)]
    return OpinionMap(cells, 0.15, sum(people), **others)


def test_every_hexagon_of_enough_people_is_drawn_once_and_no_other():
    figure = opinion_map(shown((0, 1, 9, 10, 11, 100)))

    assert figure.drawing.count("<polygon") == 3


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("own", [None, (0.0, 0.0), (-9.0, 7.0), (9.0, -7.0)])
def test_nothing_stands_outside_the_drawing(own, scale):
    cells = [Hexagon(n * scale, -n * scale, 15) for n in range(-3, 4)]
    outlines = [
        replace(o, x=o.x * scale, long=o.long * scale, short=o.short * scale) for o in OUTLINES
    ]
    at = (own[0] * scale, own[1] * scale) if own else None
    figure = opinion_map(OpinionMap(cells, 0.5 * scale, 35, outlines, 0.9, own=at))

    drawn = figure.drawing.replace('x="-4.5" y="-4.5"', "")
    assert all(0 <= place <= 1 for place in points(drawn, 360, 270))
    for cx, cy, rx, ry, turn in (map(float, found) for found in ELLIPSE.findall(drawn)):
        c, s = cos(radians(turn)), sin(radians(turn))
        assert cx - hypot(rx * c, ry * s) >= 0
        assert cx + hypot(rx * c, ry * s) <= 360
        assert cy - hypot(rx * s, ry * c) >= 0
        assert cy + hypot(rx * s, ry * c) <= 270


def test_groups_are_named_with_their_people_and_the_stability_is_stated():
    figure = opinion_map(shown(outlines=OUTLINES, stability=0.914))

    assert figure.finding == "Groups of opinion: 2"
    assert figure.aside == "people: 74; groups: 2; stability: 0.91"
    assert [line["share"] for line in figure.table.data] == ["0.6", "0.4"]
    assert "pulls" not in figure.drawing


def test_statements_lie_over_the_map_towards_those_who_agree():
    pulls = [Pull(statement(n), 0.1 * n, -0.05 * n) for n in range(1, 13)]
    pulls.append(Pull(statement(20), -0.35, 0.35))

    figure = opinion_map(shown(outlines=OUTLINES, stability=0.9, pulls=pulls))

    names = [line["name"] for line in figure.table.data]
    assert names == [
        "A",
        "B",
        *(f"Statement <{n}>" for n in (12, 11, 10, 9, 8, 7, 6, 5, 20, 4, 3, 2, 1)),
    ]
    assert figure.table.data[2] == {
        "name": "Statement <12>", "number": "12", "people": "–", "share": "–", "x": "1.2", "y": "-0.6"
    }  # fmt: skip
    assert figure.drawing.count('class="pull"') == 13
    assert "Agreeing leads this way: № 20 «Statement &lt;20&gt;»" in figure.drawing.replace(
        "\xa0", " "
    )
    assert all(
        0 <= place <= 1
        for place in points(
            figure.drawing.split('class="pulls"')[1].split("</g><ellipse")[0], 360, 270
        )
    )


def test_statements_without_a_direction_stand_in_the_middle():
    figure = opinion_map(shown(pulls=[Pull(statement(1), 0.0, 0.0)], why_none="too_few"))

    assert figure.drawing.count('class="pull"') == 1


def test_a_reader_is_told_the_nearest_group():
    figure = opinion_map(shown(outlines=OUTLINES, stability=0.9, own=(0, 0), own_group=1))

    assert figure.finding == "The group nearest to you: B"
    assert "You</text>" in figure.drawing


@pytest.mark.parametrize(
    ("why", "said"),
    [("too_few", "Too few people to speak of groups"), ("not_stable", "No stable groups")],
)
def test_without_groups_the_map_says_why(why, said):
    figure = opinion_map(shown(why_none=why))

    assert figure.finding.startswith(said)
    assert "<ellipse" not in figure.drawing
    assert [(line["name"], line["people"]) for line in figure.table.data] == [("no groups", "74")]


def test_a_map_of_nobody_has_no_drawing():
    assert opinion_map(shown((), why_none="too_few")).drawing == ""


def test_the_name_of_a_group_is_escaped():
    outline = Outline(Part("g", "<b>", 10), 0, 0, 1, 1)

    figure = opinion_map(shown(outlines=[outline], stability=0.9))

    assert "<b>" not in figure.drawing + figure.key


def test_the_same_map_is_drawn_the_same_whatever_the_order_of_its_cells():
    first = shown()

    turned = replace(first, hexagons=first.hexagons[::-1])

    assert opinion_map(first).drawing == opinion_map(turned).drawing
