"""Topic categories of the state portal for draft acts, in two languages."""

from pathlib import Path

from django.db import transaction

from kenes.domain.norms.models import Topic
from kenes.domain.shared.importing import Report, Row, import_table, required
from kenes.domain.shared.text import clean_line


def import_topics(path: Path) -> Report:
    """Import topics (CSV: open_npa_category_id, name_ru, name_kk)."""
    return import_table(path, _store)


@transaction.atomic
def _store(row: Row) -> bool:
    number, name_ru, name_kk = required(row, "open_npa_category_id", "name_ru", "name_kk")
    _topic, is_new = Topic.objects.get_or_create(
        kind=Topic.Kind.THEME,
        code=f"open-npa-{number}",
        defaults={
            "name_kk": clean_line(name_kk),
            "name_ru": clean_line(name_ru),
            "source_key": f"open-npa:{number}",
        },
    )
    return is_new
