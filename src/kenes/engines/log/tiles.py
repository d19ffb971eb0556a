"""Tiles: the tree cut into files of 256 hashes, and the entries beside them (c2sp.org/tlog-tiles).

`Writer` turns new entries into files whose bytes never change once written under their path.
No file is touched here; reading is in `reading.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kenes.engines.log import bundles, hashing
from kenes.engines.log.encoding import HASH_SIZE

HEIGHT = 8
WIDTH = 1 << HEIGHT
TILE_BYTES = WIDTH * HASH_SIZE

type File = tuple[str, bytes]
"""A path under the log's prefix, and the bytes to publish there."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Return the path of a tile; a width below 256 names a partial one (tlog-tiles, "Merkle Tree").

    >>> tile_path(0, 1234067), tile_path(1, 0, 17)
    ('tile/0/x001/x234/067', 'tile/1/000.p/17')
    """
    return f"tile/{level}/{_numbered(number, width)}"


def bundle_path(number: int, width: int = WIDTH) -> str:
    """Return the path of an entry bundle (tlog-tiles, "Log entries").

    >>> bundle_path(273, 112)
    'tile/entries/273.p/112'
    """
    return f"tile/entries/{_numbered(number, width)}"


def _numbered(number: int, width: int) -> str:
    """Write a tile number in groups of three digits, all but the last behind an x."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03d}")
    path = "/".join(reversed(groups))
    return path if width == WIDTH else f"{path}.p/{width}"


def edge_widths(size: int) -> list[int]:
    """Return for each level how many hashes its partial tile holds: floor(size/256^l) mod 256.

    >>> edge_widths(70_000)
    [112, 17, 1]
    """
    widths = []
    while size:
        widths.append(size % WIDTH)
        size //= WIDTH
    return widths


@dataclass(frozen=True, slots=True)
class TreeState:
    """All that is needed to go on: the size, the partial tile of each level, the partial bundle.

    `edge[l]` is empty where size / 256**l fills whole tiles. A state is at most some hundred KB
    plus the partial bundle.
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()
    bundle: bytes = b""

    def root(self) -> bytes:
        """Return the root hash of this tree (RFC 9162 section 2.1.1)."""
        return hashing.root_of_edge(self.edge)


def integrate(state: TreeState, entries: Iterable[bytes]) -> tuple[TreeState, list[File]]:
    """Append entries; return the new state and the files to publish, in the order to write them.

    For more entries than fit in memory use `Writer`. Raises LogError for an entry that is too
    long; the old state stays good.
    """
    writer = Writer(state)
    files = list(writer.write(entries))
    return writer.state(), files


class Growth:
    """A tree growing by leaf hashes at its right edge, giving each tile as soon as it is full."""

    def __init__(self, size: int, edge: Iterable[bytes]) -> None:
        """Start from the partial tiles of a tree of `size` leaves."""
        self.size = size
        self._began = size
        self._edge = [bytearray(row) for row in edge]

    def edge(self) -> tuple[bytes, ...]:
        """Return the partial tile of each level."""
        return tuple(bytes(row) for row in self._edge)

    def row(self, level: int) -> bytes:
        """Return the partial tile of one level."""
        return bytes(self._edge[level])

    def add(self, hashes: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Append leaf hashes that fit in the current tile; give level, number and full tiles.

        A tile that gets full puts its root on the level above. Exhaust it before the next call.
        """
        self.size += len(hashes) // HASH_SIZE
        number = self.size // WIDTH - 1
        level = 0
        while True:
            if level == len(self._edge):
                self._edge.append(bytearray())
            row = self._edge[level]
            row += hashes
            if len(row) < TILE_BYTES:
                return
            tile = bytes(row)
            row.clear()
            yield level, number, tile
            hashes, number = hashing.root_of(tile), (number + 1) // WIDTH - 1
            level += 1

    def partial(self) -> Iterator[tuple[int, int, bytes]]:
        """Give level, number and hashes of the partial tiles that were not there at the start."""
        for level, row in enumerate(self._edge):
            reach = WIDTH**level
            if row and self.size // reach != self._began // reach:
                yield level, self.size // (reach * WIDTH), bytes(row)


class Writer:
    """Appends entries to a tree, block by block, giving each file as soon as it is whole.

    Full tiles and bundles come first, the partial ones of the final size last; a file that the
    state before already had is not given again. Publish the checkpoint after all of them.
    """

    def __init__(self, state: TreeState | None = None) -> None:
        """Start from a state, or from the empty tree."""
        state = state or TreeState()
        self._tree = Growth(state.size, state.edge)
        self._bundle = bytearray(state.bundle)

    def state(self) -> TreeState:
        """Return where the tree stands now; call it when `write` is exhausted."""
        return TreeState(self._tree.size, self._tree.edge(), bytes(self._bundle))

    def write(self, entries: Iterable[bytes]) -> Iterator[File]:
        """Append `entries`, in memory of one block, and give the files that this adds.

        Call it once, and exhaust it. Raises LogError for an entry that is too long.
        """
        began, source = self._tree.size, iter(entries)
        while block := list(islice(source, WIDTH - self._tree.size % WIDTH)):
            self._bundle += bundles.encode(block)
            for level, number, tile in self._tree.add(hashing.leaf_hashes(block)):
                if level == 0:
                    yield bundle_path(number), bytes(self._bundle)
                    self._bundle.clear()
                yield tile_path(level, number), tile
        if self._tree.size != began:
            yield from self._partial()

    def _partial(self) -> Iterator[File]:
        """Give the right edge of the final size, but for what stood there before."""
        if self._bundle:
            size = self._tree.size
            yield bundle_path(size // WIDTH, size % WIDTH), bytes(self._bundle)
        for level, number, row in self._tree.partial():
            yield tile_path(level, number, len(row) // HASH_SIZE), row
