"""A recommendation: one object from the day it is filed to the day it is closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.models import Institution, Territory
from kenes.domain.norms.models import LAW_LIMIT, Act, Obligation, Topic
from kenes.domain.recommendations.models.imports import ImportBatch
from kenes.domain.recommendations.values import PUBLIC_STAGES, Ending, HidingGround, Stage
from kenes.domain.shared.importing import Confidence
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Filters that read like the sentences they stand for."""

    def public(self) -> "RecommendationQuerySet":
        """Return those whose page anybody may read (hidden ones show their tombstone).

        A text withdrawn before it was admitted was never published, and stays so.
        """
        return self.filter(stage__in=PUBLIC_STAGES, published_at__isnull=False)

    def readable(self) -> "RecommendationQuerySet":
        """Return those whose text anybody may read."""
        return self.public().filter(hidden_ground="")


class Recommendation(models.Model):
    """A text that asks somebody to do something, and everything that became of it.

    `number` is empty until it is filed, then citable for ever ("2026-000123"). `body` is the
    institution whose secretariat handles it. The author is a person (never shown unless
    `is_name_public`), an institution, or somebody without an account who holds a code. What was
    brought in from elsewhere has its batch; `confidence` repeats the batch's mark for its page.
    `word_asked_at` is when the author was last asked whether it is done; `closed_as` is empty where
    no body had taken it on.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    number = models.CharField(max_length=12, null=True, blank=True, unique=True)
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.DRAFT)
    hidden_ground = models.CharField(max_length=16, choices=HidingGround, blank=True)
    body = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="handled_recommendations"
    )
    original_language = models.CharField(max_length=2, choices=Language)
    current_version = models.PositiveIntegerField(default=1)
    is_public_control = models.BooleanField(default=False)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="recommendations",
    )
    author_institution = models.ForeignKey(
        Institution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_recommendations",
    )
    author_name = models.CharField(max_length=200, blank=True)
    is_name_public = models.BooleanField(default=False)
    author_territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    wished_addressee = models.CharField(max_length=300, blank=True)
    wished_institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    territories = models.ManyToManyField(Territory, blank=True, related_name="recommendations")
    topics = models.ManyToManyField(Topic, blank=True, related_name="recommendations")
    obligations = models.ManyToManyField(Obligation, blank=True, related_name="recommendations")

    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="origins"
    )
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="points"
    )
    point_number = models.CharField(max_length=20, blank=True)

    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    source_note = models.CharField(max_length=300, blank=True)
    import_batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    confidence = models.CharField(max_length=16, choices=Confidence, blank=True)

    created_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    word_asked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_as = models.CharField(max_length=16, choices=Ending, blank=True)
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["changed_at"], name="recommendation_changed"),
            models.Index(fields=["stage", "-filed_at"], name="recommendation_by_stage"),
            models.Index(fields=["body", "stage"], name="recommendation_by_body"),
            # Most rows have neither: in an index of all rows the database would rather walk the
            # table than look them up.
            models.Index(
                fields=["superseded_by"],
                condition=Q(superseded_by__isnull=False),
                name="recommendation_merged_into",
            ),
            models.Index(
                fields=["split_from"],
                condition=Q(split_from__isnull=False),
                name="recommendation_part_of",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT) | (~Q(number=None) & Q(filed_at__isnull=False)),
                name="a_filed_text_has_number_and_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=[Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED, Stage.WITHDRAWN]
                )
                | Q(published_at__isnull=False),
                name="an_admitted_text_was_published",
            ),
            models.CheckConstraint(
                condition=Q(is_name_public=False) | ~Q(author_name=""),
                name="a_public_name_is_there",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.SUPERSEDED) | Q(superseded_by__isnull=False),
                name="superseded_names_its_successor",
            ),
            models.CheckConstraint(
                condition=Q(closed_as="") | Q(closed_at__isnull=False),
                name="an_ending_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"draft {self.public_id}"

    @property
    def is_public(self) -> bool:
        """Whether anybody may open its page."""
        return self.stage in PUBLIC_STAGES and self.published_at is not None


class LegalTarget(models.Model):
    """The place in a bill or act that a recommendation is about; the text stays as given.

    A bill amends one law or several: `law` is the one meant, as the bill's table names it. Empty
    where the table names none, or has no row for the element.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="targets"
    )
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="targets")
    law = models.CharField(max_length=LAW_LIMIT, blank=True)
    element = models.CharField(max_length=300, blank=True)
    element_key = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    proposed = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "act", "law", "element"], name="one_target_an_element"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} of act {self.act_id}"


class ExternalReference(models.Model):
    """The number of the same matter elsewhere; filing here does not replace it."""

    class System(models.TextChoices):
        EOTINISH = "eotinish", _("e-Otinish")
        PETITION = "petition", _("petition")
        OPEN_NPA = "open_npa", _("Open NPA")

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="external_references"
    )
    system = models.CharField(max_length=12, choices=System)
    reference = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "system", "reference"], name="one_external_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.reference}"
