"""Count and page a filtered list in memory: one bitmap for each value of each facet.

Pure: positions and values in, counts and positions out. A bitmap is a Python integer whose bit
`p` is set when the thing at position `p` has the value. At 100,000 things a bitmap is 12.5 kB,
and counting a value is one AND and one population count, a few microseconds.

Faceted search as readers know it: values chosen within one facet widen the list (OR), facets
narrow each other (AND), and a facet's own counts ignore its own choice, so that each number says
what would be found if that value were chosen too.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress, islice

type Position = int
type Bitmap = int
type Facet = str
type Selection = Mapping[Facet, Collection[Hashable]]
type Thing = tuple[Position, Mapping[Facet, Iterable[Hashable]], Mapping[str, int]]
"""A position, its values by facet and its place in each order (any integers; greater is later)."""

_FEW = 512
"""Up to one match in so many is sorted; more are found sooner by walking the kept order."""

_ONE = ord("1")


class FacetError(ValueError):
    """A position or an order that the index does not know; the message names it."""


@dataclass(slots=True)
class FacetIndex:
    """Things at positions (small integers, best without gaps), each with values by facet.

    `orders` names the orders that a page may be cut from. Bitmaps are all that is kept of values,
    so an index of 100,000 things with 500 values takes a few megabytes.
    """

    orders: tuple[str, ...] = ()
    _bitmaps: dict[Facet, dict[Hashable, Bitmap]] = field(default_factory=dict)
    _ranks: dict[str, dict[Position, int]] = field(init=False)
    _ranked: dict[str, list[tuple[int, Position]]] = field(init=False)
    _flats: dict[tuple[str, bool], list[Position]] = field(init=False, default_factory=dict)
    _all: Bitmap = 0

    def __post_init__(self) -> None:
        """Begin every order empty."""
        self._ranks = {order: {} for order in self.orders}
        self._ranked = {order: [] for order in self.orders}

    def __len__(self) -> int:
        """Return how many things the index holds."""
        return self._all.bit_count()

    def put(self, things: Iterable[Thing]) -> None:
        """Put things at their positions, each in place of what stood there.

        Setting one bit copies a whole bitmap, so the positions of a value are gathered first:
        many things at once cost little more than one. Raises FacetError for a negative position
        or an unknown order.
        """
        gathered: dict[tuple[Facet, Hashable], list[Position]] = defaultdict(list)
        ranked: dict[str, list[tuple[int, Position]]] = defaultdict(list)
        positions = []
        for position, values, ranks in things:
            positions.append(position)
            for facet, found in values.items():
                for value in found:
                    gathered[facet, value].append(position)
            for order, rank in ranks.items():
                ranked[order].append((rank, position))
        self.remove(positions)
        self._all |= bitmap_of(positions)
        for (facet, value), having in gathered.items():
            bitmaps = self._bitmaps.setdefault(facet, {})
            bitmaps[value] = bitmaps.get(value, 0) | bitmap_of(having)
        for order, pairs in ranked.items():
            self._rank(order, pairs)

    def remove(self, positions: Iterable[Position]) -> None:
        """Take away what stands at some positions; nothing happens where nothing stands."""
        gone = bitmap_of(positions) & self._all
        if not gone:
            return
        self._flats.clear()
        self._all ^= gone
        for bitmaps in self._bitmaps.values():
            for value, bitmap in bitmaps.items():
                bitmaps[value] = bitmap & ~gone
        for order, ranked in self._ranked.items():
            ranks = self._ranks[order]
            for position in positions_of(gone):
                if (rank := ranks.pop(position, None)) is not None:
                    del ranked[bisect_left(ranked, (rank, position))]

    def matching(self, selection: Selection, within: Bitmap | None = None) -> Bitmap:
        """Return the bitmap of things that meet every facet of the selection.

        `within` narrows further, to the things a search by words found for instance. A facet
        with no value chosen does not narrow; an unknown value matches nothing.
        """
        found = self._all if within is None else self._all & within
        for facet, chosen in selection.items():
            if chosen:
                found &= self._union(facet, chosen)
        return found

    def counts(
        self,
        selection: Selection,
        facets: Iterable[Facet],
        within: Bitmap | None = None,
    ) -> dict[Facet, dict[Hashable, int]]:
        """Return for each facet how many things each of its values would show.

        The facet's own choice is left out of the count. Values that would show nothing are kept
        with 0, so that a chosen one never vanishes from the page.
        """
        whole = self.matching(selection, within)
        result: dict[Facet, dict[Hashable, int]] = {}
        for facet in facets:
            base = whole
            if selection.get(facet):
                others = {name: chosen for name, chosen in selection.items() if name != facet}
                base = self.matching(others, within)
            result[facet] = {
                value: (bitmap & base).bit_count()
                for value, bitmap in self._bitmaps.get(facet, {}).items()
            }
        return result

    def page(
        self, found: Bitmap, order: str, *, offset: int, limit: int, descending: bool = False
    ) -> list[Position]:
        """Return `limit` positions of `found` from `offset`, in an order given to `put`.

        Things without a rank in that order come last, by position. Raises FacetError for an
        order that the index does not keep.
        """
        self._order(order)
        if found.bit_count() * _FEW <= len(self):
            return self._sorted(found, order, descending=descending)[offset : offset + limit]
        return self._walk(found, order, offset, limit, descending=descending)

    def between(self, order: str, least: int, most: int) -> Bitmap:
        """Return the bitmap of things whose rank in an order lies from `least` to `most`."""
        ranked = self._order(order)
        first = bisect_left(ranked, (least,))
        last = bisect_left(ranked, (most + 1,))
        return bitmap_of(position for _rank, position in ranked[first:last])

    def values_at(self, position: Position, facet: Facet) -> set[Hashable]:
        """Return the values that the thing at a position has in a facet."""
        bitmaps = self._bitmaps.get(facet, {})
        return {value for value, bitmap in bitmaps.items() if bitmap >> position & 1}

    def values(self, facet: Facet) -> set[Hashable]:
        """Return every value that some thing has in a facet."""
        return {value for value, bitmap in self._bitmaps.get(facet, {}).items() if bitmap}

    def _rank(self, order: str, pairs: Iterable[tuple[int, Position]]) -> None:
        """Put positions in their places of an order; the greatest ones last, which is cheap."""
        ranked = self._order(order)
        for rank, position in sorted(pairs):
            insort(ranked, (rank, position))
            self._ranks[order][position] = rank

    def _order(self, name: str) -> list[tuple[int, Position]]:
        if name not in self._ranked:
            raise FacetError(f"no order {name!r} is kept; known: {', '.join(self.orders)}")
        return self._ranked[name]

    def _sorted(self, found: Bitmap, order: str, *, descending: bool) -> list[Position]:
        sign, ranks = (-1 if descending else 1), self._ranks[order]

        def key(position: Position) -> tuple[bool, int, int]:
            rank = ranks.get(position)
            return (rank is None, sign * (rank or 0), sign * position)

        return sorted(positions_of(found & self._all), key=key)

    def _walk(
        self, found: Bitmap, order: str, offset: int, limit: int, *, descending: bool
    ) -> list[Position]:
        bits = _one_byte_each(found, self._all.bit_length())
        ordered = self._flat(order, descending=descending)
        hits = compress(ordered, map(bits.__getitem__, ordered))
        page = list(islice(hits, offset, offset + limit))
        if len(page) == limit:
            return page
        ranked = (found & bitmap_of(ordered)).bit_count()
        rest = positions_of(found & self._all & ~bitmap_of(ordered))
        return page + list(islice(rest, max(0, offset - ranked), offset + limit - ranked))

    def _flat(self, order: str, *, descending: bool) -> list[Position]:
        """Return the positions of an order alone; kept until something changes."""
        key = (order, descending)
        if key not in self._flats:
            ranked = self._order(order)
            turned = reversed(ranked) if descending else ranked
            self._flats[key] = [position for _rank, position in turned]
        return self._flats[key]

    def _union(self, facet: Facet, chosen: Collection[Hashable]) -> Bitmap:
        bitmaps = self._bitmaps.get(facet, {})
        union = 0
        for value in chosen:
            union |= bitmaps.get(value, 0)
        return union


def bitmap_of(positions: Iterable[Position]) -> Bitmap:
    """Return the bitmap with a bit for each position. Raises FacetError for a negative one.

    >>> bitmap_of([0, 3])
    9
    """
    found = list(positions)
    if found and min(found) < 0:
        raise FacetError(f"position {min(found)} is negative; positions count from 0")
    # Python reads binary digits sooner than it could set so many bits one by one.
    digits = bytearray(b"0") * (max(found, default=0) + 1)
    for position in found:
        digits[position] = _ONE
    digits.reverse()
    return int(bytes(digits), 2)


def positions_of(bitmap: Bitmap) -> Iterator[Position]:
    """Yield the positions whose bits are set, ascending.

    >>> list(positions_of(9))
    [0, 3]
    """
    digits = bin(bitmap)[:1:-1]
    position = digits.find("1")
    while position >= 0:
        yield position
        position = digits.find("1", position + 1)


def _one_byte_each(bitmap: Bitmap, size: int) -> bytes:
    """Return `size` bytes, 1 where the bit is set and 0 elsewhere."""
    digits = bin(bitmap)[:1:-1].encode().ljust(size, b"0")
    return digits.translate(bytes.maketrans(b"01", b"\x00\x01"))
