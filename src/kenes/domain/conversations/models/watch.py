"""What a host watches: how often statements were shown, and when many new voters came at once.

Sums only, of nobody: showings by statement, new voters by hour in whole tens.
"""

from django.db import models

from kenes.domain.conversations.models.core import Conversation, Statement


class Exposure(models.Model):
    """How often a statement was shown, and the sum of the chances with which it was drawn."""

    statement = models.OneToOneField(
        Statement, on_delete=models.CASCADE, primary_key=True, related_name="exposure"
    )
    shown = models.PositiveBigIntegerField()
    chances = models.FloatField()

    def __str__(self) -> str:
        return f"showings of {self.statement_id}"


class Arrival(models.Model):
    """How many new voters came in one hour, in whole tens: fewer are never written down."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="arrivals", db_index=False
    )
    hour = models.DateTimeField()
    many = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "hour"], name="one_count_an_hour"),
        ]

    def __str__(self) -> str:
        return f"new voters of {self.conversation_id}"
