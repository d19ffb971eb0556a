"""Open calls for seats in a body: criteria published first, an outcome with reasons afterwards."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.sides import Side
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import pick

LONGEST_CRITERIA = 10_000
"""Characters of the criteria of a call in one language, and of the reason of its outcome."""


class SeatCall(models.Model):
    """A call for seats of one side in a body, open from a day to a day, both included.

    Criteria never change once published: another call replaces them. `closes_on` is the day in
    force, after every `CallExtension`. `outcome` is empty until the secretariat decides; from
    then on `reason` says why. Applications go where `apply_*` says, never through this server.
    """

    class Outcome(models.TextChoices):
        FILLED = "filled", _("seats given")
        NOBODY = "nobody", _("nobody was given a seat")
        CANCELLED = "cancelled", _("called off")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    body = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="seat_calls"
    )
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=Side)
    places = models.PositiveSmallIntegerField()
    criteria_kk = models.TextField()
    criteria_ru = models.TextField()
    criteria_en = models.TextField(blank=True)
    apply_kk = models.CharField(max_length=500)
    apply_ru = models.CharField(max_length=500)
    apply_en = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300)
    opens_on = models.DateField()
    closes_on = models.DateField()
    published_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_seat_call_a_number"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="seat_call_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="a_seat_call_has_places"),
            models.CheckConstraint(
                condition=Q(outcome="", reason="", ended_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(ended_at__isnull=False)),
                name="a_seat_call_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.number} of {self.body_id}"

    @property
    def how_to_apply(self) -> str:
        """Where and how applications are sent, in the reader's language."""
        return pick(self.apply_kk, self.apply_ru, self.apply_en)

    def criteria(self, language: str) -> str:
        """Return the criteria in a language; where they are not in it, in Kazakh."""
        return pick(self.criteria_kk, self.criteria_ru, self.criteria_en, language)

    def is_open_on(self, day: date) -> bool:
        """Tell whether somebody may apply on a day."""
        return not self.outcome and self.opens_on <= day <= self.closes_on


class CallExtension(models.Model):
    """A call stays open to a later day, with a reason."""

    call = models.ForeignKey(SeatCall, on_delete=models.PROTECT, related_name="extensions")
    closes_on = models.DateField()
    before = models.DateField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("before")), name="an_extension_is_later"
            ),
        ]

    def __str__(self) -> str:
        return f"to {self.closes_on}"


class SeatAward(models.Model):
    """An organisation was given a seat by a call, with the criteria that it met.

    Whom it sends is a mandate with the same seat that stands for the organisation.
    """

    call = models.ForeignKey(SeatCall, on_delete=models.PROTECT, related_name="awards")
    seat = models.ForeignKey("institutions.Seat", on_delete=models.PROTECT, related_name="awards")
    organisation = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="awarded_seats"
    )
    criteria = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "seat"], name="one_award_of_a_seat"),
            models.UniqueConstraint(
                fields=["call", "organisation"], name="one_award_to_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.seat_id} to {self.organisation_id}"
