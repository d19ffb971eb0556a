"""Entries of the public log, and the inner trail that says who acted.

An entry is written in the transaction of its act and never changed; only its index is given
later, once, by the integrating worker. Salt and content live here too, since a lawful removal
takes both and leaves the digest standing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Removal(models.Model):
    """Why salt and content of an entry are gone, and by whose order: shown on the entry's page.

    `tombstone` is the entry that records the removal; who carried it out stands in its trail.
    """

    class Ground(models.TextChoices):
        COURT = "court", _("a court's decision")
        LAW = "law", _("a duty that the law itself sets")
        PERSONAL_DATA = "personal_data", _("a person's right over personal data")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="removal")
    tombstone = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="removal_of")
    ground = models.CharField(max_length=16, choices=Ground)
    ordered_by = models.CharField(max_length=300)
    document = models.CharField(max_length=300)
    ordered_on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"removal of entry {self.entry_id}"


class Trail(models.Model):
    """Who acted, kept inside: no foreign keys, so that it outlives what it names."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="trail")
    person = models.UUIDField(null=True, db_index=True)
    mandate = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"trail of {self.entry_id}"
