"""Results as they were published: figures that show nobody, in steps of ten people and more."""

from django.db import models

from kenes.domain.conversations.models.core import Conversation
from kenes.domain.recommendations.models import Recommendation


class Result(models.Model):
    """What the votes said once so many people had voted.

    `figures` are counts and what the engine makes of them, small cells already left out
    (`kenes.domain.conversations.figures`); `votes` are in whole tens, except where rows are
    released. Between two results at least ten people are new, so that subtracting one from the
    other does not show what a single one of them said.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="results")
    voters = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20)
    figures = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "voters"], name="one_result_a_number_of_voters"
            ),
        ]

    def __str__(self) -> str:
        return f"result of {self.conversation_id} with {self.voters} voters"


class OpenData(models.Model):
    """The files that the newest result of a conversation is computed from, as one archive."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.PROTECT, related_name="open_data"
    )
    archive = models.BinaryField()

    def __str__(self) -> str:
        return f"open data of {self.conversation_id}"


class Outcome(models.Model):
    """A recommendation that the host drew up from statements people agreed on, by their numbers."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="outcomes"
    )
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, related_name="+"
    )
    statements = models.JSONField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"recommendation {self.recommendation_id} from {self.conversation_id}"
