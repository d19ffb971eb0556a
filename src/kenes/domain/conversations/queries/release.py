"""Which votes may be released as rows: of people who were told so before their first vote."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations.models import Conversation, Vote, Voter
from kenes.domain.conversations.telling import MAY_BE_RELEASED
from kenes.domain.shared.refusals import Refusal

PEOPLE_AT_LEAST = 300


def refuse_to_release_rows(conversation: Conversation) -> Refusal | None:
    """Refuse where people were told that rows are never released, or too few were told they may.

    Then the additive tables are published instead.
    """
    if not conversation.releases_rows:
        return Refusal(
            "rows_never_released",
            _("Rows of votes are not released: people were told that they never would be."),
            _("Publish the sums of this conversation."),
        )
    if _told(conversation).count() >= PEOPLE_AT_LEAST:
        return None
    return Refusal(
        "too_few_for_rows",
        _("Rows of votes are not released: fewer than 300 people were told that they may be."),
        _("Publish the sums of this conversation."),
        status=409,
    )


def releasable_votes(conversation: Conversation) -> QuerySet[Vote]:
    """Return the votes of those who were told before their first vote; the caller asks the rule.

    Only `voter`, `statement` and `value` may leave the house, the voter under another number.
    """
    return Vote.objects.filter(voter__in=_told(conversation))


def _told(conversation: Conversation) -> QuerySet[Voter]:
    return Voter.objects.filter(conversation=conversation, told=MAY_BE_RELEASED)
