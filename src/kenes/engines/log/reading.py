"""Read a published tree: node hashes, entries, and where it can go on.

Nothing read here is proved by being read: a proof is checked against a root, and a whole log by
`verification.py`.
"""

from collections.abc import Callable

from kenes.engines.log import bundles, hashing
from kenes.engines.log.encoding import HASH_SIZE
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.tiles import (
    HEIGHT,
    WIDTH,
    TreeState,
    bundle_path,
    edge_widths,
    tile_path,
)

_KEPT = 16  # tiles a reader remembers: a proof needs two per level, and the levels are few

_NODES_KEPT = 4096  # nodes near the root and the right edge are in almost every proof

type Read = Callable[[str], bytes]
"""Gives the bytes at a path; raises FileNotFoundError or KeyError when there are none."""


def state_at(size: int, read: Read) -> TreeState:
    """Return the state of a published tree of `size` from its right edge.

    Raises LogError when a file is missing or has another length. Compare `root()` with the
    checkpoint before going on: the files themselves prove nothing.
    """
    reader = TileReader(read, size)
    edge = tuple(
        reader.tile(level, (size >> HEIGHT * level) // WIDTH) if width else b""
        for level, width in enumerate(edge_widths(size))
    )
    bundle = reader.bundle(size // WIDTH) if size % WIDTH else b""
    return TreeState(size, edge, bundle)


class TileReader:
    """Node hashes and entries of one tree, read from its tiles and nowhere else.

    Keep it for as long as the tree stands: proofs share most of their upper hashes.

    A partial tile may be gone once the full one exists (tlog-tiles, "Partial tiles"), so the full
    one serves in its stead. Nothing read here is proved; proofs are checked against a root.
    """

    def __init__(self, read: Read, size: int) -> None:
        """Read a tree of `size` entries through `read`."""
        self.size = size
        self._read = read
        self._kept: dict[tuple[int, int], bytes] = {}
        self._nodes: dict[tuple[int, int], bytes] = {}

    def node(self, height: int, index: int) -> bytes:
        """Return the hash of the whole subtree of 2**height leaves, number `index` in its row.

        Raises LogError when its tile is missing or too short.
        """
        if (height, index) not in self._nodes:
            if len(self._nodes) >= _NODES_KEPT:
                self._nodes.clear()
            self._nodes[height, index] = self._fold(height, index)
        return self._nodes[height, index]

    def _fold(self, height: int, index: int) -> bytes:
        """Hash the part of a tile that lies below a node."""
        level, rest = divmod(height, HEIGHT)
        number, place = divmod(index << rest, WIDTH)
        tile = self.tile(level, number)
        part = tile[place * HASH_SIZE : (place + (1 << rest)) * HASH_SIZE]
        if len(part) != HASH_SIZE << rest:
            raise LogError(
                f"A tree of {self.size} has no whole subtree there.",
                step="tile.node",
                fault=Fault.READER,
                place=tile_path(level, number),
            )
        return hashing.root_of(part)

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of one tile as far as this tree fills it.

        Raises LogError when the file is missing or has another length than its path says.
        """
        tile = self._kept.get((level, number))
        if tile is None:
            width = self._width(level, number)
            path, octets = self._fetch(tile_path(level, number, width), tile_path(level, number))
            whole = HASH_SIZE * (WIDTH if path == tile_path(level, number) else width)
            if len(octets) != whole:
                raise _other_length(path, whole, len(octets))
            tile = octets[: width * HASH_SIZE]
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[level, number] = tile
        return tile

    def bundle(self, number: int) -> bytes:
        """Return one entry bundle as far as this tree fills it, still encoded."""
        width = self._width(0, number)
        path, octets = self._fetch(bundle_path(number, width), bundle_path(number))
        if path == bundle_path(number, width):
            return octets
        try:
            return bundles.shorten(octets, width)
        except LogError as error:
            raise error.blamed(Fault.LOG, path) from None

    def entries(self, number: int) -> list[bytes]:
        """Return the entries of one bundle. Raises LogError when it holds more or fewer."""
        width = self._width(0, number)
        try:
            return bundles.decode(self.bundle(number), width)
        except LogError as error:
            raise error.blamed(Fault.LOG, error.place or bundle_path(number, width)) from None

    def entry(self, index: int) -> bytes:
        """Return one entry. Raises LogError when the tree has none with this index."""
        if not 0 <= index < self.size:
            raise LogError(
                f"A tree of {self.size} has no entry with index {index}.",
                step="tile.entry",
                fault=Fault.READER,
            )
        return self.entries(index // WIDTH)[index % WIDTH]

    def _width(self, level: int, number: int) -> int:
        """Return how many hashes of a tile belong to this tree, 1 to 256."""
        width = min(WIDTH, (self.size >> HEIGHT * level) - number * WIDTH)
        if number < 0 or width < 1:
            raise LogError(
                f"A tree of {self.size} does not reach there.",
                step="tile.number",
                fault=Fault.READER,
                place=tile_path(level, max(number, 0)),
            )
        return width

    def _fetch(self, path: str, full: str) -> tuple[str, bytes]:
        """Read a file, or the full one that has taken its place; say which."""
        for one in dict.fromkeys((path, full)):
            try:
                return one, self._read(one)
            except (FileNotFoundError, KeyError):
                continue
        raise LogError(
            "The log does not serve this file.", step="tile.missing", fault=Fault.LOG, place=path
        )


def _other_length(path: str, expected: int, found: int) -> LogError:
    return LogError(
        f"The tile is {'shorter' if found < expected else 'longer'} than its path says.",
        step="tile.length",
        fault=Fault.LOG,
        place=path,
        expected=f"{expected} bytes",
        found=f"{found} bytes",
    )
