"""Lists of recommendations: what a line shows, read in three queries whatever the size."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FETCH_RAISE, F, Q, QuerySet
from django.utils import timezone

from kenes.domain.institutions.models import Institution
from kenes.domain.institutions.queries import kept_calendar
from kenes.domain.recommendations.actions.indexing import KIND
from kenes.domain.recommendations.clocks import (
    Timeliness,
    days_overdue,
    days_silent,
    timeliness_of,
)
from kenes.domain.recommendations.models import Address, Recommendation, RecommendationText
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.facet_values import DUE, NEWEST, most_pressing
from kenes.domain.recommendations.values import Position
from kenes.domain.search.queries import best_first
from kenes.domain.shared.prepared import Prepared
from kenes.engines.facets import Bitmap

PAGE = 20
BEST = "best"
SORTS = (NEWEST, DUE, BEST)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked of the list."""

    selection: Mapping[str, Collection[str]]
    words: str = ""
    sort: str = NEWEST
    first_day: date | None = None
    last_day: date | None = None
    page: int = 1


class _Row(NamedTuple):
    pk: int
    number: str | None
    stage: str
    filed_at: datetime | None


class _Title(NamedTuple):
    version__recommendation_id: int
    title: str
    language: str
    is_original: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One recommendation in a list. `days` goes with `timeliness`: late, silent or left."""

    pk: int
    number: str
    title: str
    title_language: str
    is_original: bool
    stage: str
    filed_on: date
    positions: Mapping[str, int]
    timeliness: str
    days: int | None
    due_on: date | None
    state: str
    civil: str
    grade: str
    bodies: Sequence[Institution]

    @property
    def position(self) -> str:
        """The position to show: the one that some body gave, the awaited one last."""
        given = [code for code in self.positions if code != Position.AWAITING]
        return given[0] if given else next(iter(self.positions), "")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list with the counts of every filter value."""

    total: int
    cards: Sequence[Card]
    counts: facets.Counts
    version: str


def listed(wish: Wish, *, language: str, now: datetime) -> Page:
    """Answer a wish: a page of cards, the number found, and the counts of every value."""
    found = facets.by_words(wish.words, now=now) if wish.words else None
    offset = (wish.page - 1) * PAGE
    is_ranked = wish.sort == BEST and found is not None
    answer = facets.filtered(
        wish.selection,
        order=NEWEST if wish.sort == BEST else wish.sort,
        offset=0 if is_ranked else offset,
        limit=offset + PAGE + 100 if is_ranked else PAGE,
        now=now,
        first_day=wish.first_day,
        last_day=wish.last_day,
        within=found,
    )
    keys = answer.keys
    if is_ranked:
        keys = best_first(KIND, wish.words, keys)[offset : offset + PAGE]
    cards = cards_of(keys, language=language, now=now, known=answer.values)
    return Page(answer.total, cards, answer.counts, answer.version)


def found_by(wish: Wish, *, now: datetime) -> Bitmap | None:
    """Return everything that a wish finds; None when it asks for everything."""
    if not (wish.selection or wish.words or wish.first_day or wish.last_day):
        return None
    return facets.found(
        wish.selection,
        now=now,
        first_day=wish.first_day,
        last_day=wish.last_day,
        within=facets.by_words(wish.words, now=now) if wish.words else None,
    )


def cards_of(
    keys: Sequence[int],
    *,
    language: str,
    now: datetime,
    known: Mapping[int, Mapping[str, Collection[object]]] | None = None,
) -> list[Card]:
    """Return the cards of a few recommendations in the order of `keys`, in three queries."""
    found = {row.pk: row for row in _rows(keys)}
    titles = _titles(keys, language)
    addresses = _addresses(keys)
    values = facets.values_of(keys, now=now) if known is None else known
    today = timezone.localdate(now)
    return [
        _card(found[key], titles.get(key), addresses[key], values.get(key, {}), today)
        for key in keys
        if key in found
    ]


@Prepared
def _rows(keys: Sequence[int]) -> QuerySet[Recommendation, Any]:
    rows = Recommendation.objects.filter(pk__in=keys)
    return rows.values_list("pk", "number", "stage", "filed_at", named=True)


@Prepared
def _titles_in(language: str, keys: Sequence[int]) -> QuerySet[RecommendationText, Any]:
    rows = RecommendationText.objects.filter(
        Q(language=language) | Q(is_original=True),
        version__recommendation__in=keys,
        version__number=F("version__recommendation__current_version"),
    )
    columns = ("version__recommendation_id", "title", "language", "is_original")
    return rows.order_by("pk").values_list(*columns, named=True)


@Prepared
def _addresses_of(keys: Sequence[int]) -> QuerySet[Address]:
    rows = Address.objects.filter(recommendation__in=keys).select_related("institution")
    rows = rows.only(
        "recommendation_id", "role", "basis", "calendar_id", "asked_on", "delivered_on", "due_on",
        "answered_on", "is_extended", "suspended_since", "is_open", "position", "grade",
        "institution__public_id", "institution__name_kk", "institution__name_ru",
        "institution__name_en",
    )  # fmt: skip
    return rows.order_by("-role", "pk").fetch_mode(FETCH_RAISE)


def number_of(public_id: UUID) -> str:
    """Return the number of a public recommendation by its id; empty when there is none."""
    rows = Recommendation.objects.public().filter(public_id=public_id)
    return rows.values_list("number", flat=True).first() or ""


def titles_of(keys: Sequence[int], language: str) -> dict[int, str]:
    """Return the titles of a few recommendations, in a language or in their own."""
    return {key: text.title for key, text in _titles(keys, language).items()}


def _titles(keys: Sequence[int], language: str) -> dict[int, _Title]:
    """Return the title in the reader's language, else the original; two rows each at most."""
    found: dict[int, _Title] = {}
    for text in _titles_in(language, keys):
        key = text.version__recommendation_id
        if key not in found or text.language == language:
            found[key] = text
    return found


def _addresses(keys: Sequence[int]) -> dict[int, list[Address]]:
    found: dict[int, list[Address]] = defaultdict(list)
    for address in _addresses_of(keys):
        address.calendar = kept_calendar(address.calendar_id)
        found[address.recommendation_id].append(address)
    return found


def _card(
    row: _Row,
    text: _Title | None,
    addresses: Sequence[Address],
    values: Mapping[str, Collection[object]],
    today: date,
) -> Card:
    clock, address = pressing_clock(addresses, today)
    positions: dict[str, int] = defaultdict(int)
    for found in addresses:
        positions[found.position] += 1
    return Card(
        pk=row.pk,
        number=row.number or "",
        title=text.title if text else row.number or "",
        title_language=text.language if text else "",
        is_original=bool(text and text.is_original),
        stage=row.stage,
        filed_on=timezone.localdate(row.filed_at) if row.filed_at else today,
        positions=positions,
        timeliness=clock.value if clock else "",
        days=days_of(clock, address, today) if clock and address else None,
        due_on=address.due_on if address else None,
        state=_one(values, "state"),
        civil=_one(values, "civil"),
        grade=max((found.grade for found in addresses), default=""),
        bodies=[found.institution for found in addresses],
    )


def pressing_clock(
    addresses: Sequence[Address], today: date
) -> tuple[Timeliness | None, Address | None]:
    """Return the clock that presses most and whose it is."""
    clocks = {timeliness_of(address, today): address for address in reversed(addresses)}
    pressing = most_pressing([found for found in clocks if found is not None])
    return pressing, clocks.get(pressing)


def days_of(clock: Timeliness, address: Address, today: date) -> int | None:
    """Return the days that go with a clock: working days late, days without an answer."""
    if clock is Timeliness.OVERDUE:
        return days_overdue(address, today)
    if clock in {Timeliness.NO_ANSWER, Timeliness.NOT_DELIVERED}:
        return days_silent(address, today)
    return None


def _one(values: Mapping[str, Collection[object]], facet: str) -> str:
    return next((str(value) for value in values.get(facet, ())), "")
