"""The facet index of this process: built once from the database, then kept in step with it.

Each use asks the database whether anything changed (one small read) and reads only what did.
Rows that changed in the last minute before the newest known change are compared again, since a
transaction may end after one that began later. A new day is read for those recommendations alone
whose clocks or promises still run. Decision: docs/adr (facets in memory).
"""

import gc
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries.facet_changes import OVERLAP, Look, look_since
from kenes.domain.recommendations.queries.facet_names import Names, read_names
from kenes.domain.recommendations.queries.facet_values import ORDERS, facts_of
from kenes.engines.facets import Bitmap, FacetIndex, Thing

MANY, SHARE = 2_000, 4
"""Where more than so many changed, and more than one in so many, all are read: that costs less."""

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
    worded: dict[tuple[str, str], Bitmap | None] = field(default_factory=dict)


LOCK = threading.RLock()
_state = _State()


def forget() -> None:
    """Forget the index; the next use builds it anew."""
    global _state  # noqa: PLW0603 (one index a process is the point)
    with LOCK:
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


def known_version() -> str:
    """Return the day and the changes that the index stands at."""
    return "-".join(str(part) for part in (_state.day, *_state.signature))


def known_names(facet: str) -> Mapping[str, Names]:
    """Return the names of a facet's values as they were read with the index."""
    return _state.names.get(facet, {})


def known_counts() -> dict[object, Counts]:
    """Return where counts are kept by what was chosen; emptied whenever the index changes."""
    return _state.counted


def known_words() -> dict[tuple[str, str], Bitmap | None]:
    """Return where is kept what words found, by version and words."""
    return _state.worded


def refreshed(now: datetime) -> FacetIndex:
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
