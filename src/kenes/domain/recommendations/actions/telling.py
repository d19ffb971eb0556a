"""Whom the intake tells: the author with an account, and those who follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kenes.domain.notices.actions import tell
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Event, Follow, Recommendation, RecommendationText
from kenes.domain.register.log.promise import promise_of

NO_FACTS: Mapping[str, Any] = {}


def tell_author(
    recommendation: Recommendation,
    event: Event,
    template: str,
    *,
    facts: Mapping[str, Any] = NO_FACTS,
    on_own_page: bool = False,
    now: datetime,
) -> None:
    """Tell the author what happened, where the author has an account.

    The notice leads to the public page, or to the author's own: that shows the text while nobody
    else may read it, and what the author may do.
    """
    if recommendation.author is not None:
        tell(
            person=recommendation.author,
            event=key_of(event),
            template=template,
            facts={**_common(recommendation), **facts},
            path=own_path_of(recommendation) if on_own_page else path_of(recommendation),
            now=now,
        )


def tell_followers(
    recommendation: Recommendation,
    event: Event,
    template: str = "news",
    *,
    facts: Mapping[str, Any] = NO_FACTS,
    now: datetime,
) -> None:
    """Tell everybody who follows the recommendation, each as they chose.

    The author is told by `tell_author`.
    """
    common = {**_common(recommendation), **facts}
    follows = Follow.objects.filter(recommendation=recommendation).select_related("person")
    for follow in follows.order_by("pk"):
        if follow.person_id != recommendation.author_id:
            tell(
                person=follow.person,
                event=key_of(event),
                template=template,
                facts=common,
                path=path_of(recommendation),
                now=now,
                delivery=Notice.Delivery(follow.delivery),
            )


def receipt_facts(event: Event) -> dict[str, str]:
    """Return the register's receipt of an act for the notice of it; nothing where there is none."""
    promised = promise_of(event.entry) if event.entry else None
    if promised is None:
        return {}
    return {"entry": str(promised.entry), "receipt": promised.note.decode()}


def key_of(event: Event) -> str:
    """Return the name under which an event is told once to each person."""
    return f"recommendation:{event.pk}"


def path_of(recommendation: Recommendation) -> str:
    """Return the permanent address, which has no language."""
    return f"/r/{recommendation.number}"


def own_path_of(recommendation: Recommendation) -> str:
    """Return the author's own page, which shows the text while nobody else may read it."""
    return f"/file/{recommendation.public_id}/own/"


def _common(recommendation: Recommendation) -> dict[str, Any]:
    text = RecommendationText.objects.filter(
        version__recommendation=recommendation,
        version__number=recommendation.current_version,
        is_original=True,
    ).first()
    return {"number": recommendation.number, "title": text.title if text else ""}
