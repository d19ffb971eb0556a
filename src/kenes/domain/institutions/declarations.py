"""What a member organisation of a body says of its own interests and of where its money is from."""

from django.db import models
from django.db.models import F, Q

from kenes.domain.shared.languages import Language

LONGEST_INTERESTS = 10_000
MOST_SOURCES = 20


class Declaration(models.Model):
    """One version of an organisation's declaration; the newest one holds, none is edited.

    `sources` is a list of {"source", "purpose", "amount"}: words, words, and whole tenge or
    None. The form is one for every source, at home or abroad, public or private. It is shown on
    the organisation's own page alone: money is never a mark beside a statement or a vote.
    """

    organisation = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="declarations"
    )
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=Language)
    interests = models.TextField()
    sources = models.JSONField(default=list)
    period_from = models.DateField()
    period_to = models.DateField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="one_declaration_a_number"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="declared_period_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"declaration {self.number} of {self.organisation_id}"
