"""Read which conversations stand on a recommendation, a bill or a region, for its own page."""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from kenes.domain.conversations.models import Conversation, Result
from kenes.domain.institutions.models import Territory
from kenes.domain.norms.models import Act
from kenes.domain.shared.models import Counter
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.queries import ON

MOST = 20
"""A page lists so many, the last opened first."""


def ground_key(conversation: Conversation) -> str:
    """Return under which key changes of what stands on its ground are counted; "" for none.

    A session has no page, so nothing is counted for it.
    """
    if conversation.recommendation is not None:
        return conversation.recommendation.number or ""
    if conversation.bill is not None:
        return act_key(conversation.bill)
    return conversation.territory.kato if conversation.territory is not None else ""


def act_key(act: Act) -> str:
    """Return the key of a bill or act."""
    return f"act {act.pk}"


def edition_on(key: str) -> int:
    """Return how often what stands on a ground changed, 0 before the first time: one query."""
    return next(iter(_editions(f"{ON}{key}")), (0,))[0]


def on_recommendation(pk: int) -> Sequence[Conversation]:
    """Return the conversations that were opened on a recommendation: one query.

    Each has `people`: how many people the newest result rests on, None before the first.
    """
    return _on_recommendation(pk)


def on_act(act: Act) -> Sequence[Conversation]:
    """Return the conversations that were opened on a bill or act, as `on_recommendation` does."""
    return _on_act(act.pk)


def on_territory(territory: Territory) -> Sequence[Conversation]:
    """Return the conversations that were opened on a region, as `on_recommendation` does."""
    return _on_territory(territory.pk)


def _opened() -> QuerySet[Conversation]:
    newest = Result.objects.filter(conversation=OuterRef("pk")).order_by("-voters")
    rows = Conversation.objects.exclude(stage=Conversation.Stage.PREPARED).select_related("body")
    rows = rows.annotate(people=Subquery(newest.values("voters")[:1]))
    return rows.order_by("-stage", "-opened_at", "-pk")


@Prepared
def _editions(kind: str) -> QuerySet[Counter, tuple[int]]:
    return Counter.objects.filter(kind=kind, year=0).values_list("last")


@Prepared
def _on_recommendation(pk: int) -> QuerySet[Conversation]:
    return _opened().filter(recommendation=pk)[:MOST]


@Prepared
def _on_act(pk: int) -> QuerySet[Conversation]:
    return _opened().filter(bill=pk)[:MOST]


@Prepared
def _on_territory(pk: int) -> QuerySet[Conversation]:
    return _opened().filter(territory=pk)[:MOST]
