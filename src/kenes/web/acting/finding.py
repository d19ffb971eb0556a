"""Choose institutions from a long list without script: search, and what was found stays listed."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import QueryDict

from kenes.domain.institutions.queries import institution_by_public_id, search_institutions
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound
from kenes.domain.shared.text import searched_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.institutions.models import Institution

FOUND_AT_MOST, READ_AT_MOST, KEPT_AT_MOST = 10, 40, 30


def found_institutions(
    query: QueryDict, on: date, first: "Sequence[Institution]" = ()
) -> "list[Institution]":
    """Return `first`, those kept from earlier searches, then those that `find` finds on a day."""
    kept = [found for raw in query.getlist("keep")[:KEPT_AT_MOST] if (found := _by_id(raw))]
    words = searched_words(query.get("find", ""))
    rows = search_institutions(words)[:READ_AT_MOST] if words else []
    there = [row for row in rows if row.valid_to is None or row.valid_to >= on]
    every = [*first, *kept, *there[:FOUND_AT_MOST]]
    return list({row.pk: row for row in every}.values())


def choices(found: "Sequence[Institution]") -> list[tuple[str, str]]:
    """Return institutions as choices of a form."""
    return [(str(row.public_id), name_of(row)) for row in found]


def _by_id(raw: str) -> "Institution | None":
    try:
        return institution_by_public_id(UUID(raw))
    except (ValueError, NotFound):
        return None
