"""Read entries: their canonical bytes, and the acts on one object."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import Max, Q, QuerySet

from kenes.domain.register.models import Entry, Removal
from kenes.domain.shared.refusals import NotFound

Ground = Removal.Ground


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


def latest_of_type(thing: UUID, type_: str) -> Entry | None:
    """Return the newest entry of one type about one object, None where there is none."""
    return entries_about(thing).filter(type=type_).last()


def latest_entries(limit: int = 25) -> QuerySet[Entry]:
    """Return the newest entries of the log, newest first."""
    return Entry.objects.order_by("-pk")[:limit]


def latest_about(things: QuerySet[Any, Any], limit: int) -> QuerySet[Entry]:
    """Return the newest entries about certain things, newest first, without their content."""
    rows = Entry.objects.filter(object__in=things).defer("salt", "content", "leaf_hash")
    return rows.order_by("-pk")[:limit]


def entries_by_version(things: Iterable[UUID]) -> dict[tuple[UUID, int], Entry]:
    """Return the entries about certain things by thing and version, without their content."""
    rows = Entry.objects.filter(object__in=things).defer("salt", "content", "leaf_hash")
    return {(entry.object, entry.object_version): entry for entry in rows}


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


def removal_about(entry: Entry) -> Removal | None:
    """Return the removal that emptied an entry, or that a tombstone records; None for others."""
    rows = Removal.objects.select_related("entry", "tombstone")
    return rows.filter(Q(entry=entry) | Q(tombstone=entry)).first()


def removals() -> QuerySet[Removal]:
    """Return every removal, newest first."""
    return Removal.objects.select_related("entry", "tombstone").order_by("-pk")


def entry_at(index: int) -> Entry | None:
    """Return the entry with an index of the log, None where there is none."""
    return Entry.objects.filter(index=index).first()


def neighbours(entry: Entry) -> list[Entry]:
    """Return the entries just before and just after one in the log."""
    before = Entry.objects.filter(pk__lt=entry.pk).order_by("-pk").first()
    after = Entry.objects.filter(pk__gt=entry.pk).order_by("pk").first()
    return [found for found in (before, after) if found is not None]


def indexed_count() -> int:
    """Return how many entries have an index, which is the next index to give."""
    last: int | None = Entry.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def leaf_hashes(size: int) -> Iterator[bytes]:
    """Give the stored leaf hashes of the first `size` entries, in their order."""
    rows = Entry.objects.filter(index__lt=size).order_by("index")
    for stored in rows.values_list("leaf_hash", flat=True).iterator(chunk_size=5000):
        yield bytes(stored or b"")


def leaf_hash_at(index: int) -> bytes | None:
    """Return the stored leaf hash of one index, None where there is none."""
    rows = Entry.objects.filter(index=index).values_list("leaf_hash", flat=True)
    stored = rows.first()
    return None if stored is None else bytes(stored)


def indexed_entries(first: int) -> Iterator[Entry]:
    """Give every entry from index `first` on, in the order of the log."""
    rows = Entry.objects.filter(index__gte=first).defer("salt", "content").order_by("index")
    return rows.iterator(chunk_size=1000)


def whole_entries() -> Iterator[Entry]:
    """Give every entry that has an index, with salt and content, in the order of the log."""
    rows = Entry.objects.filter(index__isnull=False).order_by("index")
    return rows.iterator(chunk_size=1000)


def oldest_waiting() -> datetime | None:
    """Return the time of the oldest act whose entry has no index yet; None when all have one."""
    waiting = Entry.objects.filter(index__isnull=True).order_by("pk")
    return waiting.values_list("at", flat=True).first()


def has_waiting() -> bool:
    """Return whether an entry waits for its index; one look into a partial index."""
    return Entry.objects.filter(index__isnull=True).exists()
