"""The tree that stands, kept in the process: proofs share most of their upper hashes.

Nothing kept is believed. The tree is the one of the checkpoint that is out now, read anew for each
proof, and every path is followed up to that root before it is given away. So whoever publishes,
rotates a key or restores an older copy meanwhile, here or in another process, is never answered
from the tree before.
"""

from threading import Lock

from kenes.domain.register.log.folder import Folder
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.proofs import check_inclusion, prove_inclusion
from kenes.engines.log.reading import TileReader


class StandingTree:
    """The reader of one tree, about 1 MB at most; another tree takes its place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[str, Checkpoint, TileReader] | None = None

    def reader(self, source: Folder, tree: Checkpoint) -> TileReader:
        """Return the reader of a folder's tree: the one at hand if it is of this very tree."""
        with self._lock:
            if self._held is None or self._held[:2] != (str(source.root), tree):
                self._held = (str(source.root), tree, TileReader(source.read, tree.size))
            return self._held[2]

    def forget(self) -> None:
        """Know nothing, as a fresh process does."""
        with self._lock:
            self._held = None


STANDING = StandingTree()


def path_to(index: int, source: Folder, tree: Checkpoint) -> list[bytes]:
    """Return the audit path of entry `index` in the published tree, which leads to its root.

    Raises LogError when the files do not make that root.
    """
    try:
        return _path_to(index, STANDING.reader(source, tree), tree)
    except LogError:
        STANDING.forget()  # a file may have been mended since it was read
        return _path_to(index, STANDING.reader(source, tree), tree)


def _path_to(index: int, reader: TileReader, tree: Checkpoint) -> list[bytes]:
    path = prove_inclusion(index, tree.size, reader.node)
    check_inclusion(reader.node(0, index), index, tree.size, path, tree.root)
    return path
