"""Vote, vote otherwise, take everything back; nothing of it tells who or when.

No lock of the conversation is taken: votes do not wait for one another. Two votes of one voter on
one statement at the same instant leave one row, the later one. A vote on a double that was merged
since its card was drawn counts as if it had come just before (`landing`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import rules
from kenes.domain.conversations.actions.landing import Landing, land
from kenes.domain.conversations.models import Conversation, Vote, Voter
from kenes.domain.conversations.telling import TEXTS
from kenes.domain.conversations.voices import Voice
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import Invalid, NotPermitted, permit

VALUES = (1, 0, -1)
NEW_VOTER = (
    "INSERT INTO conversations_voter (number, conversation_id, tier, region, told) "
    "VALUES (%s, %s, %s, '', %s) ON CONFLICT DO NOTHING"
)
NEW_VOTE = (
    "INSERT INTO conversations_vote (key, voter_id, statement_id, rendering_id, value) "
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (voter_id, statement_id) "
    "DO UPDATE SET value = EXCLUDED.value, rendering_id = EXCLUDED.rendering_id"
)
NEW_VOTE_ON_DOUBLE = (
    f"{NEW_VOTE} WHERE conversations_vote.rendering_id NOT IN "
    "(SELECT id FROM conversations_rendering WHERE statement_id = EXCLUDED.statement_id)"
)
"""A voter's vote on the statement that stays is theirs; one that came from a double may change."""


@dataclass(frozen=True, slots=True)
class Resent:
    """That a vote was sent before and its answer did not arrive; `stood` is the vote it changed.

    Such a vote is kept only where things still stand as they stood (`stood`, None without a vote),
    so that one that comes late, or twice, undoes nothing that was said since.
    """

    stood: int | None


@transaction.atomic
def cast_vote(
    *,
    conversation: Conversation,
    voice: Voice,
    statement: int,
    rendering: int,
    value: int,
    now: datetime,
    told: int = 0,
    resent: Resent | None = None,
) -> bool:
    """Let a voice agree (1), disagree (-1) or pass (0) on a statement; tell whether it is new here.

    `statement` is its number, `rendering` the key of the text that was shown, `told` the text on
    release that stood beside it. Raises NotPermitted for a conversation that takes no votes of this
    voice, for what is not shown in it and for a first vote that was not told of its release where
    there may be one, Invalid for another value.
    """
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_take_part(conversation, voice.tier, on=on))
    if value not in VALUES:
        raise Invalid({"vote": _("Choose one of the three: agree, disagree or pass.")})
    landing = land(conversation, statement, rendering)
    if landing is None:
        raise NotPermitted(rules.not_shown())
    voter = voice.number_in(conversation.public_id)
    is_new = _keep_voter(voter, conversation, voice.tier, told if told in TEXTS else 0)
    if is_new:
        permit(rules.refuse_unless_told(conversation, told))
    vote = Vote(voter_id=voter, statement_id=landing.statement, rendering_id=rendering, value=value)
    _keep(vote, landing, resent)
    return is_new


def _keep_voter(number: int, conversation: Conversation, tier: str, told: int) -> bool:
    """Write a voter unless there is one already; tell whether there was none."""
    with connection.cursor() as cursor:
        cursor.execute(NEW_VOTER, [number, conversation.pk, tier, told])
        return bool(cursor.rowcount)


def _keep(vote: Vote, landing: Landing, resent: Resent | None) -> None:
    """Write a vote over the one there was; one that was sent before, only over what stood."""
    if resent is None:
        with connection.cursor() as cursor:
            row = (vote.voter_id, vote.statement_id, vote.rendering_id, vote.value)
            sql = NEW_VOTE_ON_DOUBLE if landing.is_of_double else NEW_VOTE
            cursor.execute(sql, [vote.key, *row])
    elif resent.stood is None:
        Vote.objects.bulk_create([vote], ignore_conflicts=True)
    else:
        there = Vote.objects.filter(voter=vote.voter_id, statement=vote.statement_id)
        if landing.is_of_double:
            there = there.exclude(rendering__statement=vote.statement_id)
        there.filter(value=resent.stood).update(value=vote.value, rendering=vote.rendering_id)


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
