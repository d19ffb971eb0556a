"""Entries of the register by what they are about: a recommendation, or a body."""

from uuid import UUID

from django.db.models import Q, QuerySet

from kenes.domain.recommendations.models import Event
from kenes.domain.register.models import Entry


def entries_about(
    rows: QuerySet[Entry], *, number: str = "", body: UUID | None = None
) -> QuerySet[Entry]:
    """Narrow entries to the acts on one public recommendation, of or about one body, or both.

    An act is a body's when it is about the body itself or about what was sent to it.
    """
    events = Event.objects.filter(entry__isnull=False)
    if number:
        public = events.filter(recommendation__number=number)
        public = public.filter(recommendation__published_at__isnull=False)
        rows = rows.filter(pk__in=public.values("entry"))
    if body is not None:
        own = events.filter(address__institution__public_id=body)
        rows = rows.filter(Q(object=body) | Q(pk__in=own.values("entry")))
    return rows
