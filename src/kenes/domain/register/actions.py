"""Write an entry in the act's own transaction; give it its index later, once."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction
from django.db.models import QuerySet

from kenes.domain.register.events import ContentRemoved, Event, content_of
from kenes.domain.register.models import Entry, Removal, Trail
from kenes.domain.register.queries import entry_bytes, indexed_count
from kenes.domain.register.rules import refuse_to_remove
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.refusals import NotFound, permit
from kenes.engines.log.hashing import leaf_hash

SALT_BYTES = 32
BLOCK = 500


def record(
    event: Event,
    *,
    object: UUID,  # noqa: A002 (its name in the published format)
    actor_role: str,
    now: datetime,
    person: UUID | None = None,
    mandate: UUID | None = None,
) -> Entry:
    """Insert the entry of one act and its inner trail; the caller's transaction carries both.

    `object_version` counts the acts on this object, from 1; `prev_version_digest` repeats the
    digest of the act before, so that a missing one shows. The caller holds the object's lock.
    Raises RuntimeError outside a transaction: an act and its entry stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event.TYPE} must be recorded inside its act's transaction")
    version, digest = next(iter(_last_of(object)), (0, None))
    content, salt = content_of(event), secrets.token_bytes(SALT_BYTES)
    entry = Entry.objects.create(
        public_id=new_public_id(),
        type=event.TYPE,
        v=event.V,
        at=now.astimezone(UTC).replace(microsecond=0),
        object=object,
        object_version=version + 1,
        actor_role=actor_role,
        digest=digest_of(content, salt),
        prev_version_digest=digest,
        salt=salt,
        content=content,
    )
    Trail.objects.create(entry=entry, person=person, mandate=mandate)
    return entry


def digest_of(content: dict[str, Any], salt: bytes) -> bytes:
    """Return SHA-256(salt || canonical JSON of the public content), 32 bytes (RFC 8785)."""
    return hashlib.sha256(salt + rfc8785.dumps(content)).digest()


@Prepared
def _last_of(thing: UUID) -> QuerySet[Entry, tuple[int, bytes | memoryview]]:
    """Find version and digest of the newest act on an object; every act asks, so it is prepared."""
    rows = Entry.objects.filter(object=thing).order_by("-object_version")
    return rows.values_list("object_version", "digest")[:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A lawful order to remove: its ground, who gave it, by which document, on which day."""

    ground: str
    ordered_by: str
    document: str
    ordered_on: date


@transaction.atomic
def remove_content(
    *,
    entry_id: UUID,
    order: Order,
    actor_role: str,
    now: datetime,
    person: UUID | None = None,
    mandate: UUID | None = None,
) -> Removal:
    """Take content and salt out of an entry and record that, with the order, as a new entry.

    The entry stays with its digest, so every proof still holds. The caller has shown that whoever
    acts may. Raises NotFound, and NotPermitted for a tombstone or an entry that is empty already.
    """
    entry = Entry.objects.select_for_update().filter(public_id=entry_id).first()
    if entry is None:
        raise NotFound(f"no entry {entry_id}")
    permit(refuse_to_remove(entry))
    entry.salt, entry.content = None, None
    entry.save(update_fields=["salt", "content"])
    words = {"ordered_by": order.ordered_by, "document": order.document}
    digest = hashlib.sha256(rfc8785.dumps(words)).hexdigest()
    fact = ContentRemoved(entry.public_id, order.ground, order.ordered_on, digest)
    tombstone = record(
        fact,
        object=entry.public_id,
        actor_role=actor_role,
        now=now,
        person=person,
        mandate=mandate,
    )
    return Removal.objects.create(entry=entry, tombstone=tombstone, at=now, **asdict(order))


@transaction.atomic
def give_indexes(most: int = BLOCK) -> int:
    """Give the next indexes to at most `most` entries that have none; return how many got one.

    Leaf hashes are stored in the same transaction, so an index without its hash is never seen.
    Only the integrating worker calls this, while it holds the lock of the log.
    """
    waiting = Entry.objects.select_for_update().filter(index__isnull=True).order_by("pk")
    rows = list(waiting.defer("salt", "content")[:most])
    for index, entry in enumerate(rows, start=indexed_count()):
        entry.index, entry.leaf_hash = index, leaf_hash(entry_bytes(entry))
    Entry.objects.bulk_update(rows, ["index", "leaf_hash"], batch_size=100)
    return len(rows)


def place_entry(entry: Entry, *, index: int, leaf: bytes) -> None:
    """Save an entry at the index that the published log gives it; for a restored database.

    Raises IntegrityError when another entry has its index, or its place among the object's acts.
    """
    entry.index, entry.leaf_hash = index, leaf
    entry.save()
