"""Tables of conversations: what is asked and said, and, apart from it, how people voted."""

from kenes.domain.conversations.models.core import (
    LINE_LIMIT,
    STATEMENT_LIMIT,
    Conversation,
    Rendering,
    Statement,
)
from kenes.domain.conversations.models.results import OpenData, Outcome, Result
from kenes.domain.conversations.models.tokens import TokenIssue, TokenKey
from kenes.domain.conversations.models.votes import Vote, Voter
from kenes.domain.conversations.models.watch import Arrival, Exposure

__all__ = [
    "LINE_LIMIT",
    "STATEMENT_LIMIT",
    "Arrival",
    "Conversation",
    "Exposure",
    "OpenData",
    "Outcome",
    "Rendering",
    "Result",
    "Statement",
    "TokenIssue",
    "TokenKey",
    "Vote",
    "Voter",
]
