"""Read entries: their canonical bytes, and the acts on one object."""

from datetime import UTC
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import QuerySet

from kenes.domain.register.models import Entry


def entry_fields(entry: Entry) -> dict[str, Any]:
    """Return the entry as the log publishes it: times in UTC, digests in hexadecimal."""
    previous = entry.prev_version_digest
    return {
        "v": entry.v,
        "type": entry.type,
        "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "object": str(entry.object),
        "object_version": entry.object_version,
        "actor_role": entry.actor_role,
        "digest": bytes(entry.digest).hex(),
        "prev_version_digest": bytes(previous).hex() if previous else None,
    }


def entry_bytes(entry: Entry) -> bytes:
    """Return the entry's canonical JSON (RFC 8785): the bytes whose hash is the log's leaf."""
    return rfc8785.dumps(entry_fields(entry))


def entries_about(thing: UUID) -> QuerySet[Entry]:
    """Return every entry about one object, oldest first."""
    return Entry.objects.filter(object=thing).order_by("object_version")


def latest_entries(limit: int = 25) -> QuerySet[Entry]:
    """Return the newest entries of the log, newest first."""
    return Entry.objects.order_by("-pk")[:limit]
