"""Central state bodies of the portal for draft acts, by the portal's ids."""

from pathlib import Path

from django.db import transaction

from kenes.domain.institutions.models import Institution
from kenes.domain.shared.importing import Report, Row, import_table, required
from kenes.domain.shared.text import clean_line


def import_bodies(path: Path) -> Report:
    """Import state bodies (CSV: open_npa_government_id, name_ru)."""
    return import_table(path, _store)


@transaction.atomic
def _store(row: Row) -> bool:
    number, name = required(row, "open_npa_government_id", "name_ru")
    _body, is_new = Institution.objects.get_or_create(
        source_key=f"open-npa:{number}",
        defaults={"kind": Institution.Kind.STATE_OFFICE, "name_ru": clean_line(name)},
    )
    return is_new
