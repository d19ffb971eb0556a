"""Recommendations by region: how many, at which stage, which of them wait."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.facet_values import DUE, NEWEST
from kenes.domain.recommendations.queries.listing import Card, cards_of
from kenes.domain.shared.languages import current_language

SHOWN = 5
PRESSING = ("overdue", "no_answer", "not_delivered")


@dataclass(frozen=True, slots=True)
class RegionWork:
    """What is asked for one region: counts by axis, the pressing ones, the newest ones.

    `placed` of `of_all` recommendations name a region at all; the rest concern the whole country
    or were not yet placed, so the numbers of a region are a lower bound.
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]
    late: Sequence[Card]
    late_count: int
    newest: Sequence[Card]
    bodies: int
    of_all: int
    placed: int


def region_counts(now: datetime) -> dict[str, int]:
    """Return how many readable recommendations name each region, by its KATO code."""
    return dict(facets.counts({}, now=now).get("region", {}))


def region_work(kato: str, now: datetime) -> RegionWork:
    """Read what the page of a region shows."""
    with facets.one_look():
        return _region_work(kato, now)


def _region_work(kato: str, now: datetime) -> RegionWork:
    chosen: dict[str, Collection[str]] = {"region": (kato,)}
    late = facets.filtered(
        chosen | {"timeliness": PRESSING}, order=DUE, offset=0, limit=SHOWN, now=now
    )
    newest = facets.filtered(chosen, order=NEWEST, offset=0, limit=SHOWN, now=now)
    language = current_language()
    cards = cards_of([*late.keys, *newest.keys], language=language, now=now)
    counted = facets.counts({}, now=now).get("region", {})
    return RegionWork(
        total=newest.total,
        counts=newest.counts,
        late=cards[: len(late.keys)],
        late_count=late.total,
        newest=cards[len(late.keys) :],
        bodies=sum(1 for many in newest.counts.get("body", {}).values() if many),
        of_all=facets.count({}, now=now),
        placed=facets.count({"region": tuple(counted)}, now=now) if counted else 0,
    )
