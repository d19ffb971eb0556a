from django.db import migrations, models

SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='search_document', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3 5')",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN "
    "INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    "CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN "
    "INSERT INTO search_words(search_words, rowid, title, body) "
    "VALUES ('delete', old.id, old.title, old.body); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN "
    "INSERT INTO search_words(search_words, rowid, title, body) "
    "VALUES ('delete', old.id, old.title, old.body); "
    "INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END",
]
SQLITE_BACK = [
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_gone",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_words",
]
POSTGRESQL = [
    "ALTER TABLE search_document ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(to_tsvector('simple', title || ' ' || body)) STORED",
    "CREATE INDEX search_document_words ON search_document USING gin (words)",
]
POSTGRESQL_BACK = ["ALTER TABLE search_document DROP COLUMN words"]


def make(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unmake(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.BigIntegerField()),
                ("public_id", models.UUIDField()),
                ("language", models.CharField(choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")], max_length=2)),
                ("title", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "language"), name="one_document_a_thing_and_language")
                ],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
