"""What a list asks of the facet index of this process, which `facet_memory` keeps in step."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.utils import timezone

from kenes.domain.recommendations.actions.indexing import KIND
from kenes.domain.recommendations.queries.facet_memory import (
    LOCK,
    Counts,
    forget,
    known_counts,
    known_names,
    known_version,
    known_words,
    one_look,
    refreshed,
)
from kenes.domain.recommendations.queries.facet_names import Names
from kenes.domain.recommendations.queries.facet_values import NEWEST
from kenes.domain.search.queries import find
from kenes.domain.shared.languages import pick
from kenes.engines.facets import Bitmap, FacetIndex

__all__ = ["Counts", "forget", "one_look"]

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
UNLISTED = ("has", "act", "author", "outcome")
"""Facets that only links choose by: no boxes and no counts are made of them."""
FOREVER = 1 << 62
KEPT_CHOICES = 100
"""Counts of so many choices, and what so many searches found, are kept until something changes:
12 kB for each search at 100,000 recommendations."""

SHOWN = ("state", "civil")
"""Facets whose values a card shows, too."""

type Values = Mapping[int, Mapping[str, Collection[object]]]


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
    within: Bitmap | None = None,
) -> Filtered:
    """Return a page of keys and the counts of every facet's values.

    `within` holds a bit for each key that a search by words found (`by_words`). Orders: "newest"
    (by day of filing, newest first) and "due" (the oldest due date first; those that owe nothing
    come last).
    """
    with LOCK:
        index = refreshed(now)
        bitmap = _narrowed(index, within, first_day, last_day)
        found = index.matching(selection, bitmap)
        page = index.page(found, order, offset=offset, limit=limit, descending=order == NEWEST)
        return Filtered(
            total=found.bit_count(),
            keys=page,
            counts=_counts(index, selection, bitmap),
            version=known_version(),
            values=_values(index, page),
        )


def found(
    selection: Mapping[str, Collection[str]],
    *,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
    within: Bitmap | None = None,
) -> Bitmap:
    """Return every key that a choice finds, a bit each: 12 kB where a list would take megabytes."""
    with LOCK:
        index = refreshed(now)
        return index.matching(selection, _narrowed(index, within, first_day, last_day))


def by_words(words: str, *, now: datetime) -> Bitmap | None:
    """Return a bit for each key that words find; None where no word was asked for.

    Whoever asks for words goes on to filters and pages of what they found, so that is remembered
    until something changes.
    """
    with LOCK:
        refreshed(now)
        key, known = (known_version(), words), known_words()
        if key not in known:
            if len(known) >= KEPT_CHOICES:
                known.clear()
            known[key] = find(KIND, words)
        return known[key]


def matching(selection: Mapping[str, Collection[str]], *, now: datetime) -> list[int]:
    """Return every key that matches, newest first."""
    with LOCK:
        index = refreshed(now)
        found = index.matching(selection)
        return index.page(found, "newest", offset=0, limit=found.bit_count() or 1, descending=True)


def count(selection: Mapping[str, Collection[str]], *, now: datetime) -> int:
    """Return how many readable recommendations match: the number on a link to that very list."""
    with LOCK:
        return refreshed(now).matching(selection).bit_count()


def counts(selection: Mapping[str, Collection[str]], *, now: datetime) -> Counts:
    """Return the counts of every facet's values under a selection."""
    with LOCK:
        return _counts(refreshed(now), selection, None)


def tally(facet: str, *, now: datetime) -> dict[str, int]:
    """Return how many readable recommendations have each value of one facet."""
    with LOCK:
        index = refreshed(now)
        return _kept(("tally", facet), lambda: index.counts({}, [facet]))[facet]


def crossed(
    facet: str,
    values: Iterable[str],
    by: Iterable[str],
    selection: Mapping[str, Collection[str]],
    *,
    now: datetime,
) -> dict[str, Counts]:
    """Return for each of `values` of a facet the counts of the facets `by`, under a selection."""
    names = tuple(by)
    with LOCK:
        index = refreshed(now)
        found = {}
        for value in values:
            chosen = dict(selection) | {facet: (value,)}
            key = ("crossed", names, _key_of(chosen))
            found[value] = _kept(key, partial(index.counts, chosen, names))
        return found


def among(
    keys: Iterable[int], selection: Mapping[str, Collection[str]], *, now: datetime
) -> list[int]:
    """Return those of `keys` that match a selection, in their own order."""
    with LOCK:
        found = refreshed(now).matching(selection)
        return [key for key in keys if found >> key & 1]


def values_of(keys: Iterable[int], *, now: datetime) -> Values:
    """Return what a card shows of each recommendation by facet, as the index knows it."""
    with LOCK:
        return _values(refreshed(now), keys)


def _values(index: FacetIndex, keys: Iterable[int]) -> Values:
    return {key: {name: index.values_at(key, name) for name in SHOWN} for key in keys}


def version(now: datetime) -> str:
    """Return what changes whenever a list may look different: for ETags and cache keys."""
    with LOCK:
        refreshed(now)
        return known_version()


def names_of(facet: str) -> Mapping[str, Names]:
    """Return the names of a facet's values in every language."""
    return known_names(facet)


def name_of_value(facet: str, value: str, language: str | None = None) -> str:
    """Return the name of a body, theme or region, in the reader's language, else the value."""
    names = names_of(facet).get(value)
    return pick(*names, language) if names else value


def _counts(
    index: FacetIndex, selection: Mapping[str, Collection[str]], within: Bitmap | None
) -> Counts:
    key = (_key_of(selection), within)
    return _kept(key, lambda: index.counts(selection, FACETS, within))


def _key_of(selection: Mapping[str, Collection[str]]) -> object:
    return frozenset((name, frozenset(found)) for name, found in selection.items())


def _kept(key: object, count: Callable[[], Mapping[str, Mapping[Hashable, int]]]) -> Counts:
    """Return what was counted before, until something changes."""
    kept = known_counts()
    if key not in kept:
        if len(kept) > KEPT_CHOICES:
            kept.clear()
        kept[key] = {
            facet: {str(value): number for value, number in by_value.items()}
            for facet, by_value in count().items()
        }
    return kept[key]


def _narrowed(
    index: FacetIndex, within: Bitmap | None, first: date | None, last: date | None
) -> Bitmap | None:
    """Return what words and days leave over; None where neither was asked for."""
    if first or last:
        days = _filed_within(index, first, last)
        return days if within is None else within & days
    return within


def _filed_within(index: FacetIndex, first: date | None, last: date | None) -> Bitmap:
    """Return what was filed from the first day to the last, as days run where the house is."""
    least = _begin_of(first) if first else 0
    most = _begin_of(last + timedelta(1)) - 1 if last and last < date.max else FOREVER
    return index.between(NEWEST, least, most)


def _begin_of(day: date) -> int:
    zone = timezone.get_current_timezone()
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
