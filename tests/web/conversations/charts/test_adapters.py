"""From a computed map to the values of charts: nothing lost, nothing of a small cell, no person."""

import numpy as np
import pytest

from kenes.engines.opinion import Moderation
from kenes.engines.opinion.measures.partition import groups_of, split_by
from kenes.engines.opinion.stable.maps import compute_map
from kenes.web.conversations.charts import Said, Statement, adapters, agreed_across, opinion_map
from tests.factories.opinion import make_votes, votes_of

NOTHING = Moderation(out=frozenset(), meta=frozenset())


@pytest.fixture(scope="module")
def found():
    return compute_map(make_votes(300, 16), Moderation(out=frozenset({3}), meta=frozenset()))


@pytest.fixture(scope="module")
def texts():
    return {n: Statement(n, Said(f"Statement {n}")) for n in range(15)}


def test_every_statement_that_is_shown_becomes_a_row(found, texts):
    rows = adapters.agreed_rows(found, groups_of(found), texts)

    assert [row.statement.number for row in rows] == [n for n in range(15) if n != 3]


def test_the_lowest_bound_is_the_one_that_the_engine_publishes(found, texts):
    rows = adapters.agreed_rows(found, groups_of(found), texts)

    bounds = dict(zip(found.layout.statements.tolist(), found.agreed.lower, strict=True))
    for row in rows:
        assert row.lower == pytest.approx(bounds[row.statement.number], abs=1e-9)


def test_the_groups_of_a_map_are_drawn_with_their_people(found, texts):
    figure = agreed_across(
        adapters.group_parts(found), adapters.agreed_rows(found, groups_of(found), texts)
    )

    assert figure.table.names[3] == f"group_{found.names[0]}_share"
    assert [part.people for part in adapters.group_parts(found)] == found.sizes.tolist()


def test_a_hidden_cell_of_a_partition_has_no_share(found, texts):
    part_of = {person: "a" if person < 6 else "b" for person in found.layout.people.tolist()}
    partition = split_by(found, part_of)

    rows = adapters.agreed_rows(found, partition, texts)

    assert all(row.shares[0] is None for row in rows)
    assert adapters.parts_of(partition, {"a": "First"}, "half")[0].people is None


def test_a_group_is_told_by_at_most_five_statements_that_are_shown(found, texts):
    rows = adapters.group_rows(found, 0, texts)

    assert 1 <= len(rows) <= 5
    assert 3 not in [row.statement.number for row in rows]
    column = adapters.column_of(found, rows[0].statement.number)
    assert rows[0].tallies[0].votes == found.counts[0, column, 2]


def test_every_person_stands_in_one_hexagon(found):
    shown = adapters.map_of(found)

    assert sum(cell.people for cell in shown.hexagons) == 300 == shown.people
    assert len(shown.outlines) == len(found.names)
    assert shown.stability == found.grouping.stability


def test_a_point_falls_into_the_hexagon_whose_middle_is_nearest():
    points = np.random.default_rng(5).normal(size=(200, 2))
    cells = adapters.hexagons(points, 0.3)
    middles = np.array([(cell.x, cell.y) for cell in cells])

    nearest = ((points[:, np.newaxis] - middles) ** 2).sum(axis=2).argmin(axis=1)

    assert np.bincount(nearest, minlength=len(cells)).tolist() == [cell.people for cell in cells]


def test_an_outline_has_the_spread_and_turn_of_its_group(found):
    outline = adapters.map_of(found).outlines[0]
    points = found.positions.points[found.group == 0]

    assert outline.long >= outline.short
    spread = points.var(axis=0).sum()
    assert outline.long**2 + outline.short**2 == pytest.approx(spread)


def test_a_reader_in_the_middle_of_a_group_is_nearest_to_it(found):
    outline = adapters.map_of(found).outlines[1]

    shown = adapters.map_of(found, own=(outline.x, outline.y))

    assert shown.own_group == 1


@pytest.mark.parametrize("people", [0, 1, 12])
def test_a_map_of_few_people_becomes_a_figure_without_groups(people):
    votes = votes_of(*[(person, n, 1) for person in range(people) for n in range(8)])

    figure = opinion_map(adapters.map_of(compute_map(votes, NOTHING)))

    assert figure.finding == "Too few people to speak of groups"


def test_regions_without_votes_have_no_share(found):
    part_of = {p: "71" if p % 2 else "75" for p in found.layout.people.tolist()}
    names = {"71": "Astana", "75": "Almaty", "79": "Shymkent"}

    shares = adapters.region_shares(split_by(found, part_of), 0, names)

    assert [one.name for one in shares] == ["Astana", "Almaty", "Shymkent"]
    assert shares[0].share.votes >= 10
    assert shares[2].share is None


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
