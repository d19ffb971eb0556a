"""How acts of this subject begin and end: the row's lock; its entry and its next edition."""

from datetime import datetime
from uuid import UUID

from kenes.domain.accounts.models import Person
from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.queries.grounds import ground_key
from kenes.domain.institutions.models import Mandate
from kenes.domain.register.actions import record
from kenes.domain.register.events import Event
from kenes.domain.register.models import Entry
from kenes.domain.shared.actions import ground_changed
from kenes.domain.shared.refusals import NotFound

SYSTEM = "system"


def lock_conversation(public_id: UUID) -> Conversation:
    """Return the conversation, locked until the transaction ends. Raises NotFound.

    Votes do not take this lock, and do not wait for it: it leaves the key alone, to which the row
    of a new voter points.
    """
    rows = Conversation.objects.select_for_update(of=("self",), no_key=True).select_related("body")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no conversation {public_id}")
    return found


def note(
    event: Event,
    conversation: Conversation,
    *,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
) -> Entry:
    """Write the entry of an act; without a mandate the actor is the system."""
    return record(
        event,
        object=conversation.public_id,
        actor_role=mandate.role if mandate else SYSTEM,
        now=now,
        person=by.public_id if by else None,
        mandate=mandate.public_id if mandate else None,
    )


def next_edition(conversation: Conversation, *fields: str) -> None:
    """Save these fields under the next edition: what was kept of the conversation is old now.

    So is the page of what it stands on, which lists it.
    """
    conversation.edition += 1
    conversation.save(update_fields=[*fields, "edition"])
    ground = ground_key(conversation)
    if ground and conversation.stage != Conversation.Stage.PREPARED:
        ground_changed(ground)
