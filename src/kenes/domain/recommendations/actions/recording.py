"""How every act of this subject ends: an event, its register entry, a new edition."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.indexing import CHANGES_WORDS, index_texts
from kenes.domain.recommendations.models import Address, Event, EventKind, Recommendation
from kenes.domain.register.actions import record
from kenes.domain.register.events import Event as PublicEvent
from kenes.domain.shared.refusals import NotFound

AUTHOR = "author"
SYSTEM = "system"


def lock_recommendation(public_id: UUID) -> Recommendation:
    """Return the recommendation, locked until the transaction ends.

    Everything that changes a recommendation or what hangs on it takes this lock first, so acts
    on one recommendation stand in one order. Raises NotFound.
    """
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("body")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no recommendation {public_id}")
    return found


def happened(
    recommendation: Recommendation,
    kind: EventKind,
    fact: PublicEvent,
    *,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
    role: str = "",
    address: Address | None = None,
    grounds: str = "",
    facts: Mapping[str, Any] | None = None,
    is_public: bool = True,
) -> Event:
    """Write what happened: the register entry, the event, the edition.

    `role` defaults to the mandate's role. The caller holds the recommendation's lock and saves
    its own changes; this saves `changed_at` and `edition`.
    """
    actor_role = role or (mandate.role if mandate else SYSTEM)
    entry = record(
        fact,
        object=recommendation.public_id,
        actor_role=actor_role,
        now=now,
        person=by.public_id if by else None,
        mandate=mandate.public_id if mandate else None,
    )
    recommendation.changed_at = now
    recommendation.edition += 1
    recommendation.save(update_fields=["changed_at", "edition"])
    if kind in CHANGES_WORDS:
        index_texts(recommendation)
    return Event.objects.create(
        recommendation=recommendation,
        address=address,
        kind=kind,
        at=now,
        actor_role=actor_role,
        grounds=grounds,
        facts=dict(facts or {}),
        is_public=is_public,
        entry=entry,
    )


def lock_recommendations(public_ids: Sequence[UUID]) -> list[Recommendation]:
    """Lock several rows in the order of their keys, so that two selections never wait in a ring."""
    known = Recommendation.objects.filter(public_id__in=public_ids).order_by("pk")
    order = list(known.values_list("public_id", flat=True))
    order += [public_id for public_id in public_ids if public_id not in order]
    return [lock_recommendation(public_id) for public_id in order]
