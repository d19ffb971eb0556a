"""Law as data: terms with their sources and dates, calendars with versions, a body's own rules."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(models.TextChoices):
    """Why a clock runs. Only a statute makes an answer lawful or overdue."""

    STATUTE = "statute", pgettext_lazy("why a term runs", "statute")
    OWN_RULES = "own_rules", _("the body's own rules")
    PROMISE = "promise", _("a promise")
    COURTESY = "courtesy", _("a courtesy")


class LegalRule(models.Model):
    """A term: so many days or months from an event, by an article, from a date to a date.

    `is_default` marks the rule of its duty that holds where no other is named. A rule is never
    edited: what changes is a new row with the same code and a later `valid_from`.
    """

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", _("working days")
        CALENDAR_DAYS = "calendar_days", _("calendar days")
        MONTHS = "months", _("months")

    class Start(models.TextChoices):
        DELIVERED = "delivered", _("the day the body received it")
        ASKED = "asked", _("the day it was sent")
        FILED = "filed", _("the day it was filed")
        DECIDED = "decided", _("the day of the decision")
        PUBLISHED = "published", _("the day it was published")
        CONTROL_ENDED = "control_ended", _("the day the public control ended")
        BEFORE_DECISION = "before_decision", _("counted back from the decision")

    class Duty(models.TextChoices):
        ANSWER = "answer", _("to answer")
        FORWARD = "forward", _("to forward to the competent body")
        TELL_EXTENSION = "tell_extension", _("to tell the author of an extension")
        ADMIT = "admit", _("to decide on admission")
        APPEAL = "appeal", _("to appeal")
        REJOIN = "rejoin", _("to rejoin")
        TRANSLATE = "translate", _("to translate")
        HAND_OVER = "hand_over", _("to hand over the final document")
        HEAR = "hear", _("to hear the author before a negative decision")
        CHECK_PETITION = "check_petition", _("to check a petition")
        DISCUSS = "discuss", _("to keep a draft open for public discussion")

    code = models.SlugField(max_length=60)
    duty = models.CharField(max_length=16, choices=Duty)
    basis = models.CharField(max_length=12, choices=Basis)
    law_kk = models.CharField(max_length=300)
    law_ru = models.CharField(max_length=300)
    law_en = models.CharField(max_length=300, blank=True)
    article = models.CharField(max_length=60, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=Unit)
    start = models.CharField(max_length=16, choices=Start)
    is_default = models.BooleanField(default=False)
    extension_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    extension_unit = models.CharField(max_length=16, choices=Unit, blank=True)
    next_step_kk = models.CharField(max_length=500, blank=True)
    next_step_ru = models.CharField(max_length=500, blank=True)
    next_step_en = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_rule_a_code_and_date"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="rule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(Q(extension_amount__isnull=True) & Q(extension_unit=""))
                | (Q(extension_amount__isnull=False) & ~Q(extension_unit="")),
                name="extension_has_amount_and_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} from {self.valid_from}"


class WorkingCalendar(models.Model):
    """The working days of a country; its content stands in numbered versions."""

    code = models.CharField(max_length=8, unique=True)

    def __str__(self) -> str:
        return self.code


class CalendarVersion(models.Model):
    """A whole calendar as published on a day: every day off and every moved working day.

    `days_off` maps a date (ISO) to its name: {"kk", "ru", "en"} and, where it applies, "note":
    "moved" (for a holiday on a weekend), "swapped" (by decree, for another day worked) or
    "estimated" (a religious feast, until it is announced). `days_on` lists weekend days worked.
    `first` and `last` are the days for which the table is complete.
    """

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    first = models.DateField()
    last = models.DateField()
    days_off = models.JSONField(default=dict)
    days_on = models.JSONField(default=list)
    published_at = models.DateTimeField()
    grounds = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "number"], name="one_calendar_version_a_number"
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="calendar_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} version {self.number}"


class Procedure(models.Model):
    """A body's own rules that switch parts of the platform on, from a date to a date.

    `demand_months` is how often letters that demand execution are prepared, in months: 1, 3, 6 or
    12; 0 for never.
    """

    body = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="procedures"
    )
    grades_on = models.BooleanField(default=True)
    rejoinder_on = models.BooleanField(default=True)
    rejoinder_working_days = models.PositiveSmallIntegerField(default=10)
    appeal_working_days = models.PositiveSmallIntegerField(default=10)
    admission_working_days = models.PositiveSmallIntegerField(default=5)
    translation_working_days = models.PositiveSmallIntegerField(default=5)
    stalled_months = models.PositiveSmallIntegerField(default=6)
    demand_months = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "valid_from"], name="one_procedure_a_date"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedure_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"rules of {self.body_id}"
