"""What can be found by words: one row for each thing and language."""

from django.db import models

from kenes.domain.shared.languages import Language


class Document(models.Model):
    """The terms of one thing in one language, joined by spaces.

    `key` is the owner's own number for the thing: found keys can be turned into a bitmap without
    another read. SQLite keeps an FTS5 table beside this one, PostgreSQL a generated `tsvector`
    column; both are made by the migration and follow every change by themselves.
    """

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    public_id = models.UUIDField()
    language = models.CharField(max_length=2, choices=Language)
    title = models.TextField()
    body = models.TextField()

    class Meta:
        # What a match leads to, without the pages that the texts fill.
        indexes = [models.Index(fields=["id", "kind", "key"], name="document_keys")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"], name="one_document_a_thing_and_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} in {self.language}"
