"""What was promised, what was reported, and how both sides assess it."""

from django.db import models
from django.db.models import F, Q

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.models.addresses import Address
from kenes.domain.recommendations.models.core import Recommendation
from kenes.domain.recommendations.values import Implementation, Side
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language


class Measure(models.Model):
    """A step that a body promised, with an owner and a term."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="measures")
    owner = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="measures")
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    budget = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en=""),
                name="a_measure_has_a_title",
            ),
        ]

    def __str__(self) -> str:
        return f"measure {self.public_id}"


class Indicator(models.Model):
    """What is counted for a measure, and when it falls due again.

    Dates are counted from the first one, so that the 31st stays the last day of each month.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="indicators")
    name_kk = models.CharField(max_length=300, blank=True)
    name_ru = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=2)
    unit_kk = models.CharField(max_length=60, blank=True)
    unit_ru = models.CharField(max_length=60, blank=True)
    unit_en = models.CharField(max_length=60, blank=True)
    every_months = models.PositiveSmallIntegerField()
    first_due_on = models.DateField()
    next_due_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(every_months__gte=1), name="an_indicator_repeats_by_months"
            ),
        ]

    def __str__(self) -> str:
        return f"indicator {self.pk} of {self.measure_id}"


class Evidence(models.Model):
    """A file or an address that shows something."""

    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    link = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(link=""), name="evidence_is_a_file_or_a_link"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgressReport(models.Model):
    """What a body reports on a measure for a period, with evidence."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reports")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    period_from = models.DateField()
    period_to = models.DateField()
    is_final = models.BooleanField(default=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    evidence = models.ManyToManyField(Evidence, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="report_period_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.public_id}"


class Assessment(models.Model):
    """One side's view of how far a recommendation is carried out in a period."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="assessments"
    )
    side = models.CharField(max_length=12, choices=Side)
    assessor = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    is_author = models.BooleanField(default=False)
    value = models.CharField(max_length=12, choices=Implementation)
    period_from = models.DateField()
    period_to = models.DateField()
    grounds = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    at = models.DateTimeField()
    evidence = models.ManyToManyField(Evidence, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recommendation", "side", "-at"], name="assessment_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="assessment_period_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(assessor__isnull=False) | Q(is_author=True),
                name="an_assessment_has_an_assessor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.value}"
