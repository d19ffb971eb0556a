"""Merge texts that ask the same into one that speaks for all; each keeps its page and support."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendations
from kenes.domain.recommendations.actions.telling import tell_author, tell_followers
from kenes.domain.recommendations.models import (
    EventKind,
    Recommendation,
)
from kenes.domain.recommendations.rules import linking as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import Stage
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_if_any


@transaction.atomic
def merge(
    *,
    origins: Sequence[UUID],
    into: UUID,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Recommendation:
    """Merge texts into one that speaks for all; each origin keeps its page, text and support.

    Authors and followers of the origins are told where it went on.
    """
    rows = {row.public_id: row for row in lock_recommendations([*origins, into])}
    target, merged = rows[into], [rows[public_id] for public_id in dict.fromkeys(origins)]
    permit(rules.refuse_merge(by, mandate, merged, target, on=local_day(target.body, now)))
    if not merged:
        raise Invalid({"origins": _("No text was chosen to be merged. Choose at least one.")})
    why = clean_note("grounds", grounds)
    for origin in merged:
        _supersede(origin, target, why, by=by, mandate=mandate, now=now)
    numbers = tuple(str(origin.number) for origin in merged)
    fact = events.OriginsMerged(str(target.number), numbers, digest_if_any(why))
    event = happened(
        target,
        EventKind.MERGED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts={"origins": list(numbers)},
    )
    tell_followers(target, event, now=now)
    return target


def _supersede(
    origin: Recommendation,
    target: Recommendation,
    why: str,
    *,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> None:
    origin.stage, origin.superseded_by, origin.closed_at = Stage.SUPERSEDED, target, now
    origin.save(update_fields=["stage", "superseded_by", "closed_at"])
    number = str(target.number)
    fact = events.RecommendationMerged(
        str(origin.number), target.public_id, number, digest_if_any(why)
    )
    facts = {"into_number": number}
    event = happened(
        origin,
        EventKind.MERGED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts=facts,
    )
    tell_author(origin, event, "merged", facts=facts, now=now)
    tell_followers(origin, event, "merged", facts=facts, now=now)
