"""What a recommendation may point at: bills, acts and their elements, obligations, topics; gaps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.shared.importing import Confidence
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language

LAW_LIMIT = 500
"""The longest name of a law in a comparative table; what is longer is cut."""


class Sourced(models.Model):
    """What may be imported: the file it was taken from, and how near that stands to the original.

    Both are empty for what was put on record here.
    """

    source_note = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=16, choices=Confidence, blank=True)

    class Meta:
        abstract = True


class Act(Sourced):
    """A bill or an act. A bill may be adopted under another title: both are kept."""

    class Kind(models.TextChoices):
        BILL = "bill", _("bill")
        LAW = "law", _("law")
        CODE = "code", _("code")
        BYLAW = "bylaw", _("by-law")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.CharField(max_length=60, blank=True)
    title_kk = models.TextField(blank=True)
    title_ru = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    adopted_title_kk = models.TextField(blank=True)
    adopted_title_ru = models.TextField(blank=True)
    status = models.CharField(max_length=200, blank=True)
    introduced_on = models.DateField(null=True, blank=True)
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.title_ru or self.title_kk


class TableRow(Sourced):
    """A row of a bill's comparative table: the unit a recommendation on a bill points at."""

    bill = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="rows")
    number = models.CharField(max_length=20, blank=True)
    place = models.PositiveIntegerField()
    law = models.CharField(max_length=LAW_LIMIT, blank=True)
    element = models.TextField(blank=True)
    element_key = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=Language)
    current = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    justification = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bill", "place"], name="one_row_a_place"),
        ]

    def __str__(self) -> str:
        return f"row {self.place} of {self.bill_id}"


class Obligation(models.Model):
    """An article of a treaty, or a paragraph of a mechanism's document (citable key)."""

    class Kind(models.TextChoices):
        TREATY = "treaty", _("treaty article")
        MECHANISM = "mechanism", _("paragraph of a mechanism")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    document = models.CharField(max_length=120)
    paragraph = models.CharField(max_length=40)
    sort_key = models.CharField(max_length=120, db_index=True)
    name_kk = models.CharField(max_length=300, blank=True)
    name_ru = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    session = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    addressed_states = models.TextField(blank=True)
    text = models.TextField(blank=True)
    text_language = models.CharField(max_length=2, choices=Language, blank=True)
    position = models.CharField(max_length=40, blank=True)
    position_source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "paragraph"], name="one_obligation_a_paragraph"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.paragraph}"


class Topic(models.Model):
    """A theme, a group of rights-holders or a Sustainable Development Goal."""

    class Kind(models.TextChoices):
        THEME = "theme", _("theme")
        GROUP = "group", _("group of rights-holders")
        SDG = "sdg", _("Sustainable Development Goal")

    kind = models.CharField(max_length=8, choices=Kind)
    code = models.CharField(max_length=80)
    name_kk = models.CharField(max_length=300, blank=True)
    name_ru = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_topic_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class Gap(models.Model):
    """What an institution found when it held a national norm against an obligation.

    Never edited: the next finding on the same place follows it, and the newest one `is_current`.
    `law` and `element` say the place as a recommendation does.
    """

    class Finding(models.TextChoices):
        FALLS_SHORT = "falls_short", _("The norm falls short")
        CONFORMS = "conforms", _("The norm conforms")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="gaps")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="gaps")
    law = models.CharField(max_length=LAW_LIMIT, blank=True)
    element = models.CharField(max_length=300, blank=True)
    element_key = models.CharField(max_length=200, blank=True)
    finding = models.CharField(max_length=12, choices=Finding)
    text = models.TextField()
    language = models.CharField(max_length=2, choices=Language)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "act", "law", "element_key"],
                condition=models.Q(is_current=True),
                name="one_current_finding_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.element} of act {self.act_id}"
