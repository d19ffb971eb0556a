"""The loops with and without numba give the same bytes."""

import runpy
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import VoteMatrix, kernels, kernels_numpy
from kenes.engines.opinion.polis import projection
from kenes.engines.opinion.polis.ticks import replay
from kenes.engines.opinion.stable.maps import compute_map
from kenes.engines.opinion.stable.positions import GRAIN
from kenes.engines.opinion.votes import Moderation
from tests.factories.opinion import make_votes, votes_of

if not kernels.HAS_NUMBA:
    pytest.skip("numba is not installed here", allow_module_level=True)
numba_kernels = SimpleNamespace(**{name: getattr(kernels, name) for name in kernels.__all__})
NAMES = (
    "bridge_pass", "center", "compare_rows", "copy_rows", "count_steps", "count_votes", "follow_steps", "lay_out", "measure_margins", "multiply", "nearest", "number", "order_by",
    "place_people", "project", "settle", "sum_distances", "sum_points", "sum_tables",
)  # fmt: skip
VOTES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 6), st.integers(-1, 1)), min_size=1, max_size=60
)
NUMBERS = st.lists(
    st.tuples(*[st.floats(-9, 9, allow_subnormal=False)] * 2), min_size=1, max_size=12
)


def same(first, second):
    firsts, seconds = (side if isinstance(side, tuple) else (side,) for side in (first, second))
    return all(a.tobytes() == b.tobytes() for a, b in zip(firsts, seconds, strict=True))


@given(VOTES, st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_tables_projections_and_counts_are_the_same(rows, seed):
    matrix = VoteMatrix.of(votes_of(*rows))
    cells = (matrix.starts, matrix.columns, matrix.values)
    rng = np.random.default_rng(seed)
    center, comps = rng.normal(size=matrix.width), rng.normal(size=(2, matrix.width))
    group = rng.integers(-1, 3, matrix.height)

    for arguments, name in [
        ((*cells, matrix.width), "sum_tables"),
        ((*cells, center, comps), "project"),
        ((*cells, group, (3, matrix.width)), "count_votes"),
        (
            (*cells, center, np.ascontiguousarray(comps.T), np.array([0.3, 0.4, 0.01, 2.0]), GRAIN),
            "place_people",
        ),
        ((*kernels_numpy.sum_tables(*cells, matrix.width), center), "center"),
        ((*cells, 0.4, np.ascontiguousarray(comps.T), np.array([0.3, 0.04])), "bridge_pass"),
        (
            (*cells, rng.integers(0, matrix.height, (5, 2)), rng.random((matrix.width, 3))),
            "compare_rows",
        ),
        ((np.outer(center, center), np.ascontiguousarray(comps.T)), "multiply"),
    ]:
        assert same(
            getattr(numba_kernels, name)(*arguments), getattr(kernels_numpy, name)(*arguments)
        )


@given(NUMBERS, NUMBERS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_nearest_centers_are_the_same_ties_too(points, centers, random):
    scan = list(range(len(centers)))
    random.shuffle(scan)
    arguments = (np.array(points), np.array(centers), np.array(scan, np.int64))

    assert same(numba_kernels.nearest(*arguments), kernels_numpy.nearest(*arguments))


@given(NUMBERS, NUMBERS, st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_groups_and_distances_are_the_same(points, centers, seed):
    weights = np.random.default_rng(seed).integers(0, 4, len(points))
    cells = (np.array(points), weights)
    owners = np.stack([np.arange(len(points)) % 3, np.arange(len(points)) % 2])

    assert same(numba_kernels.sum_distances(*cells, owners, 3),
                kernels_numpy.sum_distances(*cells, owners, 3))  # fmt: skip
    ours, theirs = (
        kind.settle(*cells, np.array(centers), 20) for kind in (numba_kernels, kernels_numpy)
    )
    assert same(ours[:2], theirs[:2])
    assert ours[2] == theirs[2]
    assert same(numba_kernels.measure_margins(cells[0], *ours[1::-1]),
                kernels_numpy.measure_margins(cells[0], *ours[1::-1]))  # fmt: skip


@given(VOTES, st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_layouts_are_the_same(rows, seed):
    person, column, vote = np.array(rows, np.int32).T
    at = np.random.default_rng(seed).integers(0, 3, len(rows))
    given_ = (np.ascontiguousarray(person), np.ascontiguousarray(column), vote.astype(np.int8), at)
    ranks = [np.roll(np.arange(size, dtype=np.int32), seed) for size in (10, 7)]

    assert same(numba_kernels.lay_out(*given_, *ranks), kernels_numpy.lay_out(*given_, *ranks))


@given(VOTES, VOTES, st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_copied_rows_are_the_same(rows, others, seed):
    old, new = (VoteMatrix.of(votes_of(*some)) for some in (rows, others))
    parts = [(one.starts, one.columns, one.values) for one in (old, new)]
    source = np.sort(np.random.default_rng(seed).integers(-new.height, old.height, 12))
    sizes = np.concatenate([old.row_counts, new.row_counts[::-1]])[source]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    copies = []
    for kind in (numba_kernels, kernels_numpy):
        copies.append((np.zeros(starts[-1], np.int32), np.zeros(starts[-1], np.int8)))
        kind.copy_rows(source[:5], starts[:6], *parts, copies[-1])
        kind.copy_rows(source[5:], starts[5:], *parts, copies[-1])

    wanted = [parts[at < 0] + (at if at >= 0 else -1 - at,) for at in source.tolist()]
    cells = [columns[starts[row] : starts[row + 1]] for starts, columns, _values, row in wanted]
    assert copies[0][0].tolist() == np.concatenate(cells).tolist()
    assert same(*copies)


@given(NUMBERS, st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_points_are_gathered_the_same(points, seed):
    where = np.array(points)
    owner = np.random.default_rng(seed).integers(0, 3, len(points)).astype(np.int32)
    walk = (owner, where[:, 1], where[:, 1].min(), 3.5)
    parts = np.arange(3 * 64, dtype=np.int32).reshape(3, 64)
    counts = [np.zeros((3, 64), np.int64) for _kind in range(2)]
    for kind, found in zip((numba_kernels, kernels_numpy), counts, strict=True):
        kind.count_steps(*walk, found)

    assert same(*counts)
    assert counts[0].sum() == len(points)
    assert same(numba_kernels.follow_steps(*walk, parts), kernels_numpy.follow_steps(*walk, parts))
    assert same(numba_kernels.sum_points(where, owner, 4),
                kernels_numpy.sum_points(where, owner, 4))  # fmt: skip


@given(st.lists(st.integers(0, 7), max_size=50))
@settings(max_examples=30, deadline=None)
def test_orders_are_the_same_and_stable(keys):
    found = numba_kernels.order_by(np.array(keys, np.int32), 8)

    assert found.tolist() == sorted(range(len(keys)), key=lambda at: keys[at])
    assert same(found, kernels_numpy.order_by(np.array(keys, np.int32), 8))
    for kind in (np.int32, np.int64):
        names = np.array(keys, kind)
        assert same(numba_kernels.number(names, 8), kernels_numpy.number(names, 8))


def test_a_whole_map_is_the_same_without_numba(monkeypatch):
    votes = make_votes()
    with_numba = replay(votes, Moderation(), ticks=4)
    stable = compute_map(votes, Moderation())

    for name in NAMES:
        monkeypatch.setattr(kernels, name, getattr(kernels_numpy, name))
    without = replay(votes, Moderation(), ticks=4)

    assert projection.kernels.project is kernels_numpy.project
    assert same(with_numba.positions, without.positions)
    assert same(with_numba.group, without.group)
    assert same(stable.positions.points, compute_map(votes, Moderation()).positions.points)
    assert [base.id for base in with_numba.bases] == [base.id for base in without.bases]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_holds_by_chance_holds_for_these(seed):
    rng = np.random.default_rng(seed)
    rows = rng.integers((0, 0, -1), (10, 7, 2), (40, 3)).tolist()
    points, centers = (rng.integers(-2, 3, (many, 2)).astype(float).tolist() for many in (9, 3))

    by_itself(test_tables_projections_and_counts_are_the_same)(rows, seed)
    by_itself(test_nearest_centers_are_the_same_ties_too)(points, centers, Random(seed))
    by_itself(test_groups_and_distances_are_the_same)(points, centers, seed)
    by_itself(test_layouts_are_the_same)(rows, seed)
    by_itself(test_copied_rows_are_the_same)(rows, rows[:20], seed)
    by_itself(test_points_are_gathered_the_same)(points, seed)
    by_itself(test_orders_are_the_same_and_stable)(rng.integers(0, 8, 30).tolist())


def by_itself(test):
    """Return a test of examples by chance as the function that takes one example."""
    return test.hypothesis.inner_test


def test_one_point_and_a_center_that_attracts_nobody_end_alike():
    points, centers = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[0.0, 0.0], [9.0, 9.0]])
    for weights in (np.array([1, 1]), np.array([0, 0])):
        for rounds in (0, 9):
            ours, theirs = (
                kind.settle(points, weights, centers, rounds)
                for kind in (numba_kernels, kernels_numpy)
            )
            assert same(ours[:2], theirs[:2])
            assert ours[2] == theirs[2]


def test_without_numba_the_loops_are_those_in_numpy(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    found = runpy.run_path(kernels.__file__)

    assert not found["HAS_NUMBA"]
    assert {name: found[name] for name in NAMES} == {
        name: getattr(kernels_numpy, name) for name in NAMES
    }
