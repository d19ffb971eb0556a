"""Read a published tree: node hashes, entries, and where it can go on.

Nothing read here is proved by being read: a proof is checked against a root, and a whole log by
`verification.py`.
"""

from collections.abc import Callable
from threading import Lock

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

_KEPT = 64  # tiles a reader remembers, 16 KB each: all above the lowest level of some millions

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

    Keep it for as long as the tree stands: proofs share most of their upper hashes. Threads may
    share it.

    A partial tile may be gone once the full one exists (tlog-tiles, "Partial tiles"), so the full
    one serves in its stead. Nothing read here is proved; proofs are checked against a root.
    """

    def __init__(self, read: Read, size: int) -> None:
        """Read a tree of `size` entries through `read`."""
        self.size = size
        self._read = read
        self._kept: dict[tuple[int, int], list[bytes]] = {}
        self._lock = Lock()

    def node(self, height: int, index: int) -> bytes:
        """Return the hash of the whole subtree of 2**height leaves, number `index` in its row.

        Raises LogError when its tile is missing or too short.
        """
        level, rest = divmod(height, HEIGHT)
        number, place = divmod(index << rest, WIDTH)
        rows = self._rows(level, number)
        at = (place >> rest) * HASH_SIZE
        if rest >= len(rows) or at >= len(rows[rest]):
            raise LogError(
                f"A tree of {self.size} has no whole subtree there.",
                step="tile.node",
                fault=Fault.READER,
                place=tile_path(level, number),
            )
        return rows[rest][at : at + HASH_SIZE]

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of one tile as far as this tree fills it.

        Raises LogError when the file is missing or has another length than its path says.
        """
        kept = self._kept.get((level, number))
        if kept:
            return kept[0]
        width = self._width(level, number)
        path, octets = self._fetch(tile_path(level, number, width), tile_path(level, number))
        whole = HASH_SIZE * (WIDTH if path == tile_path(level, number) else width)
        if len(octets) != whole:
            raise _other_length(path, whole, len(octets))
        return octets[: width * HASH_SIZE]

    def _rows(self, level: int, number: int) -> list[bytes]:
        """Return a tile and the whole subtrees above its hashes, up to its root.

        The tiles used last are kept: those near the root are in every proof.
        """
        with self._lock:
            rows = self._kept.pop((level, number), None)
            if rows is not None:
                self._kept[level, number] = rows
                return rows
        rows = [self.tile(level, number)]
        while len(rows[-1]) >= hashing.PAIR:
            rows.append(hashing.parents_of(rows[-1]))
        with self._lock:
            self._kept[level, number] = rows
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return rows

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
