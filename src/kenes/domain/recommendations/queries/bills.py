"""Which recommendations point at a bill or an act, and at which of its elements."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from kenes.domain.norms.models import Act, TableRow
from kenes.domain.recommendations.models import (
    LegalTarget,
    Recommendation,
    RecommendationText,
)
from kenes.domain.recommendations.queries.links import rows_meant
from kenes.domain.recommendations.queries.listing import Card, cards_of
from kenes.domain.shared.languages import current_language

MOST_BESIDE = 20
MOST_OTHERS = 15


@dataclass(frozen=True, slots=True)
class Pointer:
    """A recommendation that points at an element, and the wording it proposes for it.

    `law` is the one of the bill's that it means, empty where it names none.
    """

    card: Card
    law: str
    element: str
    proposed: str
    language: str


@dataclass(frozen=True, slots=True)
class Pointers:
    """What points at one bill: what means an element by its key, and what has no row.

    `other_count` counts all of the latter; `others` holds the first of them.
    """

    by_key: dict[str, list[Pointer]]
    others: Sequence[Pointer]
    other_count: int

    def beside(self, row: TableRow) -> list[Pointer]:
        """Return what means this very row: its element, in its law where one is named."""
        return [one for one in self.by_key.get(row.element_key, ()) if one.law in {"", row.law}]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wording that a recommendation proposes for an element, with its reason.

    `reason` is what the recommendation calls wrong, in the language it was written in.
    """

    number: str
    law: str
    element: str
    element_key: str
    proposed: str
    language: str
    reason: str
    reason_language: str


def counts_by_act(acts: Collection[Act]) -> dict[int, int]:
    """Count for each act the readable recommendations that point at it."""
    rows = _readable().filter(act__in=acts).order_by().values("act")
    counted = rows.annotate(many=Count("recommendation", distinct=True))
    return {row["act"]: row["many"] for row in counted}


def pointers(act: Act, keys: Collection[str], now: datetime) -> Pointers:
    """Return what points at the elements with these keys, and at what the table has no row for."""
    named = [key for key in keys if key]
    same = _readable().filter(act=act, element_key__in=named).order_by("pk")[:MOST_BESIDE]
    apart = _readable().filter(~Exists(rows_meant()), act=act)
    other_count = apart.count()
    others = list(apart.order_by("pk")[:MOST_OTHERS]) if other_count else []
    found = [*same, *others]
    ids = list(dict.fromkeys(target.recommendation_id for target in found))
    cards = {card.pk: card for card in cards_of(ids, language=current_language(), now=now)}
    by_key: dict[str, list[Pointer]] = defaultdict(list)
    for target in found[: len(found) - len(others)]:
        by_key[target.element_key].append(_pointer(target, cards))
    return Pointers(dict(by_key), [_pointer(target, cards) for target in others], other_count)


def proposals_on(act: Act) -> list[Proposal]:
    """Return the wordings that anybody may read, by number: what a comparative table adds."""
    original = RecommendationText.objects.filter(
        version__recommendation=OuterRef("recommendation"),
        version__number=OuterRef("recommendation__current_version"),
        is_original=True,
    )
    rows = _readable().filter(act=act).exclude(proposed="").select_related("recommendation")
    rows = rows.annotate(reason=Subquery(original.values("problem")[:1]))
    return [
        Proposal(
            number=row.recommendation.number or "",
            law=row.law,
            element=row.element,
            element_key=row.element_key,
            proposed=row.proposed,
            language=row.language,
            reason=row.reason or "",
            reason_language=row.recommendation.original_language,
        )
        for row in rows.order_by("recommendation__number", "pk")
    ]


def _readable() -> QuerySet[LegalTarget]:
    return LegalTarget.objects.filter(recommendation__in=Recommendation.objects.readable())


def _pointer(target: LegalTarget, cards: dict[int, Card]) -> Pointer:
    card = cards[target.recommendation_id]
    return Pointer(card, target.law, target.element, target.proposed, target.language)
