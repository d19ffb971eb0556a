"""Put texts into the index and take them out; called inside the act that changed them."""

from uuid import UUID

from django.db import transaction

from kenes.domain.search.models import Document
from kenes.domain.search.words import terms

MOST_TERMS = 20_000
"""Terms kept of one text: PostgreSQL's `tsvector` holds 1 MB."""


@transaction.atomic
def index_document(
    *, kind: str, key: int, public_id: UUID, language: str, title: str, body: str
) -> None:
    """Make one thing's text in one language findable, in place of what was kept of it."""
    Document.objects.update_or_create(
        kind=kind,
        key=key,
        language=language,
        defaults={
            "public_id": public_id,
            "title": " ".join(terms(title, language)[:MOST_TERMS]),
            "body": " ".join(terms(body, language)[:MOST_TERMS]),
        },
    )


@transaction.atomic
def forget_documents(*, kind: str, key: int, except_languages: tuple[str, ...] = ()) -> None:
    """Take a thing out of the index, but for the languages named."""
    Document.objects.filter(kind=kind, key=key).exclude(language__in=except_languages).delete()
