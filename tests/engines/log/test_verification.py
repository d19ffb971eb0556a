"""A whole log recomputed: good ones pass, and the first wrong thing is named."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.log.bundles import encode
from kenes.engines.log.errors import LogError
from kenes.engines.log.tiles import TreeState
from kenes.engines.log.verification import verify_extension, verify_log
from tests.engines.log.trees import LARGEST, entries, flipped, publish, root


@settings(max_examples=20)
@given(st.integers(0, LARGEST))
def test_a_good_log_of_any_size_is_accepted(size):
    files, tree, state = publish(size)

    assert verify_log(files.__getitem__, tree) == state


@given(st.integers(0, 900), st.integers(0, 900))
def test_what_was_verified_before_is_not_read_again(one, other):
    old, new = sorted((one, other))
    _, _, before = publish(old)
    files, tree, state = publish(new)
    read, seen = [], []

    def fetch(path):
        read.append(path)
        return files[path]

    end = verify_log(fetch, tree, since=before, seen=lambda at, block, _: seen.extend([at, block]))

    assert end == state
    assert [entry for block in seen[1::2] for entry in block] == entries()[old:new]
    assert not any(path.endswith(f"entries/{number:03d}") for path in read for number in range(old // 256))  # fmt: skip


FILES = sorted(path for path in publish(1000)[0] if path != "checkpoint")


@given(st.sampled_from(FILES), st.integers(0, 2**24))
def test_a_changed_bit_of_any_file_is_found(path, bit):
    files, tree, _ = publish(1000)
    files[path] = flipped(files[path], bit)

    with pytest.raises(LogError) as caught:
        verify_log(files.__getitem__, tree)

    assert caught.value.step in {"log.entry", "log.node", "bundle.count"}
    assert caught.value.fault == "log"


def changed_entry(files):
    items = entries()[256:300]
    items[3] = b'{"n":-1}'
    files["tile/entries/001.p/44"] = encode(items)


def removed_entry(files):
    files["tile/entries/001.p/44"] = encode([*entries()[256:270], *entries()[271:300]])


def swapped_pair(files):
    items = entries()[:256]
    items[7], items[8] = items[8], items[7]
    files["tile/entries/000"] = encode(items)


def truncated_tile(files):
    files["tile/0/000"] = files["tile/0/000"][:-32]


def other_parent(files):
    files["tile/1/000.p/1"] = bytes(32)


def missing_tile(files):
    del files["tile/1/000.p/1"]


ATTACKS = {
    changed_entry: ("log.entry", "tile/0/001.p/44", "Entry 259 in tile/entries/001 does not have"),
    removed_entry: ("bundle.count", "tile/entries/001.p/44", "fewer entries"),
    swapped_pair: ("log.entry", "tile/0/000", "Entry 7 in tile/entries/000 does not have"),
    truncated_tile: ("tile.length", "tile/0/000", "shorter than its path says"),
    other_parent: ("log.node", "tile/1/000.p/1", "Hash 0 is not the root of tile/0/000"),
    missing_tile: ("tile.missing", "tile/1/000.p/1", "does not serve this file"),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.__name__ for attack in ATTACKS])
def test_the_first_wrong_thing_is_named(attack):
    files, tree, _ = publish(300)
    verify_log(files.__getitem__, tree)
    attack(files)

    with pytest.raises(LogError) as caught:
        verify_log(files.__getitem__, tree)

    step, place, words = ATTACKS[attack]
    assert (caught.value.step, caught.value.place) == (step, place)
    assert words in caught.value.sentence


def test_a_log_rewritten_throughout_is_found_by_its_signed_root():
    files, tree, _ = publish(300)

    with pytest.raises(LogError, match="another root than the log signed") as caught:
        verify_log(files.__getitem__, replace(tree, root=bytes(32)))

    assert (caught.value.step, caught.value.place) == ("log.root", "checkpoint")


def test_a_log_that_went_back_is_found():
    files, tree, _ = publish(200)

    with pytest.raises(LogError, match="went back"):
        verify_log(files.__getitem__, tree, since=publish(300)[2])


def test_a_log_forked_behind_a_verified_state_is_found():
    files, tree, _ = publish(300)
    forked = TreeState(200, (b"\x00" * 32 * 200,), b"")

    with pytest.raises(LogError) as caught:
        verify_log(files.__getitem__, tree, since=forked)

    assert caught.value.step == "log.entry"


@given(st.integers(0, 900), st.integers(0, 900))
def test_a_checkpoint_extends_every_earlier_one(one, other):
    old, new = sorted((one, other))
    files, tree, _ = publish(new)

    verify_extension(files.__getitem__, publish(old)[1], tree)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"origin": "other.example/log"}, "different logs"),
        ({"size": 301}, "went back"),
        ({"size": 300, "root": root(1, 5)}, "forked"),
        ({"size": 200, "root": root(1, 5)}, "does not lead to the root of the tree of 200"),
    ],
)
def test_a_checkpoint_that_does_not_extend_is_refused(change, reason):
    files, tree, _ = publish(300)

    with pytest.raises(LogError, match=reason):
        verify_extension(files.__getitem__, replace(tree, **change), tree)
