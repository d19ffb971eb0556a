"""Support without names, news by choice, credit by consent."""

from django.conf import settings
from django.db import models

from kenes.domain.institutions.models import Institution
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models.core import Recommendation


class Support(models.Model):
    """One supporter of one recommendation, under a pseudonym made for this pair alone.

    The pseudonym comes from a secret that only the supporter holds: no key of this server can
    compute it from a person or a personal number. No time and no person is kept.
    """

    pseudonym = models.BinaryField(max_length=32, primary_key=True)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="support"
    )

    def __str__(self) -> str:
        return "a supporter"


class Follow(models.Model):
    """News of one recommendation, asked for by a person; apart from support."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="follows"
    )
    delivery = models.CharField(max_length=8, choices=Notice.Delivery, default=Notice.Delivery.PAGE)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "recommendation"], name="one_follow_a_recommendation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.recommendation_id}"


class Credit(models.Model):
    """A contributor of an adopted text: an organisation, or a person who agreed."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="credits"
    )
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name or f"institution {self.institution_id}"
