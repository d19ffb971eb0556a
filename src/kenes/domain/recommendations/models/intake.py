"""What the secretariat decides about a text: return, appeal, adoption, hiding."""

from django.db import models
from django.db.models import Q

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models.core import Recommendation
from kenes.domain.recommendations.values import AppealOutcome, HidingGround, ReturnGround
from kenes.domain.shared.languages import Language


class Return(models.Model):
    """A text went back to its author, for one of the listed grounds."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="returns"
    )
    ground = models.CharField(max_length=16, choices=ReturnGround)
    explanation = models.TextField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    appeal_until = models.DateField()

    def __str__(self) -> str:
        return f"return of {self.recommendation_id}"


class Appeal(models.Model):
    """The author asks a second person, from another side, to look again."""

    returned = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=AppealOutcome, default=AppealOutcome.PENDING)
    grounds = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="pending", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="pending") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="a_decided_appeal_names_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.outcome}"


class Adoption(models.Model):
    """The decision by which a body made a text its own recommendation.

    `language` is that of the document's title, `dissent_language` that of the dissenting opinion;
    empty where it was not asked for yet.
    """

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="adoption"
    )
    document = models.CharField(max_length=300)
    document_number = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    decided_on = models.DateField()
    by_consensus = models.BooleanField(default=False)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    dissent = models.TextField(blank=True)
    dissent_language = models.CharField(max_length=2, choices=Language, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_consensus=True) | Q(votes_for__isnull=False),
                name="adopted_by_consensus_or_votes",
            ),
        ]

    def __str__(self) -> str:
        return f"adoption of {self.recommendation_id}"


class Hiding(models.Model):
    """A published text was hidden, or shown again; its author keeps it and the receipt."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="hidings"
    )
    ground = models.CharField(max_length=16, choices=HidingGround)
    explanation = models.TextField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"hiding of {self.recommendation_id}"
