"""Whom the intake tells: the author with an account, and those who follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kenes.domain.accounts.models import Person
from kenes.domain.notices.actions import tell
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Event, EventKind, Follow, Recommendation
from kenes.domain.recommendations.queries.mine import title_of
from kenes.domain.recommendations.values import AppealOutcome, ReturnGround


def tell_author(
    recommendation: Recommendation, event: Event, *, facts: Mapping[str, Any], now: datetime
) -> None:
    """Tell the author what happened, where the author has an account."""
    if recommendation.author is not None:
        mail = Notice.Delivery.MAIL
        _tell(recommendation.author, recommendation, event, facts=facts, delivery=mail, now=now)


def tell_followers(
    recommendation: Recommendation, event: Event, *, facts: Mapping[str, Any], now: datetime
) -> None:
    """Tell everybody who follows the recommendation, each as they chose.

    The author is told by `tell_author`.
    """
    follows = Follow.objects.filter(recommendation=recommendation).select_related("person")
    for follow in follows.order_by("pk"):
        if follow.person_id != recommendation.author_id:
            delivery = Notice.Delivery(follow.delivery)
            _tell(follow.person, recommendation, event, facts=facts, delivery=delivery, now=now)


TEMPLATES = {EventKind.VERSION_PUBLISHED: "version"}
"""Events whose notice has another name than the event; one without its own says "news"."""


def _tell(
    person: Person,
    recommendation: Recommendation,
    event: Event,
    *,
    facts: Mapping[str, Any],
    delivery: Notice.Delivery,
    now: datetime,
) -> None:
    kind = EventKind(event.kind)
    title = title_of(recommendation, person.language)
    tell(
        person=person,
        event=f"recommendation:{event.pk}",
        template=TEMPLATES.get(kind, kind.value),
        facts={"number": recommendation.number, "title": title, **_in_words(facts)},
        path=f"/r/{recommendation.number}",
        now=now,
        delivery=delivery,
    )


def _in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts with codes as words, which the outbox keeps in every language."""
    said = dict(facts)
    if "ground" in said:
        said["ground"] = ReturnGround(said["ground"]).label
    if "outcome" in said:
        said["outcome"] = AppealOutcome(said["outcome"]).label
    if "appeal_until" in said:
        said["appeal_until_on"] = said["appeal_until"]
    return said
