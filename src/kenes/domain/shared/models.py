"""Numbers in a row, acts that happen once, what must keep happening, and the workers' cache."""

from django.db import models


class Counter(models.Model):
    """The last number given for one kind in one year; locked while the next one is taken."""

    kind = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="one_counter_per_kind_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class DoneOnce(models.Model):
    """The result of an act, kept under the form's key: a second click gets the first's result."""

    key = models.UUIDField(primary_key=True)
    act = models.CharField(max_length=64)
    result = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="done_once_by_time")]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"


class Pulse(models.Model):
    """When something that must keep happening last happened, and whether it went well."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
    is_ok = models.BooleanField(default=True)
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"


class CacheRow(models.Model):
    """A row of Django's database cache (`CACHES["default"]`); nobody else reads or writes it.

    It is a model so that `kenes migrate` makes the table; its columns are Django's.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shared_cache"

    def __str__(self) -> str:
        return self.cache_key
