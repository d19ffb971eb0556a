"""What was returned to its author or hidden from readers, counted in public by ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import Hiding, Recommendation, Return
from kenes.domain.recommendations.values import AppealOutcome, HidingGround, ReturnGround


@dataclass(frozen=True, slots=True)
class ReturnCount:
    """How often texts were returned on one ground, and what became of the appeals."""

    ground: ReturnGround
    returned: int
    appealed: int
    overturned: int


@dataclass(frozen=True, slots=True)
class HidingCount:
    """How often texts were hidden on one ground, and how many of them are hidden now."""

    ground: HidingGround
    hidden: int
    still: int


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Every figure: how many were filed and taken for consideration, returned, hidden."""

    filed: int
    admitted: int
    returns: Sequence[ReturnCount]
    hidings: Sequence[HidingCount]


def kept_back(body: Institution | None = None) -> KeptBack:
    """Return the figures of one body, or of all, in three queries."""
    rows = Recommendation.objects.filter(filed_at__isnull=False)
    rows = rows if body is None else rows.filter(body=body)
    # A point split off a document, like a row of an import, was not filed by anybody of its own.
    own = rows.filter(split_from__isnull=True, source_key__isnull=True)
    counted = own.aggregate(
        filed=Count("pk"), admitted=Count("pk", filter=Q(published_at__isnull=False))
    )
    return KeptBack(
        filed=counted["filed"],
        admitted=counted["admitted"],
        returns=returns_by_ground(body),
        hidings=hidings_by_ground(body),
    )


def returns_by_ground(body: Institution | None = None) -> list[ReturnCount]:
    """Return the counts of returns for every listed ground, those never used included."""
    rows = Return.objects.all()
    rows = rows if body is None else rows.filter(recommendation__body=body)
    counted = rows.values_list("ground").annotate(
        returned=Count("pk"),
        appealed=Count("appeal"),
        overturned=Count("appeal", filter=Q(appeal__outcome=AppealOutcome.OVERTURNED)),
    )
    counts = {ground: figures for ground, *figures in counted.order_by()}
    return [ReturnCount(ground, *counts.get(ground, (0, 0, 0))) for ground in ReturnGround]


def hidings_by_ground(body: Institution | None = None) -> list[HidingCount]:
    """Return the counts of hidings for every listed ground, those never used included."""
    rows = Hiding.objects.all()
    rows = rows if body is None else rows.filter(recommendation__body=body)
    counted = rows.values_list("ground").annotate(
        hidden=Count("pk"), still=Count("pk", filter=Q(lifted_at__isnull=True))
    )
    counts = {ground: figures for ground, *figures in counted.order_by()}
    return [HidingCount(ground, *counts.get(ground, (0, 0))) for ground in HidingGround]
