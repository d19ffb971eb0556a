"""Keep the reference list of territories: facts from a published classifier, by KATO code."""

from collections.abc import Mapping
from datetime import date

from kenes.domain.institutions.models import Territory


def keep_territory(row: Mapping[str, str]) -> Territory:
    """Insert a unit or bring it up to date, from a row of text; empty texts are empty values."""
    texts = ("iso", "kind", "name_kk", "name_ru", "name_en", "centre_kk", "centre_ru")
    dates = ("population_on", "valid_from", "valid_to")
    territory, _is_new = Territory.objects.update_or_create(
        kato=row["kato"],
        defaults={
            **{name: row[name] for name in texts},
            **{name: date.fromisoformat(row[name]) if row[name] else None for name in dates},
            "population": int(row["population"]) if row["population"] else None,
        },
    )
    return territory


def keep_successor(territory: Territory, kato: str) -> None:
    """Note which unit an ended one became. Raises Territory.DoesNotExist for an unknown code."""
    territory.successor = Territory.objects.get(kato=kato)
    territory.save(update_fields=["successor"])
