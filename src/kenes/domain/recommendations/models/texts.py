"""Versions of a text, each in its original language and in linked translations."""

from django.conf import settings
from django.db import models

from kenes.domain.recommendations.models.core import Recommendation
from kenes.domain.recommendations.values import TextState
from kenes.domain.shared.languages import Language


class Version(models.Model):
    """One wording of a recommendation, with the reason for the change."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    actor_role = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="one_version_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.recommendation_id}"


class RecommendationText(models.Model):
    """A version in one language: what is wrong, what should be done.

    The author's own wording has `is_original`; every other one names its translator and state.
    A machine's wording is never authentic.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=Language)
    title = models.CharField(max_length=300)
    problem = models.TextField(blank=True)
    demand = models.TextField()
    is_original = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=TextState, default=TextState.OFFICIAL)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    translator_credit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"], name="one_recommendation_text_a_language"
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(is_original=True),
                name="one_original_recommendation_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} of version {self.version_id}"


class ReplacedText(models.Model):
    """A translation as it stood before another took its place: published words stay readable."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="replaced_texts")
    language = models.CharField(max_length=2, choices=Language)
    title = models.CharField(max_length=300)
    problem = models.TextField(blank=True)
    demand = models.TextField()
    state = models.CharField(max_length=8, choices=TextState)
    translator_credit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaced_at__gte=models.F("at")),
                name="a_text_is_replaced_after_it_stood",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} of version {self.version_id} until {self.replaced_at:%Y-%m-%d}"
