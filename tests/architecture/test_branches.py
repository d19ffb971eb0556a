"""The gate counts branches as coverage.py's own tracer does."""

import runpy
import sys
from types import SimpleNamespace

import coverage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.branches import Lines, is_counted, write

FORMS = """
from contextlib import contextmanager, suppress


def choose(value):
    if value > 2:
        return "much"
    elif value == 2:
        value += 1
    for one in range(value):
        if one == 1:
            continue
        if one == 5:
            break
    else:
        value += 1
    while value < 3:
        value += 1
    return [x for x in range(value) if x]


def fail(value):
    try:
        with suppress(KeyError):
            {}[value]
        if value:
            raise ValueError
    except ValueError:
        return "caught"
    finally:
        value = 0
    match value:
        case 0:
            return value
        case _:
            return "else"


def fall(depth):
    if depth:
        fall(depth - 1)
    yielded = list(count(depth))
    for _ in yielded:
        pass


def count(most):
    for one in range(most):
        if one % 2:
            yield one


@contextmanager
def held():
    yield


def never():
    if FORMS:
        return 1


for value in VALUES:
    choose(value)
    fail(value)
    fall(value)
    with held():
        if value == 1:
            pass
"""


def run(path, values):
    runpy.run_path(str(path), {"VALUES": values})


def plain(data_file, **settings):
    return coverage.Coverage(data_file=str(data_file), branch=True, config_file=False, **settings)


def told(data_file, path):
    """Return by line how many ways lead on and how many were taken, and the lines never reached."""
    read = plain(data_file)
    read.load()
    return read.branch_stats(str(path)), read.analysis2(str(path))[3]


@pytest.mark.parametrize("values", [(), (0,), (1, 2), (7, 1, 0)])
def test_branches_are_those_that_the_tracer_tells(tmp_path, values):
    path = tmp_path / "forms.py"
    path.write_text(FORMS)
    traced = plain(tmp_path / "traced", include=[str(path)])
    traced.set_option("run:core", "ctrace")
    with traced.collect():
        run(path, values)
    traced.save()

    lines = Lines([str(path)], tool=sys.monitoring.OPTIMIZER_ID)
    lines.begin()
    run(path, values)
    lines.end()
    write(lines.taken, tmp_path / "heard")

    assert told(tmp_path / "heard", path) == told(tmp_path / "traced", path)


def test_what_is_taken_during_a_pause_does_not_count(tmp_path):
    path = tmp_path / "forms.py"
    path.write_text(FORMS)
    lines = Lines([str(path)], tool=sys.monitoring.OPTIMIZER_ID)
    lines.begin()
    lines.pause()
    run(path, (1, 2))
    paused = len(lines.taken[str(path)])
    lines.go_on()
    run(path, ())
    lines.end()

    assert paused == 0
    assert lines.taken[str(path)]


def test_what_is_taken_by_chance_does_not_count(request):
    by_chance = given(st.integers())(lambda _number: None)

    assert is_counted(request.node)
    assert not is_counted(SimpleNamespace(obj=by_chance))
