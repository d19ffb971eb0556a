"""Count and page a filtered list in memory: one bitmap for each value of each facet.

Pure: positions and values in, counts and positions out. A bitmap is a Python integer whose bit
`p` is set when the thing at position `p` has the value. At 100,000 things a bitmap is 12.5 kB,
and counting a value is one AND and one population count, a few microseconds.

Faceted search as readers know it: values chosen within one facet widen the list (OR), facets
narrow each other (AND), and a facet's own counts ignore its own choice, so that each number says
what would be found if that value were chosen too.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress, islice

type Position = int
type Bitmap = int
type Facet = str
type Selection = Mapping[Facet, Collection[Hashable]]

_FEW = 64
"""Up to one match in so many is sorted; more are found sooner by walking the kept order."""


class FacetError(ValueError):
    """A position or an order that the index does not know; the message names it."""


@dataclass(slots=True)
class _Thing:
    values: dict[Facet, frozenset[Hashable]]
    ranks: dict[str, int]


@dataclass(slots=True)
class FacetIndex:
    """Things at positions (small integers, best without gaps), each with values by facet.

    `orders` names the orders that a page may be cut from.
    """

    orders: tuple[str, ...] = ()
    _things: dict[Position, _Thing] = field(default_factory=dict)
    _bitmaps: dict[Facet, dict[Hashable, Bitmap]] = field(default_factory=dict)
    _ranked: dict[str, list[tuple[int, Position]]] = field(init=False, default_factory=dict)
    _flats: dict[tuple[str, bool], list[Position]] = field(init=False, default_factory=dict)
    _all: Bitmap = 0
    _sets: dict[frozenset[Hashable], frozenset[Hashable]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin every order empty."""
        self._ranked = {order: [] for order in self.orders}

    def __len__(self) -> int:
        """Return how many things the index holds."""
        return len(self._things)

    def put(
        self,
        position: Position,
        values: Mapping[Facet, Iterable[Hashable]],
        ranks: Mapping[str, int] | None = None,
    ) -> None:
        """Put a thing at a position, in place of what stood there.

        `ranks` gives its place in each order (any integers; greater is later). Raises FacetError
        for a negative position
        or an unknown order.
        """
        if position < 0:
            raise FacetError(f"position {position} is negative; positions count from 0")
        self.remove(position)
        thing = self._thing(values, ranks or {})
        self._things[position] = thing
        self._flip(position, thing)
        for order, rank in thing.ranks.items():
            insort(self._order(order), (rank, position))

    def load(
        self,
        things: Iterable[tuple[Position, Mapping[Facet, Iterable[Hashable]], Mapping[str, int]]],
    ) -> None:
        """Fill an empty index at once; much faster than one `put` for each thing.

        Setting one bit copies a whole bitmap, so many are gathered in byte arrays first. Raises
        FacetError when the index already holds something.
        """
        if self._things:
            raise FacetError("the index is not empty; load fills an empty one")
        gathered: dict[Facet, dict[Hashable, bytearray]] = {}
        for position, values, ranks in things:
            thing = self._thing(values, ranks)
            self._things[position] = thing
            _gather(gathered, position, thing.values)
            for order, rank in thing.ranks.items():
                self._order(order).append((rank, position))
        self._bitmaps = {
            name: {value: int.from_bytes(bits, "little") for value, bits in by_value.items()}
            for name, by_value in gathered.items()
        }
        self._all = bitmap_of(self._things)
        for ranked in self._ranked.values():
            ranked.sort()

    def remove(self, position: Position) -> None:
        """Take away what stands at a position; nothing happens where nothing stands."""
        thing = self._things.pop(position, None)
        if thing is None:
            return
        self._flip(position, thing)
        for name, rank in thing.ranks.items():
            order = self._order(name)
            del order[bisect_left(order, (rank, position))]

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
        if found.bit_count() * _FEW <= len(self._things):
            return self._sorted(found, order, descending=descending)[offset : offset + limit]
        return self._walk(found, order, offset, limit, descending=descending)

    def values_at(self, position: Position) -> Mapping[Facet, frozenset[Hashable]]:
        """Return the values of the thing at a position; none where nothing stands."""
        thing = self._things.get(position)
        return thing.values if thing else {}

    def values(self, facet: Facet) -> set[Hashable]:
        """Return every value that some thing has in a facet."""
        return {value for value, bitmap in self._bitmaps.get(facet, {}).items() if bitmap}

    def _thing(
        self, values: Mapping[Facet, Iterable[Hashable]], ranks: Mapping[str, int]
    ) -> _Thing:
        """Return a thing that shares equal sets with others: most have the same few values."""
        shared = self._sets.setdefault
        found = ((name, frozenset(given)) for name, given in values.items())
        return _Thing({name: shared(one, one) for name, one in found}, dict(ranks))

    def _order(self, name: str) -> list[tuple[int, Position]]:
        if name not in self._ranked:
            raise FacetError(f"no order {name!r} is kept; known: {', '.join(self.orders)}")
        return self._ranked[name]

    def _sorted(self, found: Bitmap, order: str, *, descending: bool) -> list[Position]:
        sign = -1 if descending else 1

        def key(position: Position) -> tuple[bool, int, int]:
            rank = self._things[position].ranks.get(order)
            return (rank is None, sign * (rank or 0), sign * position)

        return sorted(positions_of(found & self._all), key=key)

    def _walk(
        self, found: Bitmap, order: str, offset: int, limit: int, *, descending: bool
    ) -> list[Position]:
        bits = _one_byte_each(found, max(self._things) + 1)
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

    def _flip(self, position: Position, thing: _Thing) -> None:
        """Set or clear the position's bit in every bitmap of the thing's values."""
        self._flats.clear()
        bit = 1 << position
        self._all ^= bit
        for facet, found in thing.values.items():
            bitmaps = self._bitmaps.setdefault(facet, {})
            for value in found:
                bitmaps[value] = bitmaps.get(value, 0) ^ bit


def bitmap_of(positions: Iterable[Position]) -> Bitmap:
    """Return the bitmap with a bit for each position.

    >>> bitmap_of([0, 3])
    9
    """
    bits = bytearray()
    for position in positions:
        _set_bit(bits, position)
    return int.from_bytes(bits, "little")


def positions_of(bitmap: Bitmap) -> Iterator[Position]:
    """Yield the positions whose bits are set, ascending.

    >>> list(positions_of(9))
    [0, 3]
    """
    for index, byte in enumerate(bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little")):
        if byte:
            for bit in range(8):
                if byte >> bit & 1:
                    yield index * 8 + bit


def _one_byte_each(bitmap: Bitmap, size: int) -> bytes:
    """Return `size` bytes, 1 where the bit is set and 0 elsewhere."""
    digits = bin(bitmap)[:1:-1].encode().ljust(size, b"0")
    return digits.translate(bytes.maketrans(b"01", b"\x00\x01"))


def _gather(
    gathered: dict[Facet, dict[Hashable, bytearray]],
    position: Position,
    values: Mapping[Facet, frozenset[Hashable]],
) -> None:
    for facet, found in values.items():
        by_value = gathered.setdefault(facet, {})
        for value in found:
            _set_bit(by_value.setdefault(value, bytearray()), position)


def _set_bit(bits: bytearray, position: Position) -> None:
    index = position >> 3
    if index >= len(bits):
        bits.extend(bytes(index + 1 - len(bits)))
    bits[index] |= 1 << (position & 7)
