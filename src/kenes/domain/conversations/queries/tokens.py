"""Read the checked tier: its key, how many tokens were issued and how many were shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kenes.domain.accounts.models import Person
from kenes.domain.conversations.models import Conversation, TokenIssue, TokenKey, Voter
from kenes.domain.shared.refusals import NotFound

STEP = 10


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Tokens issued and tokens shown; while the conversation is open in whole tens, rounded down.

    Whoever watches a number grow by one could tell whose it was.
    """

    issued: int
    spent: int
    is_exact: bool


def token_key_of(conversation: Conversation) -> TokenKey:
    """Return the key of a conversation's checked tier. Raises NotFound where it has none."""
    found = TokenKey.objects.filter(conversation=conversation).first()
    if found is None:
        raise NotFound(f"no token key of {conversation.public_id}")
    return found


def was_issued(conversation: Conversation, person: Person) -> bool:
    """Tell whether this person was issued a token here; the person may know it, nobody else."""
    return TokenIssue.objects.filter(token_key__conversation=conversation, person=person).exists()


def issued_to(person: Person) -> Sequence[Mapping[str, Any]]:
    """Return the conversations in which a person was issued a token, for their own download."""
    rows = Conversation.objects.filter(token_key__issues__person=person).order_by("pk")
    return list(rows.values("public_id", "question_kk", "question_ru"))


def issued_of(key: TokenKey) -> int:
    """Return how many tokens were issued with a key."""
    return TokenIssue.objects.filter(token_key=key).count()


def spent_in(conversation: Conversation) -> int:
    """Return how many voters of the checked tier a conversation has."""
    return Voter.objects.filter(conversation=conversation, tier=Voter.Tier.CHECKED).count()


def published_counts(conversation: Conversation) -> TokenCounts:
    """Return the numbers that everybody may compare (docs/specs/blind-tokens.md, clause 9)."""
    issued, spent = issued_of(token_key_of(conversation)), spent_in(conversation)
    if conversation.stage == Conversation.Stage.CLOSED:
        return TokenCounts(issued, spent, is_exact=True)
    return TokenCounts(issued // STEP * STEP, spent // STEP * STEP, is_exact=False)
