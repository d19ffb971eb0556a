"""Each indexed entry keeps its leaf hash; neither is changed once given.

The table is altered without its triggers, which SQLite would lose on the way.
"""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("kenes.domain.register.migrations.0002_entries_stay")

POSTGRESQL = BEFORE.POSTGRESQL.replace(
    "     OR (NEW.salt IS NOT NULL",
    "     OR (OLD.leaf_hash IS NOT NULL AND NEW.leaf_hash IS DISTINCT FROM OLD.leaf_hash)\n"
    "     OR (NEW.salt IS NOT NULL",
)
SQLITE = BEFORE.SQLITE.replace(
    "  OR (NEW.salt IS NOT NULL",
    "  OR (OLD.leaf_hash IS NOT NULL AND NEW.leaf_hash IS NOT OLD.leaf_hash)\n"
    "  OR (NEW.salt IS NOT NULL",
)


def install(apps, schema_editor):
    BEFORE._run(schema_editor, (POSTGRESQL, SQLITE))


class Migration(migrations.Migration):
    dependencies = [("register", "0002_entries_stay")]
    operations = [
        migrations.RunPython(BEFORE.remove, BEFORE.install),
        migrations.AddField("entry", "leaf_hash", models.BinaryField(max_length=32, null=True)),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("index__isnull", True), ("leaf_hash__isnull", True)),
                    models.Q(("index__isnull", False), ("leaf_hash__isnull", False)),
                    _connector="OR",
                ),
                name="index_and_leaf_hash_go_together",
            ),
        ),
        migrations.RunPython(install, BEFORE.remove),
    ]
