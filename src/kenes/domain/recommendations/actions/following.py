"""News of a text, asked for by a person; apart from support, and ended at any time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Follow, Recommendation
from kenes.domain.shared.refusals import Invalid, NotFound


@transaction.atomic
def follow(
    *, person: Person, public_id: UUID, delivery: str = Notice.Delivery.PAGE, now: datetime
) -> Follow:
    """Follow a text that anybody may read, or one's own; again, to change how one is told."""
    if delivery not in Notice.Delivery.values:
        raise Invalid({"delivery": _("This way of telling is not known. Choose one of the list.")})
    recommendation = Recommendation.objects.filter(public_id=public_id).first()
    if recommendation is None or not (
        recommendation.is_public or recommendation.author_id == person.pk
    ):
        raise NotFound(f"no recommendation {public_id} to follow")
    made, _is_new = Follow.objects.update_or_create(
        person=person,
        recommendation=recommendation,
        defaults={"delivery": delivery},
        create_defaults={"delivery": delivery, "since": now},
    )
    return made


@transaction.atomic
def unfollow(*, person: Person, public_id: UUID) -> None:
    """Follow no longer; nothing happens where nothing was followed."""
    Follow.objects.filter(person=person, recommendation__public_id=public_id).delete()
