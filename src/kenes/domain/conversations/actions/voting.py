"""Vote, vote otherwise, take everything back; nothing of it tells who or when.

No lock of the conversation is taken: votes do not wait for one another. Two votes of one voter on
one statement at the same instant leave one row, the later one.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import rules
from kenes.domain.conversations.models import Conversation, Rendering, Vote, Voter
from kenes.domain.conversations.queries.voting import votable
from kenes.domain.conversations.voices import Voice
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import Invalid, permit

VALUES = (1, 0, -1)


@transaction.atomic
def cast_vote(
    *,
    conversation: Conversation,
    voice: Voice,
    statement: int,
    rendering: int,
    value: int,
    now: datetime,
) -> None:
    """Let a voice agree (1), disagree (-1) or pass (0) on a statement, by its number.

    `rendering` is the key of the text that was shown. Raises NotPermitted for a conversation that
    takes no votes of this voice and for what is not shown in it, Invalid for another value.
    """
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_take_part(conversation, voice.tier, on=on))
    if value not in VALUES:
        raise Invalid({"vote": _("Choose one of the three: agree, disagree or pass.")})
    shown = votable(conversation, statement, rendering)
    permit(rules.refuse_unless_shown(shown.statement if shown else None))
    _keep(conversation, voice, shown, value)


def _keep(conversation: Conversation, voice: Voice, shown: Rendering | None, value: int) -> None:
    """Write voter and vote, each in one statement, over the vote there was."""
    if shown is None:
        return
    voter = Voter(
        number=voice.number_in(conversation.public_id), conversation=conversation, tier=voice.tier
    )
    Voter.objects.bulk_create([voter], ignore_conflicts=True)
    Vote.objects.bulk_create(
        [Vote(voter=voter, statement=shown.statement, rendering=shown, value=value)],
        update_conflicts=True,
        unique_fields=["voter", "statement"],
        update_fields=["value", "rendering"],
    )


@transaction.atomic
def take_back_votes(*, conversation: Conversation, voice: Voice, now: datetime) -> int:
    """Delete all votes of a voice in a conversation that is open; return how many there were."""
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_take_part(conversation, voice.tier, on=on))
    number = voice.number_in(conversation.public_id)
    own = Voter.objects.filter(number=number, conversation=conversation)
    votes = Vote.objects.filter(voter__in=own).delete()[0]
    own.delete()
    return votes
