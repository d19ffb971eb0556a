"""Whom the intake tells: the author with an account, and those who follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kenes.domain.accounts.models import Person
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Event, Follow, Recommendation


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


def _tell(
    person: Person,
    recommendation: Recommendation,
    event: Event,
    *,
    facts: Mapping[str, Any],
    delivery: Notice.Delivery,
    now: datetime,
) -> None:
    Notice.objects.get_or_create(
        person=person,
        event=f"recommendation:{event.pk}",
        defaults={
            "template": f"recommendation_{event.kind}",
            "language": person.language,
            "facts": {"number": recommendation.number, **facts},
            "path": f"/r/{recommendation.number}",
            "delivery": delivery,
            "created_at": now,
        },
    )
