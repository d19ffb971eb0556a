"""Institutions with dates: names, successors, seats, mandates."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.calls import CallExtension, SeatAward, SeatCall
from kenes.domain.institutions.campaigns import CampaignPeriod
from kenes.domain.institutions.declarations import Declaration
from kenes.domain.institutions.folding import folded_names
from kenes.domain.institutions.founding import FoundingText
from kenes.domain.institutions.law import (
    CalendarVersion,
    LegalRule,
    Procedure,
    WorkingCalendar,
)
from kenes.domain.institutions.sides import Side
from kenes.domain.institutions.territories import Territory
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import pick

__all__ = [
    "CalendarVersion",
    "CallExtension",
    "CampaignPeriod",
    "Declaration",
    "FoundingText",
    "Institution",
    "InstitutionName",
    "LegalRule",
    "Mandate",
    "Procedure",
    "Seat",
    "SeatAward",
    "SeatCall",
    "Side",
    "Succession",
    "Territory",
    "WorkingCalendar",
]


class Institution(models.Model):
    """An office, body, association, party or international organisation.

    The three names are today's; every name it had stands in `InstitutionName`. It is never
    deleted: `valid_to` (the last day) ends it, `Succession` says who took over. `folded` holds all
    its names without case, for search: databases differ in what they know of Cyrillic letters.
    """

    class Kind(models.TextChoices):
        STATE_OFFICE = "state_office", _("state office")
        BODY = "body", _("body")
        ASSOCIATION = "association", _("association")
        PARTY = "party", _("party")
        INTERNATIONAL = "international", _("international organisation")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    time_zone = models.CharField(max_length=40, default="Asia/Almaty")
    is_host = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    folded = models.TextField(blank=True, editable=False, default="")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "name_ru"], name="institution_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="institution_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["is_host"], condition=Q(is_host=True), name="one_host_of_this_server"
            ),
        ]

    def __str__(self) -> str:
        return self.name_ru or self.name_kk

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an institution saved for the first time can be found by its names at once."""
        if not self.folded:
            own = {"kk": self.name_kk, "ru": self.name_ru, "en": self.name_en}
            self.folded = folded_names([own])
        super().save(*args, **kwargs)

    @property
    def side(self) -> str:
        """The side this institution speaks for by its kind."""
        civil = {self.Kind.ASSOCIATION, self.Kind.PARTY}
        return Side.CIVIL if self.kind in civil else Side.STATE


class InstitutionName(models.Model):
    """A name from a date to a date, both days included; an empty end means until today."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="names")
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    grounds = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="name_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(valid_to__isnull=True),
                name="one_last_name_of_an_institution",
            ),
        ]

    def __str__(self) -> str:
        return self.name_ru


class Succession(models.Model):
    """One institution took over from another on a date: answers stay, open duties pass on."""

    predecessor = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="predecessions"
    )
    on = models.DateField()
    grounds = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_between_two"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="nobody_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} to {self.successor_id}"


class Seat(models.Model):
    """A place in a body, for one side."""

    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="seats")
    side = models.CharField(max_length=12, choices=Side)
    number = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=200, blank=True)
    name_ru = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_seat_of_each_number"),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.body_id}"


class Mandate(models.Model):
    """A person acts for an institution in a role, from a date to a date.

    Authority always comes from a mandate in force. `office_*` is what the public sees instead of
    a name: "deputy minister". A member or an observer of a body may stand for an organisation
    (`stands_for`). A substitute's mandate names whom it stands in for. `valid_to` is the last day
    in force. A mandate ended on the very day it began is void: it gave no authority.
    """

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator of this server")
        SECRETARY = "secretary", _("secretary")
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")
        FOCAL_POINT = "focal_point", _("focal point")
        SIGNATORY = "signatory", _("signatory")
        DELEGATE = "delegate", _("delegate")
        ASSESSOR = "assessor", _("assessor")
        OBSERVER = "observer", _("observer")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=16, choices=Role)
    side = models.CharField(max_length=12, choices=Side, blank=True)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT)
    stands_for = models.ForeignKey(
        Institution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sent_mandates",
    )
    office_kk = models.CharField(max_length=200, blank=True)
    office_ru = models.CharField(max_length=200, blank=True)
    office_en = models.CharField(max_length=200, blank=True)
    substitute_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes"
    )
    grounds = models.CharField(max_length=500)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_grounds = models.CharField(max_length=500, blank=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "institution", "role"], name="mandate_by_person"),
            models.Index(fields=["institution", "role"], name="mandate_by_institution"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True) | Q(valid_to__isnull=False),
                name="a_substitute_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(valid_to__isnull=False),
                name="an_ended_mandate_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.institution_id}"

    @property
    def office(self) -> str:
        """What the public sees instead of a name, in the reader's language; else the role."""
        return pick(self.office_kk, self.office_ru, self.office_en) or self.get_role_display()

    @property
    def office_and_role(self) -> str:
        """The office, and the role behind it unless the office's own words say it."""
        office, role = self.office, str(self.get_role_display())
        return office if role.casefold() in office.casefold() else f"{office}, {role}"
