"""Which periodic letters wait to be sent."""

from uuid import UUID

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import WaitingLetter
from kenes.domain.shared.refusals import NotFound


def waiting_letters(body: Institution) -> dict[int, WaitingLetter]:
    """Return the letters of a body that wait, each by the institution that it goes to."""
    rows = WaitingLetter.objects.filter(sender=body, letter__isnull=True)
    return {row.institution_id: row for row in rows}


def waiting_letter(public_id: UUID) -> WaitingLetter:
    """Return a periodic letter, sent or not, with both its bodies. Raises NotFound."""
    rows = WaitingLetter.objects.select_related("sender", "institution")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no letter {public_id}")
    return found
