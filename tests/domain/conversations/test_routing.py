"""The draw of the next statement: the engine's own numbers, a floor for each, both languages."""

import numpy as np
import pytest

from kenes.domain.conversations.routing import FLOOR, Tally, chances_of, draw
from kenes.engines.opinion.measures.routing import route

TALLIES = [
    Tally(0, 0, {}),
    Tally(3, 10, {"kk": 8, "ru": 2}),
    Tally(500, 1000, {"kk": 10, "ru": 990}),
    Tally(40, 41, {"kk": 41}),
]


@pytest.mark.parametrize(("language", "part"), [("kk", 0), ("ru", 1)])
def test_chances_are_those_of_the_engine(language, part):
    counts = np.array([[[one.agrees, 0, one.votes] for one in TALLIES]], np.int32)
    shown = np.array(
        [[one.read_in.get(name, 0) for one in TALLIES] for name in ("kk", "ru")], np.int32
    )

    expected = route(counts, np.ones(4, np.bool_), shown=shown, part=part)

    assert chances_of(TALLIES, language) == pytest.approx(list(expected), abs=1e-12)


def test_every_statement_keeps_its_floor_and_chances_add_up_to_one():
    many = [Tally(0, 0, {})] + [Tally(50_000, 100_000, {"kk": 100_000})] * 49

    found = chances_of(many, "kk")

    assert sum(found) == pytest.approx(1)
    assert min(found) >= FLOOR / 50
    assert chances_of([], "kk") == []


def test_what_was_read_less_in_a_language_comes_sooner_to_its_readers():
    even, kazakh = Tally(5, 10, {"kk": 5, "ru": 5}), Tally(5, 10, {"kk": 10})

    assert chances_of([even, kazakh], "ru")[1] > chances_of([even, kazakh], "kk")[1]


def test_a_lot_falls_on_each_place_in_its_turn():
    assert [draw([0.25, 0.25, 0.5], lot) for lot in (0, 0.3, 0.5, 0.999999)] == [0, 1, 2, 2]
