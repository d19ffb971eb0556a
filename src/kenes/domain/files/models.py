"""A stored file: named by the SHA-256 of its bytes, shown only by its owner's rule."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.keys import new_public_id


class StoredFile(models.Model):
    """One upload. Two uploads of the same bytes share the bytes, not the row."""

    class Scan(models.TextChoices):
        UNSCANNED = "unscanned", _("not scanned")
        CLEAN = "clean", _("scanned, nothing found")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    scan = models.CharField(max_length=16, choices=Scan, default=Scan.UNSCANNED)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"file {self.public_id}"
