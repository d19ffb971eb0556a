"""Entries of the public log, and the inner trail that says who acted.

An entry is written in the transaction of its act and never changed; only its index is given
later, once, by the integrating worker. Salt and content live here too, since a lawful removal
takes both and leaves the digest standing.
"""

from django.db import models

from kenes.domain.shared.keys import new_public_id


class Entry(models.Model):
    """One official act, as the public log hashes it. Format: docs/specs/register-entry.md."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    type = models.CharField(max_length=64)
    v = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    object = models.UUIDField()
    object_version = models.PositiveIntegerField()
    actor_role = models.CharField(max_length=32)
    digest = models.BinaryField(max_length=32)
    prev_version_digest = models.BinaryField(max_length=32, null=True)
    salt = models.BinaryField(max_length=32, null=True)
    content = models.JSONField(null=True)
    index = models.PositiveBigIntegerField(null=True, unique=True)
    leaf_hash = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["type", "id"], name="entry_by_type"),
            models.Index(
                fields=["id"], condition=models.Q(index__isnull=True), name="entry_without_index"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["object", "object_version"], name="one_entry_per_object_and_version"
            ),
            models.CheckConstraint(
                condition=models.Q(salt__isnull=True, content__isnull=True)
                | models.Q(salt__isnull=False, content__isnull=False),
                name="salt_and_content_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(index__isnull=True, leaf_hash__isnull=True)
                | models.Q(index__isnull=False, leaf_hash__isnull=False),
                name="index_and_leaf_hash_go_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} v{self.v} of {self.object}"


class Trail(models.Model):
    """Who acted, kept inside: no foreign keys, so that it outlives what it names."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="trail")
    person = models.UUIDField(null=True, db_index=True)
    mandate = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"trail of {self.entry_id}"
