"""All results of one conversation, each ten people after the last, kept and subtracted."""

import csv
import io
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from kenes.domain.conversations.figures import Published, compute
from kenes.engines.opinion.opendata.forms import TABLES
from kenes.engines.opinion.stable.suppression import LEAST
from tests.factories.figures import make_ballots

MOMENTS = (30, *range(60, 131, 10), 200, 290, 300)


@pytest.fixture(scope="module")
def history():
    """Figures and tables at each moment, with the ballots that they were made of."""
    ballots, found, before, last = make_ballots(300, seed=7), [], None, None
    for people in MOMENTS:
        came = ballots.voter <= people
        columns = {
            name: getattr(ballots, name)[came] for name in ("voter", "statement", "value", "text")
        }
        now = replace(ballots, **columns)
        made = compute(now, last=last, before=before)
        before = Published(made.figures, made.files[TABLES])
        last = made.figures if made.verdict == "groups" else last
        found.append((now, made.figures, read(made.files[TABLES])))
    return found


def read(content):
    """Tables by pair of statements, as whoever downloads them has them."""
    return {
        (int(row["first"]), int(row["second"])): {name: int(value) for name, value in row.items()}
        for row in csv.DictReader(io.StringIO(content.decode()))
    }


def apart(series):
    """Every two counts of a series that are not the same."""
    return [(a, b) for a, b in combinations(series, 2) if list(a) != list(b)]


def rows_of(figures):
    return {row["statement"]: row for row in figures["map"]["statements"]}


def test_no_two_results_differ_by_fewer_than_ten_votes_on_a_statement(history):
    series = defaultdict(list)
    for _ballots, figures, _tables in history:
        for number, row in rows_of(figures).items():
            if row["votes"] is not None:
                series[number].append([row["agrees"], row["disagrees"], row["votes"]])

    steps = [abs(b[2] - a[2]) for one in series.values() for a, b in apart(one)]
    assert len(series) == 10
    assert len(steps) > 100
    assert min(steps) >= LEAST


@pytest.mark.parametrize("by", ["language", "region"])
def test_no_two_results_differ_by_fewer_than_ten_in_a_part_or_in_what_is_hidden(history, by):
    series, hidden = defaultdict(list), defaultdict(list)
    for _ballots, figures, _tables in history:
        part = figures["parts"][by]
        for number, cells, total in zip(
            rows_of(figures), part["cells"], part["totals"], strict=True
        ):
            shown = {n: c for n, c in zip(part["names"], cells, strict=True) if c is not None}
            for name, cell in shown.items():
                series[number, name].append(cell[:3])
            if total is not None:
                left = np.array(total) - sum(
                    (np.array(c[:3]) for c in shown.values()), np.zeros(3, int)
                )
                hidden[number, frozenset(shown)].append(left.tolist())

    cells = [abs(b[2] - a[2]) for one in series.values() for a, b in apart(one)]
    rests = [abs(b[2] - a[2]) for one in hidden.values() for a, b in apart(one)]
    assert len(cells) > 30
    assert min(cells) >= LEAST
    assert min(rests, default=LEAST) >= LEAST


def test_no_pair_of_statements_tells_of_few_who_answered_one_and_not_the_other(history):
    series = defaultdict(list)
    for _ballots, figures, tables in history:
        rows = rows_of(figures)
        for (first, second), sums in tables.items():
            assert sums["covotes"] >= LEAST
            series[first, second].append([sums["sum_first"], sums["products"], sums["covotes"]])
            for side in ("first", "second"):
                alone = sums[f"{side}_alone"]
                assert alone == 0 or alone >= LEAST
                series[first, second, side].append([0, sums[f"sum_{side}_alone"], alone])
            if first == second:
                row = rows[first]
                assert sums["covotes"] == row["votes"]
                assert sums["sum_first"] == row["agrees"] - row["disagrees"]

    assert len(series) > 100
    assert all(abs(b[2] - a[2]) >= LEAST for one in series.values() for a, b in apart(one))


def test_what_is_published_was_true_at_its_moment_and_moves_in_the_end(history):
    true = defaultdict(set)
    for ballots, _figures, _tables in history:
        for number in range(1, 11):
            votes = ballots.value[ballots.statement == number]
            true[number].add((int((votes == 1).sum()), int((votes == -1).sum()), len(votes)))
    first, last = rows_of(history[0][1]), rows_of(history[-1][1])

    moved = [last[n]["votes"] - first[n]["votes"] for n in last]
    assert all(many >= 10 for many in moved)
    assert np.mean(moved) > 150
    ungrouped = [figures for _b, figures, _t in history if not figures["map"]["groups"]]
    for figures in ungrouped:
        for number, row in rows_of(figures).items():
            assert (row["agrees"], row["disagrees"], row["votes"]) in true[number]


def test_the_means_that_place_a_reader_are_those_of_published_counts(history):
    known = defaultdict(set)
    for _ballots, figures, tables in history:
        for number, row in rows_of(figures).items():
            if row["votes"]:
                known[number].add(round((row["agrees"] - row["disagrees"]) / row["votes"], 6))
        assert tables


def test_a_result_of_an_older_form_is_followed_by_a_whole_new_one(history):
    ballots, figures, _tables = history[-1]
    parts = {by: {n: v for n, v in part.items() if n != "totals"}
             for by, part in figures["parts"].items()}  # fmt: skip
    older = Published({**figures, "parts": parts}, b"first,second,covotes\n1,1,12\n")

    found = compute(ballots, before=older)

    assert found.figures["parts"]["region"]["totals"][0] is not None
    assert read(found.files[TABLES])[1, 1]["covotes"] > 12


def at_moment(people, without=(), few=None):
    """The ballots when so many have come; of the statements in `few` so many have voted."""
    ballots = make_ballots(160, seed=7)
    came = (ballots.voter <= people) & ~np.isin(ballots.statement, without)
    for number, many in (few or {}).items():
        came &= (ballots.statement != number) | (ballots.voter <= many)
    columns = {
        name: getattr(ballots, name)[came] for name in ("voter", "statement", "value", "text")
    }
    return replace(ballots, **columns)


def test_a_statement_out_of_sight_and_back_tells_nothing_of_the_few_between():
    moments = [
        at_moment(60), at_moment(80, without=[4]), at_moment(100, few={4: 63}), at_moment(160),
    ]  # fmt: skip
    found, before, last = [], None, None
    for ballots in moments:
        made = compute(ballots, last=last, before=before)
        before, last = Published(made.figures, made.files[TABLES]), made.figures
        found.append((made.figures, read(made.files[TABLES])))
    totals = [rows_of(figures).get(4) for figures, _tables in found]
    counts = [row and [row["agrees"], row["disagrees"], row["votes"]] for row in totals]

    assert [one is None for one in counts] == [False, True, False, False]
    assert counts[2] == counts[0]
    assert counts[3][2] >= counts[0][2] + LEAST
    for figures, tables in found[2:]:
        row, place = rows_of(figures)[4], list(rows_of(figures)).index(4)
        assert not [pair for pair in tables if 4 in pair]
        assert set(row["groups"]) <= {None}
        assert 4 not in figures["place"]["statements"]
        for part in figures["parts"].values():
            assert not any(part["cells"][place])
            assert part["totals"][place] is None


def leaves(value, path=()):
    """Every text below a value, keys of tables included, with the names that lead to it."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from leaves(below, (*path, name))
            yield (*path, "key"), name
    elif isinstance(value, list | tuple):
        for below in value:
            yield from leaves(below, path)
    else:
        yield path, value


def test_no_published_figure_crosses_groups_regions_languages_or_tiers(history):
    for ballots, figures, tables in history:
        regions = set(ballots.regions.values())
        places = {path for path, value in leaves(figures) if value in regions}
        languages = {path for path, value in leaves(figures) if value in {"kk", "ru"}}
        assert places <= {("parts", "region", "names")}
        assert languages <= {("parts", "language", "names")}
        assert set(figures["parts"]) == {"group", "language", "region"}
        for part in figures["parts"].values():
            assert all(isinstance(name, str | int) for name in part["names"])
            for cells in part["cells"]:
                assert len(cells) == len(part["names"])
                assert all(cell is None or np.ndim(cell) == 1 for cell in cells)
        assert all(many is None or isinstance(many, int) for many in figures["tiers"].values())
        assert all(
            name.startswith(("first", "second", "covotes", "products", "sum_"))
            for sums in tables.values() for name in sums
        )  # fmt: skip
