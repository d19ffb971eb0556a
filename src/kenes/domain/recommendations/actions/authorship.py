"""The author's name: shown by choice, taken back, forgotten."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.recommendations.actions.drafting import NameChoice
from kenes.domain.recommendations.actions.recording import lock_recommendation
from kenes.domain.recommendations.models import Recommendation, RecommendationText
from kenes.domain.recommendations.rules import authors
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import permit


@transaction.atomic
def choose_name(
    *,
    public_id: UUID,
    by: Person | None,
    code: str | None = None,
    is_public: bool,
    name: str = "",
    now: datetime,
) -> Recommendation:
    """Show the author's name, or take it back: then it leaves the row too, not only the page."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(authors.refuse_unless_author(by, code, recommendation, on=on))
    NameChoice(is_public, name).apply(recommendation, by)
    recommendation.changed_at = now
    recommendation.edition += 1
    recommendation.save()
    return recommendation


@transaction.atomic
def forget_author(person: Person, *, now: datetime) -> int:
    """Cut every text loose from a person who is erased; return how many there were.

    The text, its number and the region stay; who wrote it is nowhere any more. Drafts go.
    """
    own = Recommendation.objects.select_for_update(of=("self",)).filter(author=person)
    own.filter(stage=Stage.DRAFT).delete()
    count = 0
    for recommendation in own.order_by("pk"):
        recommendation.author = None
        recommendation.author_name, recommendation.is_name_public = "", False
        recommendation.changed_at = now
        recommendation.edition += 1
        recommendation.save()
        count += 1
    texts = RecommendationText.objects.filter(translator=person)
    texts.update(translator=None, translator_credit="")
    return count
