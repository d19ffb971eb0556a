"""Read entries: their canonical bytes, and the acts on one object."""

from datetime import UTC
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import QuerySet

from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import NotFound


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


def entries(type_: str = "") -> QuerySet[Entry]:
    """Return the entries of one type, or all, newest first."""
    rows = Entry.objects.order_by("-pk")
    return rows.filter(type=type_) if type_ else rows


def types_of_entries() -> list[str]:
    """Return the types that occur, by name; each is found by one step in the index.

    A DISTINCT would read the whole log; there are few types and many entries.
    """
    found: list[str] = []
    while True:
        rows = Entry.objects.filter(type__gt=found[-1]) if found else Entry.objects.all()
        following = rows.order_by("type").values_list("type", flat=True).first()
        if following is None:
            return found
        found.append(following)


def entry_by_public_id(public_id: UUID) -> Entry:
    """Return one entry. Raises NotFound."""
    found = Entry.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no entry {public_id}")
    return found


def neighbours(entry: Entry) -> list[Entry]:
    """Return the entries just before and just after one in the log."""
    before = Entry.objects.filter(pk__lt=entry.pk).order_by("-pk").first()
    after = Entry.objects.filter(pk__gt=entry.pk).order_by("pk").first()
    return [found for found in (before, after) if found is not None]
