"""Give a row whose element cannot be read a key of its own words: two such are not the same."""

from django.db import migrations

LIMIT = 200


def rewrite(apps, _schema_editor):
    """Turn the shared ~ into ~ and the words."""
    rows = apps.get_model("norms", "TableRow").objects.filter(element_key="~")
    for row in rows.iterator():
        row.element_key = f"~{row.element.casefold()}"[:LIMIT] if row.element else ""
        row.save(update_fields=["element_key"])


class Migration(migrations.Migration):
    dependencies = [("norms", "0001_initial")]
    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
