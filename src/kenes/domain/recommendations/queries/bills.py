"""Which recommendations point at a bill or an act, and at which of its elements."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from kenes.domain.norms.models import Act, TableRow
from kenes.domain.recommendations.models import LegalTarget, Recommendation
from kenes.domain.recommendations.queries.listing import Card, cards_of
from kenes.domain.shared.languages import current_language

MOST_BESIDE = 20
MOST_OTHERS = 15


@dataclass(frozen=True, slots=True)
class Pointer:
    """A recommendation that points at an element, and the wording it proposes for it."""

    card: Card
    element: str
    proposed: str
    language: str


@dataclass(frozen=True, slots=True)
class Pointers:
    """What points at one bill: beside rows by the element's key, and what has no row.

    `other_count` counts all of the latter; `others` holds the first of them.
    """

    beside: dict[str, list[Pointer]]
    others: Sequence[Pointer]
    other_count: int


def counts_by_act(acts: Collection[Act]) -> dict[int, int]:
    """Count for each act the readable recommendations that point at it."""
    rows = _readable().filter(act__in=acts).order_by().values("act")
    counted = rows.annotate(many=Count("recommendation", distinct=True))
    return {row["act"]: row["many"] for row in counted}


def pointers(act: Act, keys: Collection[str], now: datetime) -> Pointers:
    """Return what points at the elements with these keys, and at what the table has no row for."""
    named = [key for key in keys if key]
    same = _readable().filter(act=act, element_key__in=named).order_by("pk")[:MOST_BESIDE]
    row = TableRow.objects.filter(bill=act, element_key=OuterRef("element_key"))
    apart = _readable().filter(~Exists(row.exclude(element_key="")), act=act)
    other_count = apart.count()
    others = list(apart.order_by("pk")[:MOST_OTHERS]) if other_count else []
    found = [*same, *others]
    ids = list(dict.fromkeys(target.recommendation_id for target in found))
    cards = {card.pk: card for card in cards_of(ids, language=current_language(), now=now)}
    beside: dict[str, list[Pointer]] = defaultdict(list)
    for target in found[: len(found) - len(others)]:
        beside[target.element_key].append(_pointer(target, cards))
    return Pointers(dict(beside), [_pointer(target, cards) for target in others], other_count)


def _readable() -> QuerySet[LegalTarget]:
    return LegalTarget.objects.filter(recommendation__in=Recommendation.objects.readable())


def _pointer(target: LegalTarget, cards: dict[int, Card]) -> Pointer:
    card = cards[target.recommendation_id]
    return Pointer(card, target.element, target.proposed, target.language)
