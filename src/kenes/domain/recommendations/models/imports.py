"""What was brought in from elsewhere: one file at a time."""

from django.db import models

from kenes.domain.shared.importing import Confidence
from kenes.domain.shared.keys import new_public_id


class ImportBatch(models.Model):
    """A file of somebody else's records, with how near it stands to the original.

    `public_id` is the batch of its register entry; `sha256` of the file's bytes, in hexadecimal.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    confidence = models.CharField(max_length=16, choices=Confidence)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source} ({self.confidence})"
