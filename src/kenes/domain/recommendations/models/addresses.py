"""A body that must answer, with a clock of its own."""

from django.db import models
from django.db.models import F, Q

from kenes.domain.institutions.models import CalendarVersion, Institution, LegalRule, Mandate
from kenes.domain.recommendations.models.core import Recommendation
from kenes.domain.recommendations.values import AddressRole, Basis, Position
from kenes.domain.shared.keys import new_public_id


class Address(models.Model):
    """One recommendation addressed to one body.

    `basis` and `delivered_on` decide what may be said: "overdue" only where a statute runs from
    a delivery on record. `due_on` is computed by the deadlines engine and repeated here so that
    lists can be read fast; nobody enters it. The later steps of the reminder ladder repeat their
    newest days here for the same reason: `demanded_on` to `agenda_asked_on`.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="addresses"
    )
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="addresses")
    role = models.CharField(max_length=12, choices=AddressRole)
    basis = models.CharField(max_length=12, choices=Basis)
    rule = models.ForeignKey(LegalRule, null=True, blank=True, on_delete=models.PROTECT)
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+")
    promised_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField()
    delivered_on = models.DateField(null=True, blank=True)
    incoming_number = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    is_extended = models.BooleanField(default=False)
    suspended_since = models.DateField(null=True, blank=True)

    position = models.CharField(max_length=20, choices=Position, default=Position.AWAITING)
    answered_on = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=1, blank=True)
    forwarded_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="forwarded_to"
    )
    taken_over_by = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_open = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)

    demanded_on = models.DateField(null=True, blank=True)
    questioned_on = models.DateField(null=True, blank=True)
    question_answered_on = models.DateField(null=True, blank=True)
    agenda_asked_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["institution", "is_open", "due_on"], name="address_by_body"),
            models.Index(
                fields=["due_on"], condition=Q(is_open=True), name="open_address_by_due_date"
            ),
            models.Index(
                fields=["asked_on"],
                condition=Q(is_open=True, answered_on__isnull=True),
                name="open_address_by_asking",
            ),
            models.Index(
                fields=["answered_on"],
                condition=Q(answered_on__isnull=False),
                name="address_by_answer",
            ),
            models.Index(
                fields=["institution", "answered_on"],
                condition=Q(answered_on__isnull=False),
                name="address_of_body_by_answer",
            ),
            models.Index(fields=["institution", "asked_on"], name="address_of_body_by_asking"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "institution"], name="one_address_a_body"
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.STATUTE) | Q(rule__isnull=False),
                name="a_statutory_clock_names_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True) | Q(delivered_on__gte=F("asked_on")),
                name="delivered_after_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} to {self.institution_id}"


class Extension(models.Model):
    """A lawful extension, with its reason and the office that decided it."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="extensions")
    rule = models.ForeignKey(LegalRule, on_delete=models.PROTECT)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=LegalRule.Unit)
    decided_on = models.DateField()
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.TextField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"extension of {self.address_id} to {self.to_on}"


class Suspension(models.Model):
    """Days that do not count, from a date until the ground falls away."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="suspensions")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(until_on__isnull=True),
                name="one_open_suspension_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"suspension of {self.address_id} from {self.from_on}"
