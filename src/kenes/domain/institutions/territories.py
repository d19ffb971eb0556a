"""The one reference list of territories, with the dates they are in force."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Territory(models.Model):
    """A first-level unit: an oblast or a city of republican status, from a date to a date.

    An empty `valid_from` means that it is older than what is on record here. A unit that ended
    stays, with its last day and its successor, so that old texts still point somewhere.
    """

    class Kind(models.TextChoices):
        OBLAST = "oblast", _("oblast")
        CITY = "city", _("city of republican status")

    kato = models.CharField(max_length=9, unique=True)
    iso = models.CharField(max_length=8, db_index=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name_kk = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    centre_kk = models.CharField(max_length=100, blank=True)
    centre_ru = models.CharField(max_length=100, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    def __str__(self) -> str:
        return self.name_ru
