"""Inclusion and consistency proofs: built from node hashes, checked by the RFC's iteration.

Checking does not run the generator backwards: it is written from sections 2.1.3.2 and 2.1.4.2
of RFC 9162, so that a mistake in one is caught by the other.
"""

from collections.abc import Callable, Sequence

from kenes.engines.log.encoding import HASH_SIZE, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.hashing import EMPTY_ROOT, node_hash

MOST_HASHES = 63
"""Longest proof of a tree of less than 2^63 leaves (tlog-witness, "add-checkpoint")."""

type NodeHash = Callable[[int, int], bytes]
"""Gives the hash of the whole subtree of 2**height leaves that is number `index` in its row."""


def prove_inclusion(index: int, size: int, node: NodeHash) -> list[bytes]:
    """Return the audit path of leaf `index` in the tree of `size` leaves (RFC 9162 2.1.3.1).

    Sibling hashes from the leaf up. Raises LogError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise _not_in_tree(index, size, Fault.READER)
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(range_hash(middle, high, node))
            high = middle
        else:
            path.append(range_hash(low, middle, node))
            low = middle
    return path[::-1]


def prove_consistency(old: int, new: int, node: NodeHash) -> list[bytes]:
    """Return the proof that the first `old` of `new` leaves are unchanged (RFC 9162 2.1.4.1).

    Empty for equal sizes and from size 0. Raises LogError when `old` is larger than `new`.
    """
    if not 0 <= old <= new:
        raise _shrunk(old, new, Fault.READER)
    if old in {0, new}:
        return []
    path: list[bytes] = []
    low, high, whole = 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(range_hash(middle, high, node))
            high = middle
        else:
            path.append(range_hash(low, middle, node))
            low, whole = middle, False
    if not whole:
        path.append(range_hash(low, high, node))
    return path[::-1]


def range_hash(low: int, high: int, node: NodeHash) -> bytes:
    """Return the root over leaves `low` to `high` - 1, `low` being where such a subtree begins."""
    parts: list[bytes] = []
    while low < high:
        height = (high - low).bit_length() - 1
        parts.append(node(height, low >> height))
        low += 1 << height
    hashed = parts.pop()
    while parts:
        hashed = node_hash(parts.pop(), hashed)
    return hashed


def _split(count: int) -> int:
    """Return the largest power of two smaller than `count`, which is 2 or more."""
    return 1 << ((count - 1).bit_length() - 1)


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check an audit path by the steps of RFC 9162 section 2.1.3.2.

    `leaf` is the entry's leaf hash. Raises LogError when the leaf is not shown to be at `index`
    in the tree of `size` leaves with this `root`.
    """
    if not 0 <= index < size:  # step 1
        raise _not_in_tree(index, size, Fault.FILE)
    _check_hashes(path, "inclusion.path")
    fn, sn, r = index, size - 1, leaf  # steps 2 and 3
    for p in path:  # step 4
        if sn == 0:
            raise _length("inclusion.length", "longer")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:  # step 5
        raise _length("inclusion.length", "shorter")
    if r != root:
        raise _other_root(
            "The entry with this path does not lead to the root of the checkpoint.",
            "inclusion.root",
            root,
            r,
            Fault.FILE,
        )


def check_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Check that the new tree extends the old one (RFC 9162 section 2.1.4.2).

    Trees of equal size must have equal roots, and the empty tree is the beginning of all; in
    both cases the path is empty (tlog-witness, "add-checkpoint"). Raises LogError otherwise.
    """
    if not 0 <= old <= new:
        raise _shrunk(old, new, Fault.LOG)
    _check_hashes(path, "consistency.path")
    if old in {0, new}:
        _check_trivial(old, old_root, new, new_root, path)
        return
    if not path:
        raise _length("consistency.length", "shorter")
    hashes = list(path)
    if old & (old - 1) == 0:  # step 2: an old tree of a power of two stands in the new one whole
        hashes.insert(0, old_root)
    old_found, new_found = _climb(old - 1, new - 1, hashes)
    if old_found != old_root:
        raise _other_root(
            f"The proof does not lead to the root of the tree of {old}.",
            "consistency.old_root",
            old_root,
            old_found,
            Fault.LOG,
        )
    if new_found != new_root:
        raise _other_root(
            f"The tree of {new} does not extend the tree of {old}.",
            "consistency.new_root",
            new_root,
            new_found,
            Fault.LOG,
        )


def _climb(fn: int, sn: int, hashes: list[bytes]) -> tuple[bytes, bytes]:
    """Return both roots that the path leads to (RFC 9162 section 2.1.4.2, steps 3 to 7)."""
    while fn & 1:  # step 4
        fn, sn = fn >> 1, sn >> 1
    fr = sr = hashes[0]  # step 5
    for c in hashes[1:]:  # step 6
        if sn == 0:
            raise _length("consistency.length", "longer")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:  # step 7
        raise _length("consistency.length", "shorter")
    return fr, sr


def _check_trivial(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Check the cases that need no hash: from nothing, and to the same size."""
    if path:
        raise _length("consistency.length", "longer")
    if old == 0 and old_root != EMPTY_ROOT:
        raise _other_root(
            "The old tree is empty but its root is not that of the empty tree.",
            "consistency.old_root",
            EMPTY_ROOT,
            old_root,
            Fault.LOG,
        )
    if old == new and old_root != new_root:
        raise _other_root(
            f"Two trees of the same size {new} have different roots: the log is forked.",
            "consistency.fork",
            old_root,
            new_root,
            Fault.LOG,
        )


def _check_hashes(path: Sequence[bytes], step: str) -> None:
    """Refuse a proof that is too long to be one, or holds what is no hash."""
    if len(path) > MOST_HASHES:
        raise _length(step, "longer")
    if any(len(one) != HASH_SIZE for one in path):
        raise LogError("A hash of the proof is not 32 bytes.", step=step, fault=Fault.FILE)


def _not_in_tree(index: int, size: int, fault: Fault) -> LogError:
    return LogError(
        f"A tree of {size} has no entry with index {index}.", step="inclusion.index", fault=fault
    )


def _shrunk(old: int, new: int, fault: Fault) -> LogError:
    return LogError(
        f"A tree of {new} cannot extend a tree of {old}: the log went back.",
        step="consistency.rollback",
        fault=fault,
        expected=f"at least {old}",
        found=str(new),
    )


def _length(step: str, how: str) -> LogError:
    return LogError(
        f"The proof is {how} than a proof of trees of these sizes.", step=step, fault=Fault.FILE
    )


def _other_root(sentence: str, step: str, expected: bytes, found: bytes, fault: Fault) -> LogError:
    return LogError(
        sentence, step=step, fault=fault, expected=to_base64(expected), found=to_base64(found)
    )
