"""The one reference list of territories, on a day or over time."""

from datetime import date

from django.db.models import Q, QuerySet

from kenes.domain.institutions.models import Territory
from kenes.domain.shared.refusals import NotFound


def territories_in_force(on: date) -> QuerySet[Territory]:
    """Return the first-level units that exist on a day, by KATO code."""
    rows = Territory.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("kato")


def all_territories() -> QuerySet[Territory]:
    """Return every unit there ever was on record, by KATO code, with its successor."""
    return Territory.objects.select_related("successor").order_by("kato")


def territory_by_kato(kato: str) -> Territory:
    """Return the unit of a KATO code (nine digits), ended ones too. Raises NotFound."""
    found = all_territories().filter(kato=kato).first()
    if found is None:
        raise NotFound(f"no territory {kato}")
    return found
