"""The texts that a body stands on: those in force on a day, every version of one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kenes.domain.institutions.models import FoundingText, Institution
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.refusals import NotFound


def founding_texts(body: Institution) -> Sequence[FoundingText]:
    """Return every version of a body's texts without the words themselves, newest first."""
    return _texts_of(body.pk)


def in_force_on(texts: Sequence[FoundingText], on: date) -> list[FoundingText]:
    """Return those of the versions that hold on a day, at most one of each kind."""
    return [
        one
        for one in texts
        if one.valid_from <= on and (one.valid_to is None or one.valid_to >= on)
    ]


def founding_text(body: UUID, kind: str, number: int) -> FoundingText:
    """Return one version with its words and its body. Raises NotFound."""
    rows = FoundingText.objects.select_related("body__territory")
    found = rows.filter(body__public_id=body, kind=kind, number=number).first()
    if found is None:
        raise NotFound(f"no {kind} {number} of {body}")
    return found


@Prepared
def _texts_of(pk: int) -> QuerySet[FoundingText]:
    rows = FoundingText.objects.filter(body=pk).order_by("-kind", "-number")
    return rows.defer("text_kk", "text_ru")
