"""What people are told before their first vote on whether votes may be released as rows.

A text is never changed: another wording gets the next number, so that the number beside a voter
says which words they read.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations.models import Conversation

MAY_BE_RELEASED = 1
NEVER_RELEASED = 2
TEXTS: dict[int, Promise] = {
    MAY_BE_RELEASED: _(
        "If at least 300 people take part, votes may be published as rows: which statements "
        "somebody agreed with, without name, number, time, region, language or way of taking part."
    ),
    NEVER_RELEASED: _(
        "Only sums of votes are published here. What one person said is never published, not even "
        "without a name."
    ),
}


def text_for(conversation: Conversation) -> int:
    """Return the number of the text that people of this conversation are told."""
    return MAY_BE_RELEASED if conversation.releases_rows else NEVER_RELEASED
