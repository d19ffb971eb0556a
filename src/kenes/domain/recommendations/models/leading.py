"""Who leads the dialogue on a text: one of the body's own, from any of its sides."""

from django.db import models

from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models.core import Recommendation


class Lead(models.Model):
    """Who leads the dialogue on a text now; each handover stands in its events.

    The lead is a mandate, so an office and a side, never a name. It leads only while that mandate
    is in force: `rules.leading.refuse_lead` says whether it does on a day. `since` is that day at
    the body on which the lead was handed over.
    """

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, related_name="lead"
    )
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    def __str__(self) -> str:
        return f"lead of {self.recommendation_id}"
