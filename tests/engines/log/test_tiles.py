"""Tiles: paths, growth in any steps, files that never change, and reading back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.log import reading
from kenes.engines.log.bundles import LONGEST_ENTRY, decode, encode, shorten
from kenes.engines.log.errors import LogError
from kenes.engines.log.proofs import check_inclusion, prove_inclusion
from kenes.engines.log.reading import TileReader, state_at
from kenes.engines.log.tiles import (
    TreeState,
    Writer,
    bundle_path,
    edge_widths,
    integrate,
    tile_path,
)
from tests.engines.log.trees import LARGEST, entries, leaves, publish, root

STEPS = st.lists(st.integers(0, 700), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (tile_path(0, 0), "tile/0/000"),
        (tile_path(0, 999), "tile/0/999"),
        (tile_path(0, 1000), "tile/0/x001/000"),
        (tile_path(3, 1234067), "tile/3/x001/x234/067"),
        (tile_path(1, 0, 17), "tile/1/000.p/17"),
        (bundle_path(1234067), "tile/entries/x001/x234/067"),
        (bundle_path(1000, 1), "tile/entries/x001/000.p/1"),
    ],
)
def test_paths_are_those_of_the_specification(path, expected):
    assert path == expected


def test_a_log_of_70000_has_the_files_that_the_specification_counts():
    paths = [path for path, _ in Writer().write(iter([b""] * 70_000))]

    full = [path for path in paths if path.startswith("tile/0/") and ".p/" not in path]
    assert len(full) == 273
    assert {"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"} <= set(paths)
    assert len([path for path in paths if path.startswith("tile/entries/")]) == 274
    assert edge_widths(70_000) == [112, 17, 1]


@given(STEPS)
def test_growing_in_steps_never_writes_a_path_with_other_bytes(steps):
    files: dict[str, bytes] = {}
    state, done = TreeState(), 0
    for step in steps:
        state, new = integrate(state, entries()[done : done + step])
        done += step
        assert len(new) == len(dict(new))
        for path, octets in new:
            assert files.setdefault(path, octets) == octets

    assert (state.size, state.root()) == (done, root(0, done))
    assert state_at(done, files.__getitem__) == state


@given(STEPS)
def test_steps_leave_the_tree_that_one_step_leaves(steps):
    state = TreeState()
    done = 0
    for step in steps:
        state, _ = integrate(state, entries()[done : done + step])
        done += step

    assert state == integrate(TreeState(), entries()[:done])[0]


def test_a_file_that_stood_there_before_is_not_given_again():
    state, _ = integrate(TreeState(), entries()[:300])

    _, files = integrate(state, entries()[300:310])

    assert [path for path, _ in files] == ["tile/entries/001.p/54", "tile/0/001.p/54"]
    assert integrate(state, [])[1] == []


def test_an_empty_tree_has_no_files_and_the_root_of_nothing():
    assert integrate(TreeState(), []) == (TreeState(), [])
    assert TreeState().root() == root(0, 0)


@given(st.data())
def test_proofs_read_from_tiles_hold(data):
    size = data.draw(st.integers(1, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    files, tree, _ = publish(size)
    reader = TileReader(files.__getitem__, size)

    path = prove_inclusion(index, size, reader.node)

    check_inclusion(leaves()[index], index, size, path, tree.root)
    assert reader.entry(index) == entries()[index]


def test_a_full_file_serves_in_place_of_a_partial_one():
    files, _, _ = publish(512)

    reader = TileReader(files.__getitem__, 300)

    assert reader.tile(0, 1) == b"".join(leaves()[256:300])
    assert reader.entries(1) == entries()[256:300]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda octets: octets[:-1], "tile.length"),
        (lambda octets: octets + b"\x00", "tile.length"),
        (lambda octets: octets[:-32], "tile.length"),
    ],
)
@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001.p/44"])
def test_a_tile_of_another_length_is_refused(path, change, step):
    files, _, _ = publish(300)
    files[path] = change(files[path])
    reader = TileReader(files.__getitem__, 300)

    with pytest.raises(LogError) as caught:
        reader.tile(0, int(path[7:10]))

    assert (caught.value.step, caught.value.place, caught.value.fault) == (step, path, "log")


def test_a_missing_file_is_named():
    files, _, _ = publish(300)
    del files["tile/0/001.p/44"]

    with pytest.raises(LogError, match=r"tile/0/001\.p/44: The log does not serve this file"):
        TileReader(files.__getitem__, 300).tile(0, 1)


@pytest.mark.parametrize("ask", [(0, 2), (1, 1), (3, 0), (0, -1)])
def test_there_is_no_tile_outside_the_tree(ask):
    files, _, _ = publish(300)

    with pytest.raises(LogError, match="does not reach there"):
        TileReader(files.__getitem__, 300).tile(*ask)


def test_there_is_no_entry_or_whole_subtree_outside_the_tree():
    files, _, _ = publish(300)
    reader = TileReader(files.__getitem__, 300)

    with pytest.raises(LogError, match="no entry with index 300"):
        reader.entry(300)
    with pytest.raises(LogError, match="no whole subtree"):
        reader.node(6, 4)


@given(st.lists(st.binary(max_size=300), max_size=40))
def test_a_bundle_gives_back_its_entries(items):
    assert decode(encode(items), len(items)) == items


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=20), st.data())
def test_a_bundle_is_cut_after_any_entry(items, data):
    count = data.draw(st.integers(0, len(items)))

    assert shorten(encode(items), count) == encode(items[:count])


def test_the_longest_entry_fits_and_a_longer_one_is_refused_before_anything_is_written():
    longest = bytes(LONGEST_ENTRY)

    assert decode(encode([longest]), 1) == [longest]
    with pytest.raises(LogError, match="longer than a bundle can hold"):
        integrate(TreeState(), [b"good", longest + b"\x00"])


@pytest.mark.parametrize("count", [1, 3])
def test_a_bundle_with_more_or_fewer_entries_is_refused(count):
    with pytest.raises(LogError, match="than its tile has hashes") as caught:
        decode(encode([b"a", b"b"]), count)

    assert caught.value.fault == "log"


def test_a_full_bundle_too_short_for_a_smaller_tree_is_refused():
    files, _, _ = publish(512)
    files["tile/entries/001"] = encode(entries()[256:290])

    with pytest.raises(LogError, match="fewer entries") as caught:
        TileReader(files.__getitem__, 300).bundle(1)

    assert caught.value.place == "tile/entries/001"


def test_a_long_reading_keeps_the_tiles_used_last(monkeypatch):
    files, _, _ = publish(LARGEST)
    reader = TileReader(files.__getitem__, LARGEST)

    monkeypatch.setattr(reading, "_KEPT", 4)

    for number in range(19):
        reader.node(8, number)
        reader.node(7, 2 * number)

    assert list(reader._kept) == [(0, 16), (0, 17), (1, 0), (0, 18)]


def test_a_bundle_that_ends_inside_an_entry_is_refused():
    for short in (encode([b"a", b"bcd"])[:-1], encode([b"a", b"bcd"])[:-4]):
        with pytest.raises(LogError, match="fewer entries"):
            decode(short, 2)


def test_a_tile_used_before_is_not_fetched_again():
    files = dict(publish(300)[0])
    fetched = []

    def read(path):
        fetched.append(path)
        return files[path]

    reader = TileReader(read, 300)
    reader.node(0, 7)
    before = reader.tile(0, 0)

    assert before == files["tile/0/000"]
    assert fetched == ["tile/0/000"]
