"""The facet index of this process: built once from the database, then kept in step with it.

Each use asks the database whether anything changed (one small read) and reads only what did.
Rows that changed in the last minute before the newest known change are compared again, since a
transaction may end after one that began later. A new day is read for those recommendations alone
whose clocks or promises still run. Decision: docs/adr (facets in memory).
"""

import gc
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries.facet_changes import OVERLAP, Look, look_since
from kenes.domain.recommendations.queries.facet_names import Names, read_names
from kenes.domain.recommendations.queries.facet_values import NEWEST, ORDERS, facts_of
from kenes.domain.shared.languages import pick
from kenes.engines.facets import Bitmap, FacetIndex, Thing, bitmap_of

FACETS = (
    "timeliness",
    "position",
    "state",
    "civil",
    "grade",
    "stage",
    "body",
    "theme",
    "group",
    "sdg",
    "region",
    "obligation",
    "language",
    "year",
)
"""The facets that a reader may choose from, in the order of the page."""
UNLISTED = ("has", "act", "author")
"""Facets that only links choose by: no boxes and no counts are made of them."""
MANY, SHARE = 2_000, 4
"""Where more than so many changed, and more than one in so many, all are read: that costs less."""
FOREVER = 1 << 62

SHOWN = ("state", "civil")
"""Facets whose values a card shows, too."""

type Counts = dict[str, dict[str, int]]
type Values = Mapping[int, Mapping[str, Collection[object]]]


@dataclass(slots=True)
class _State:
    """What the process knows; replaced as a whole by `forget`."""

    index: FacetIndex | None = None
    dated: set[int] = field(default_factory=set)
    names: dict[str, dict[str, Names]] = field(default_factory=dict)
    day: date = date.min
    watermark: datetime | None = None
    last_key: int = 0
    signature: tuple[object, ...] = ()
    counted: dict[object, Counts] = field(default_factory=dict)


_lock = threading.RLock()
_state = _State()


def forget() -> None:
    """Forget the index; the next use builds it anew."""
    global _state  # noqa: PLW0603 (one index a process is the point)
    with _lock:
        _state = _State()


class _Looked(threading.local):
    """Whether this thread is within `one_look`, and whether it has looked already."""

    is_once: bool = False
    is_done: bool = False


_looked = _Looked()


@contextmanager
def one_look() -> Iterator[None]:
    """Ask the database once for the whole block whether anything changed: for one page.

    Within another such block nothing is asked again.
    """
    if _looked.is_once:
        yield
        return
    _looked.is_once, _looked.is_done = True, False
    try:
        yield
    finally:
        _looked.is_once = False


@dataclass(frozen=True, slots=True)
class Filtered:
    """One reader's choice, answered: how many, which on this page, and every count."""

    total: int
    keys: list[int]
    counts: Counts
    version: str
    values: Values


def filtered(
    selection: Mapping[str, Collection[str]],
    *,
    order: str,
    offset: int,
    limit: int,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
    within: Collection[int] | None = None,
) -> Filtered:
    """Return a page of keys and the counts of every facet's values.

    `within` holds the keys that a search by words found. Orders: "newest" (by day of filing,
    newest first) and "due" (the oldest due date first; those that owe nothing come last).
    """
    with _lock:
        index = _refreshed(now)
        bitmap = _narrowed(index, within, first_day, last_day)
        found = index.matching(selection, bitmap)
        page = index.page(found, order, offset=offset, limit=limit, descending=order == NEWEST)
        return Filtered(
            total=found.bit_count(),
            keys=page,
            counts=_counts(index, selection, bitmap),
            version=_version(),
            values=_values(index, page),
        )


def found(
    selection: Mapping[str, Collection[str]],
    *,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
    within: Collection[int] | None = None,
) -> Bitmap:
    """Return every key that a choice finds, a bit each: 12 kB where a list would take megabytes."""
    with _lock:
        index = _refreshed(now)
        return index.matching(selection, _narrowed(index, within, first_day, last_day))


def matching(selection: Mapping[str, Collection[str]], *, now: datetime) -> list[int]:
    """Return every key that matches, newest first."""
    with _lock:
        index = _refreshed(now)
        found = index.matching(selection)
        return index.page(found, "newest", offset=0, limit=found.bit_count() or 1, descending=True)


def count(selection: Mapping[str, Collection[str]], *, now: datetime) -> int:
    """Return how many readable recommendations match: the number on a link to that very list."""
    with _lock:
        return _refreshed(now).matching(selection).bit_count()


def counts(selection: Mapping[str, Collection[str]], *, now: datetime) -> Counts:
    """Return the counts of every facet's values under a selection."""
    with _lock:
        return _counts(_refreshed(now), selection, None)


def tally(facet: str, *, now: datetime) -> dict[str, int]:
    """Return how many readable recommendations have each value of one facet."""
    with _lock:
        found = _refreshed(now).counts({}, [facet])[facet]
        return {str(value): number for value, number in found.items()}


def among(
    keys: Iterable[int], selection: Mapping[str, Collection[str]], *, now: datetime
) -> list[int]:
    """Return those of `keys` that match a selection, in their own order."""
    with _lock:
        found = _refreshed(now).matching(selection)
        return [key for key in keys if found >> key & 1]


def values_of(keys: Iterable[int], *, now: datetime) -> Values:
    """Return what a card shows of each recommendation by facet, as the index knows it."""
    with _lock:
        return _values(_refreshed(now), keys)


def _values(index: FacetIndex, keys: Iterable[int]) -> Values:
    return {key: {name: index.values_at(key, name) for name in SHOWN} for key in keys}


def version(now: datetime) -> str:
    """Return what changes whenever a list may look different: for ETags and cache keys."""
    with _lock:
        _refreshed(now)
        return _version()


def names_of(facet: str) -> Mapping[str, Names]:
    """Return the names of a facet's values in every language."""
    return _state.names.get(facet, {})


def name_of_value(facet: str, value: str, language: str | None = None) -> str:
    """Return the name of a body, theme or region, in the reader's language, else the value."""
    names = names_of(facet).get(value)
    return pick(*names, language) if names else value


def _version() -> str:
    return "-".join(str(part) for part in (_state.day, *_state.signature))


def _counts(
    index: FacetIndex, selection: Mapping[str, Collection[str]], within: Bitmap | None
) -> Counts:
    key = (frozenset((name, frozenset(found)) for name, found in selection.items()), within)
    if key not in _state.counted:
        if len(_state.counted) > 100:  # noqa: PLR2004
            _state.counted.clear()
        found = index.counts(selection, FACETS, within)
        _state.counted[key] = {
            facet: {str(value): number for value, number in by_value.items()}
            for facet, by_value in found.items()
        }
    return _state.counted[key]


def _narrowed(
    index: FacetIndex, within: Collection[int] | None, first: date | None, last: date | None
) -> Bitmap | None:
    """Return what words and days leave over; None where neither was asked for."""
    bitmap = None if within is None else bitmap_of(within)
    if first or last:
        days = _filed_within(index, first, last)
        return days if bitmap is None else bitmap & days
    return bitmap


def _filed_within(index: FacetIndex, first: date | None, last: date | None) -> Bitmap:
    """Return what was filed from the first day to the last, as days run where the house is."""
    least = _begin_of(first) if first else 0
    most = _begin_of(last + timedelta(1)) - 1 if last and last < date.max else FOREVER
    return index.between(NEWEST, least, most)


def _begin_of(day: date) -> int:
    zone = timezone.get_current_timezone()
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def _refreshed(now: datetime) -> FacetIndex:
    """Return the index as the database stands now.

    What is compared is always read from the database before the rows are: a change that comes in
    between is read now and compared again next time, never missed.
    """
    today = timezone.localdate(now)
    if _looked.is_once and _looked.is_done and _state.index is not None and today == _state.day:
        return _state.index
    _looked.is_done = True
    if _state.index is None:
        _note(look_since(None))
        _note(look_since(_state.watermark))
        return _build(today)
    keys = set(_state.dated) if today != _state.day else set()
    found = look_since(_state.watermark)
    if found.signature != _state.signature:
        watermark, last_key = _state.watermark, _state.last_key
        _note(look_since(found.newest))
        keys |= _changed_since(watermark, last_key)
        _state.names = read_names()
    _state.day = today
    if len(keys) > MANY and len(keys) * SHARE > len(_state.index):
        return _build(today)
    if keys:
        _reread(_state.index, keys, today)
    return _state.index


def _note(look: Look) -> None:
    _state.signature, _state.watermark, _state.last_key = look.signature, look.newest, look.last_key


def _changed_since(watermark: datetime | None, last_key: int) -> set[int]:
    rows = Recommendation.objects.values_list("pk", flat=True)
    new = set(rows.filter(pk__gt=last_key))
    if watermark is None:
        return new
    return new | set(rows.filter(changed_at__gte=watermark - OVERLAP))


def _build(today: date) -> FacetIndex:
    index = FacetIndex(orders=ORDERS)
    _state.counted.clear()
    _state.dated.clear()
    with _without_collecting():
        index.put(_things(None, today))
    _state.index, _state.day, _state.names = index, today, read_names()
    return index


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave garbage alone for a while: nothing below makes cycles, and each look costs seconds."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _things(keys: Collection[int] | None, today: date) -> Iterator[Thing]:
    """Yield what the index holds, and note what a new day may change."""
    for facts in facts_of(keys, today):
        if facts.is_dated:
            _state.dated.add(facts.pk)
        yield facts.pk, facts.values, facts.ranks


def _reread(index: FacetIndex, keys: set[int], today: date) -> None:
    _state.counted.clear()
    _state.dated -= keys
    index.remove(keys)
    index.put(_things(keys, today))
