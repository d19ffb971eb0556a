"""Proofs hold for every size and index, and no changed bit gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import place_of, tree_root
from kenes.engines.log.proofs import (
    MOST_HASHES,
    check_consistency,
    check_inclusion,
    prove_consistency,
    prove_inclusion,
)
from tests.engines.log.trees import LARGEST, flipped, leaves, node, root

SIZES = st.integers(0, LARGEST)
BITS = st.integers(0, 2**20)


@st.composite
def leaf_in_tree(draw):
    size = draw(st.integers(1, LARGEST))
    return draw(st.integers(0, size - 1)), size


@st.composite
def two_sizes(draw):
    new = draw(SIZES)
    return draw(st.integers(0, new)), new


@given(SIZES)
def test_the_root_is_that_of_the_definition(size):
    assert tree_root(leaves()[:size]) == root(0, size)


@given(leaf_in_tree())
def test_every_leaf_of_every_tree_is_proved(pair):
    index, size = pair
    path = prove_inclusion(index, size, node)

    check_inclusion(leaves()[index], index, size, path, root(0, size))

    assert len(path) <= (size - 1).bit_length()


@given(leaf_in_tree(), BITS, st.data())
def test_a_changed_bit_of_leaf_path_or_root_is_refused(pair, bit, data):
    index, size = pair
    parts = [leaves()[index], root(0, size), *prove_inclusion(index, size, node)]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    parts[chosen] = flipped(parts[chosen], bit)

    with pytest.raises(LogError) as caught:
        check_inclusion(parts[0], index, size, parts[2:], parts[1])

    assert caught.value.step == "inclusion.root"


@given(leaf_in_tree(), st.integers(0, LARGEST))
def test_a_proof_does_not_hold_at_another_index(pair, other):
    index, size = pair
    path = prove_inclusion(index, size, node)
    if other == index:
        check_inclusion(leaves()[index], other, size, path, root(0, size))
        return

    with pytest.raises(LogError):
        check_inclusion(leaves()[index], other, size, path, root(0, size))


@given(leaf_in_tree())
def test_a_proof_that_is_one_hash_longer_or_shorter_is_refused(pair):
    index, size = pair
    path = prove_inclusion(index, size, node)

    for changed in [[*path, bytes(32)], path[:-1] if path else [bytes(32)]]:
        with pytest.raises(LogError) as caught:
            check_inclusion(leaves()[index], index, size, changed, root(0, size))
        assert caught.value.step in {"inclusion.length", "inclusion.root"}


@given(two_sizes())
def test_every_tree_is_shown_to_extend_every_smaller_one(pair):
    old, new = pair

    check_consistency(old, root(0, old), new, root(0, new), prove_consistency(old, new, node))


@given(two_sizes(), BITS, st.data())
def test_a_changed_bit_of_roots_or_path_is_refused(pair, bit, data):
    old, new = pair
    parts = [root(0, old), root(0, new), *prove_consistency(old, new, node)]
    # From nothing, every tree follows: the new root is then another checkpoint's concern.
    changeable = [at for at in range(len(parts)) if not (old == 0 < new and at == 1)]
    chosen = data.draw(st.sampled_from(changeable))
    parts[chosen] = flipped(parts[chosen], bit)

    with pytest.raises(LogError):
        check_consistency(old, parts[0], new, parts[1], parts[2:])


@given(two_sizes())
def test_a_consistency_proof_of_another_length_is_refused(pair):
    old, new = pair
    path = prove_consistency(old, new, node)

    for changed in [[*path, bytes(32)], path[:-1] if path else [bytes(32)]]:
        with pytest.raises(LogError):
            check_consistency(old, root(0, old), new, root(0, new), changed)


def test_a_tree_that_shrinks_went_back():
    with pytest.raises(LogError, match="went back") as caught:
        check_consistency(5, root(0, 5), 4, root(0, 4), [])

    assert (caught.value.step, caught.value.fault) == ("consistency.rollback", "log")


def test_two_trees_of_one_size_are_a_fork():
    with pytest.raises(LogError, match="forked") as caught:
        check_consistency(5, root(0, 5), 5, root(1, 6), [])

    assert caught.value.step == "consistency.fork"


@pytest.mark.parametrize("path", [[bytes(31)], [bytes(32)] * (MOST_HASHES + 1)])
def test_what_cannot_be_a_proof_is_refused_before_hashing(path):
    with pytest.raises(LogError):
        check_inclusion(bytes(32), 0, 2, path, bytes(32))
    with pytest.raises(LogError):
        check_consistency(1, bytes(32), 3, bytes(32), path)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (7, 7), (-1, 3)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(index, size):
    with pytest.raises(LogError, match="no entry with index"):
        prove_inclusion(index, size, node)
    with pytest.raises(LogError, match="no entry with index"):
        check_inclusion(bytes(32), index, size, [], bytes(32))


def test_there_is_no_proof_that_a_smaller_tree_extends_a_larger():
    with pytest.raises(LogError, match="went back"):
        prove_consistency(8, 7, node)


def test_a_missing_proof_between_two_sizes_is_refused():
    with pytest.raises(LogError, match="shorter"):
        check_consistency(3, root(0, 3), 7, root(0, 7), [])


def test_every_pair_of_small_trees_and_every_wrong_length_by_itself():
    for new in range(18):
        for old in range(new + 1):
            path = prove_consistency(old, new, node)
            check_consistency(old, root(0, old), new, root(0, new), path)
            for other in ([*path, bytes(32)], path[:-1]):
                if other != path:
                    with pytest.raises(LogError, match="than a proof of trees"):
                        check_consistency(old, root(0, old), new, root(0, new), other)
        for index in range(new):
            path = prove_inclusion(index, new, node)
            check_inclusion(leaves()[index], index, new, path, root(0, new))
            for other in ([*path, bytes(32)], path[:-1]):
                if other != path:
                    with pytest.raises(LogError, match="than a proof of trees"):
                        check_inclusion(leaves()[index], index, new, other, root(0, new))


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [(0, 5, "old_root"), (3, 5, "old_root"), (4, 6, "new_root"), (5, 5, "fork")],
)
def test_another_root_is_named_by_where_it_stands(old, new, step):
    roots = {"old_root": (bytes(32), root(0, new)), "new_root": (root(0, old), bytes(32))}
    roots["fork"] = roots["new_root"]

    with pytest.raises(LogError) as caught:
        check_consistency(
            old, roots[step][0], new, roots[step][1], prove_consistency(old, new, node)
        )

    assert caught.value.step == f"consistency.{step}"


def test_another_root_over_an_entry_is_refused():
    with pytest.raises(LogError) as caught:
        check_inclusion(leaves()[2], 2, 7, prove_inclusion(2, 7, node), bytes(32))

    assert caught.value.step == "inclusion.root"


def test_a_hash_is_found_only_where_one_begins():
    leaf = b"\1" * 32
    across = b"\0" * 16 + leaf + b"\0" * 16

    assert place_of(leaf, across) is None
    assert place_of(leaf, across + leaf) == 2
