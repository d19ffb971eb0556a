"""Proofs from the tree that a process keeps: the same bytes as from one that knows nothing."""

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.standing_tree import STANDING, path_to
from kenes.engines.log import reading
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.proofs import check_inclusion, prove_inclusion
from kenes.engines.log.reading import TileReader
from kenes.engines.log.tiles import TreeState, integrate

SIZE = 1500
ENTRIES = [f'{{"n":{number}}}'.encode() for number in range(SIZE)]


class CountingFolder(Folder):
    """A folder that remembers what was read from it."""

    def __init__(self, root):
        super().__init__(root)
        self.seen = []

    def read(self, path):
        self.seen.append(path)
        return super().read(path)


@pytest.fixture
def folder(tmp_path):
    STANDING.forget()
    return CountingFolder(tmp_path)


def put(folder, size, entries=ENTRIES):
    """Publish a log of `size` entries, over whatever stood there."""
    state, files = integrate(TreeState(), entries[:size])
    for path, octets in files:
        folder.replace(path, octets)
    return Checkpoint("log.example", size, state.root())


def fresh(folder, tree, index):
    return prove_inclusion(index, tree.size, TileReader(folder.read, tree.size).node)


def leads_to_root(path, index, tree):
    check_inclusion(leaf_hash(ENTRIES[index]), index, tree.size, path, tree.root)
    return True


def test_a_kept_tree_gives_the_bytes_that_a_fresh_one_gives(folder):
    tree = put(folder, SIZE)

    for index in (*range(0, SIZE, 97), SIZE - 1):
        assert path_to(index, folder, tree) == fresh(folder, tree, index)


def test_the_next_proof_beside_it_reads_nothing(folder):
    tree = put(folder, SIZE)
    path_to(300, folder, tree)
    folder.seen.clear()

    path_to(301, folder, tree)

    assert folder.seen == []


def test_threads_share_it_while_tiles_come_and_go(folder, monkeypatch):
    monkeypatch.setattr(reading, "_KEPT", 2)
    tree = put(folder, SIZE)
    drawn = random.Random(3).choices(range(SIZE), k=400)

    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(partial(path_to, source=folder, tree=tree), drawn))

    assert all(leads_to_root(path, at, tree) for at, path in zip(drawn, paths, strict=True))


def test_what_another_process_publishes_counts_at_once(folder):
    path_to(7, folder, put(folder, 700))

    tree = put(folder, SIZE)

    assert leads_to_root(path_to(7, folder, tree), 7, tree)


def test_an_older_copy_put_back_is_proved_as_it_stands(folder):
    path_to(7, folder, put(folder, SIZE))

    tree = put(folder, 700)

    assert leads_to_root(path_to(7, folder, tree), 7, tree)


def test_another_history_of_the_same_size_is_never_answered_from_the_one_before(folder):
    before = path_to(7, folder, put(folder, SIZE))
    tree = put(folder, SIZE, [b"other", *ENTRIES[1:]])

    path = path_to(7, folder, tree)

    assert path != before
    assert leads_to_root(path, 7, tree)


def test_another_folder_is_another_tree(folder, tmp_path):
    tree = put(folder, SIZE)
    path_to(7, folder, tree)

    with pytest.raises(LogError, match="does not serve this file"):
        path_to(7, Folder(tmp_path / "empty"), tree)


def test_a_spoilt_tile_gives_no_proof_until_it_is_mended(folder):
    tree = put(folder, SIZE)
    good = folder.read("tile/0/002")
    path_to(0, folder, tree)
    folder.replace("tile/0/002", bytes(32) + good[32:])
    with pytest.raises(LogError, match="does not lead to the root"):
        path_to(513, folder, tree)

    folder.replace("tile/0/002", good)

    assert leads_to_root(path_to(513, folder, tree), 513, tree)


def test_a_tile_spoilt_after_it_was_read_spoils_no_proof(folder):
    tree = put(folder, SIZE)
    path_to(513, folder, tree)
    folder.replace("tile/0/002", bytes(8192))

    assert leads_to_root(path_to(514, folder, tree), 514, tree)
