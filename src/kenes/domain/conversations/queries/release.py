"""Whether the votes of a conversation may be released as rows, once, when it is over.

Rows beside any other table of the same votes would give away what no row says: sums at an earlier
hour tell who had voted by then, sums by region who lives there. So a conversation that releases
rows publishes nothing until it is closed, and then nothing by region, language or tier
(docs/adr/0017-votes-without-names.md).
"""

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations.models import Conversation, Statement, Vote
from kenes.domain.conversations.queries.counting import count_voters
from kenes.domain.conversations.telling import MAY_BE_RELEASED
from kenes.domain.shared.refusals import Refusal

PEOPLE_AT_LEAST = 300


def waits_for_its_end(conversation: Conversation) -> bool:
    """Tell whether nothing is published yet because rows may be, when the conversation is over."""
    return conversation.releases_rows and conversation.stage != Conversation.Stage.CLOSED


def refuse_to_release_rows(conversation: Conversation) -> Refusal | None:
    """Refuse until the end, and where people were told otherwise, not told, or are too few.

    Then the additive tables are published instead.
    """
    if not conversation.releases_rows:
        return _refusal(
            "rows_never_released",
            _("Rows of votes are not released: people were told that they never would be."),
        )
    if waits_for_its_end(conversation):
        return _refusal(
            "rows_after_closing",
            _("Rows of votes are not released yet: the conversation is not closed."),
        )
    if _counted(conversation).exclude(voter__told=MAY_BE_RELEASED).exists():
        return _refusal(
            "not_all_told",
            _("Rows of votes are not released: somebody was not told so before their first vote."),
        )
    if count_voters(conversation) >= PEOPLE_AT_LEAST:
        return None
    return _refusal(
        "too_few_for_rows",
        _("Rows of votes are not released: fewer than 300 people voted."),
    )


def _counted(conversation: Conversation) -> QuerySet[Vote]:
    """Return the votes that the result is made of."""
    shown = Statement.objects.filter(conversation=conversation, state=Statement.State.SHOWN)
    return Vote.objects.filter(statement__in=shown)


def _refusal(code: str, message: Promise) -> Refusal:
    return Refusal(code, message, _("Publish the sums of this conversation."), status=409)
