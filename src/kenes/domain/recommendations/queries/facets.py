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
from datetime import date, datetime

from django.utils import timezone

from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries.facet_changes import OVERLAP, Look, look_since
from kenes.domain.recommendations.queries.facet_names import Names, read_names
from kenes.domain.recommendations.queries.facet_values import ORDERS, Facts, facts_of
from kenes.domain.shared.languages import pick
from kenes.engines.facets import Bitmap, FacetIndex, bitmap_of

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
MANY = 2_000

type Counts = dict[str, dict[str, int]]


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
    values: Mapping[int, Mapping[str, Collection[object]]]


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
        chosen = dict(selection)
        if first_day or last_day:
            chosen["day"] = _days(index, first_day, last_day) or {"none"}
        bitmap = None if within is None else bitmap_of(within)
        found = index.matching(chosen, bitmap)
        page = index.page(found, order, offset=offset, limit=limit, descending=order == "newest")
        return Filtered(
            total=found.bit_count(),
            keys=page,
            counts=_counts(index, chosen, bitmap),
            version=_version(),
            values={key: index.values_at(key) for key in page},
        )


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


def among(
    keys: Iterable[int], selection: Mapping[str, Collection[str]], *, now: datetime
) -> list[int]:
    """Return those of `keys` that match a selection, in their own order."""
    with _lock:
        found = _refreshed(now).matching(selection)
        return [key for key in keys if found >> key & 1]


def values_of(keys: Iterable[int], *, now: datetime) -> dict[int, dict[str, set[str]]]:
    """Return each recommendation's values by facet, as the index knows them."""
    with _lock:
        index = _refreshed(now)
        return {
            key: {name: set(map(str, found)) for name, found in index.values_at(key).items()}
            for key in keys
        }


def version(now: datetime) -> str:
    """Return what changes whenever a list may look different: for ETags and cache keys."""
    with _lock:
        _refreshed(now)
        return _version()


def name_of_value(facet: str, value: str) -> str:
    """Return the name of a body, theme or region in the reader's language, else the value."""
    names = _state.names.get(facet, {}).get(value)
    return pick(*names) if names else value


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


def _days(index: FacetIndex, first: date | None, last: date | None) -> set[str]:
    low = first.isoformat() if first else ""
    high = last.isoformat() if last else "9999"
    return {str(day) for day in index.values("day") if low <= str(day) <= high}


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
    index.load((facts.pk, facts.values, facts.ranks) for facts in _noting_dates(today))
    _state.index, _state.day, _state.names = index, today, read_names()
    if len(index) > MANY:
        # Else each full collection would walk through all of it again, within some request.
        gc.collect()
        gc.freeze()
    return index


def _noting_dates(today: date) -> Iterator[Facts]:
    for facts in facts_of(None, today):
        if facts.is_dated:
            _state.dated.add(facts.pk)
        yield facts


def _reread(index: FacetIndex, keys: set[int], today: date) -> None:
    _state.counted.clear()
    for key in keys:
        index.remove(key)
    _state.dated -= keys
    for facts in facts_of(keys, today):
        _put(index, facts)


def _put(index: FacetIndex, facts: Facts) -> None:
    index.put(facts.pk, facts.values, facts.ranks)
    if facts.is_dated:
        _state.dated.add(facts.pk)
