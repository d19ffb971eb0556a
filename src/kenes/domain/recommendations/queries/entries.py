"""Entries of the register by what they are about: a recommendation, or a body."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from kenes.domain.institutions.queries import things_of
from kenes.domain.recommendations.models import Event, EventKind
from kenes.domain.register.models import Entry


def entries_about(
    rows: QuerySet[Entry],
    *,
    number: str = "",
    body: UUID | None = None,
    things: Iterable[UUID] = (),
) -> QuerySet[Entry]:
    """Narrow entries to the acts on one public recommendation, of or about one body, or both.

    An act is a body's when it is about the body itself, a mandate to act for it, what was sent to
    it, or one of `things`: what else is the body's and is not known here.
    """
    events = Event.objects.filter(entry__isnull=False)
    if number:
        public = events.filter(recommendation__number=number)
        public = public.filter(recommendation__published_at__isnull=False)
        rows = rows.filter(pk__in=public.values("entry"))
    if body is not None:
        own = events.filter(address__institution__public_id=body)
        rows = rows.filter(
            Q(object__in=things_of(body)) | Q(object__in=things) | Q(pk__in=own.values("entry"))
        )
    return rows


def entry_of_filing(pk: int) -> Entry | None:
    """Return the entry by which a recommendation was filed last, None where there is none."""
    found = _recorded(pk).filter(kind=EventKind.FILED).last()
    return found.entry if found else None


def entry_of_hiding(pk: int) -> Entry | None:
    """Return the entry by which a text was hidden last, None where there is none."""
    found = _recorded(pk).filter(kind=EventKind.HIDDEN).last()
    return found.entry if found else None


def entries_of_versions(pk: int) -> dict[int, Entry]:
    """Return the entries by which the versions of a recommendation came, by version number."""
    found = _recorded(pk).filter(kind__in=(EventKind.FILED, EventKind.VERSION_PUBLISHED))
    first = [event for event in found if not event.facts.get("again")]
    return {int(event.facts.get("version", 1)): event.entry for event in first if event.entry}


def _recorded(pk: int) -> QuerySet[Event]:
    rows = Event.objects.filter(recommendation=pk, entry__isnull=False)
    return rows.select_related("entry").order_by("pk")
