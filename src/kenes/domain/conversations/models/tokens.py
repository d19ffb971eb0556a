"""What the checked tier keeps: the key of a conversation, and that somebody was issued a token.

Neither a time nor the token is among it, and keys of rows are chance: nothing here leads to a
voter. docs/specs/blind-tokens.md, docs/adr/0018-blind-tokens.md
"""

from django.db import models

from kenes.domain.accounts.models import Person
from kenes.domain.conversations.models.core import Conversation
from kenes.domain.conversations.models.votes import ChanceField, chance


class TokenKey(models.Model):
    """The key that signs tokens of one conversation and nothing else.

    `public` is SubjectPublicKeyInfo in DER; `sealed` the private half, closed with this
    installation's key, and empty once the conversation is over.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.PROTECT, related_name="token_key"
    )
    public = models.BinaryField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"key of {self.conversation_id}"


class TokenIssue(models.Model):
    """That a person was issued a token; `blinded_sha256` tells the same request from another."""

    key = ChanceField(primary_key=True, default=chance)
    token_key = models.ForeignKey(
        TokenKey, on_delete=models.PROTECT, related_name="issues", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    blinded_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_key", "person"], name="one_token_a_person"),
        ]

    def __str__(self) -> str:
        return "an issue"
