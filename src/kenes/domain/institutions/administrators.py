"""Who administers this server."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from kenes.domain.institutions.models import Mandate


def is_administrator(person: UUID, on: date) -> bool:
    """Return whether the person with this public id holds an administrator's mandate that day."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    mandates = Mandate.objects.filter(
        person__public_id=person, role=Mandate.Role.ADMINISTRATOR, valid_from__lte=on
    )
    return mandates.filter(in_force).exists()
