"""What feeds and the map of addresses need, in few rows: titles, latest acts, numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from kenes.domain.institutions.models import Institution, Territory
from kenes.domain.norms.models import Act
from kenes.domain.recommendations.models import Event, Recommendation
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.facet_values import NEWEST
from kenes.domain.recommendations.queries.listing import Card, Wish, cards_of

MOST = 50
"""How many entries a feed holds."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A recommendation in a feed: its card, its lasting key, when it appeared and last moved."""

    card: Card
    public_id: UUID
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """An address that never dies, and when what stands there last changed, if that is kept."""

    key: str
    changed_at: datetime | None = None


def newest_keys(wish: Wish, *, now: datetime) -> list[int]:
    """Return the keys of the newest recommendations that a wish finds, as many as a feed holds."""
    answer = facets.filtered(
        wish.selection,
        order=NEWEST,
        offset=0,
        limit=MOST,
        now=now,
        first_day=wish.first_day,
        last_day=wish.last_day,
        within=facets.by_words(wish.words, now=now) if wish.words else None,
    )
    return answer.keys


def newest_items(keys: Sequence[int], *, language: str, now: datetime) -> list[FeedItem]:
    """Return the items of a few recommendations in the order of `keys`, in five queries."""
    rows = Recommendation.objects.filter(pk__in=keys, published_at__isnull=False)
    moments = {row.pk: row for row in rows.only("public_id", "published_at")}
    acts = Event.objects.filter(recommendation__in=keys, is_public=True)
    latest = dict(acts.values_list("recommendation").annotate(latest=Max("at")))
    return [
        _item(card, moments[card.pk], latest)
        for card in cards_of(keys, language=language, now=now)
        if card.pk in moments
    ]


def latest_acts(pk: int) -> list[Event]:
    """Return the latest public acts of a recommendation, the newest first."""
    rows = Event.objects.filter(recommendation=pk, is_public=True)
    rows = rows.select_related("entry", "address__institution").order_by("-at", "-pk")
    return list(rows.defer("entry__content", "entry__salt")[:MOST])


def count_of_places() -> int:
    """Return how many recommendations have a permanent address that shows their text."""
    return Recommendation.objects.readable().count()


def recommendation_places(page: int, size: int) -> list[Place]:
    """Return the numbers on one page (from 1) of the map of addresses, oldest first."""
    rows = Recommendation.objects.readable().order_by("pk")
    columns = rows.values_list("number", "changed_at")
    return [Place(number or "", at) for number, at in columns[(page - 1) * size : page * size]]


def other_places() -> dict[str, list[Place]]:
    """Return the keys of institutions, regions and bills, each in its own order of filing."""
    return {
        "institutions": _keys(Institution.objects.values_list("public_id", flat=True)),
        "regions": _keys(Territory.objects.values_list("kato", flat=True)),
        "bills": _keys(Act.objects.values_list("public_id", flat=True)),
    }


def _keys(rows: Iterable[object]) -> list[Place]:
    return sorted((Place(str(key)) for key in rows), key=lambda place: place.key)


def _item(card: Card, row: Recommendation, latest: dict[int, datetime]) -> FeedItem:
    if row.published_at is None:
        raise ValueError(f"{row.number} is not public, so it belongs in no feed")
    return FeedItem(card, row.public_id, row.published_at, latest.get(row.pk, row.published_at))
