"""Give the name of a law its longest length, so that a target may name it and be unique."""

from django.db import migrations, models
from django.db.models.functions import Length, Substr

LIMIT = 500


def cut(apps, _schema_editor):
    rows = apps.get_model("norms", "TableRow").objects.annotate(letters=Length("law"))
    rows.filter(letters__gt=LIMIT).update(law=Substr("law", 1, LIMIT))


class Migration(migrations.Migration):
    dependencies = [("norms", "0002_unread_elements")]
    operations = [
        migrations.RunPython(cut, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="tablerow",
            name="law",
            field=models.CharField(blank=True, max_length=LIMIT),
        ),
    ]
