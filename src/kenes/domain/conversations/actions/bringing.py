"""Bring in votes that were cast elsewhere, many at once."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from kenes.domain.conversations.models import Conversation, Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.voices import Voice

BATCH = 5_000


@transaction.atomic
def bring_votes(
    *, conversation: Conversation, ballots: Iterable[tuple[Voice, str, Mapping[int, int]]]
) -> int:
    """Write the votes of voices that have none here yet; return how many votes.

    A ballot is a voice, the language it read in, and its votes (1, 0, -1) by number of statement.
    """
    shown = {one.number: one for one in shown_statements(conversation)}
    voters, votes = [], []
    for voice, language, values in ballots:
        number = voice.number_in(conversation.public_id)
        voters.append(Voter(number=number, conversation=conversation, tier=voice.tier))
        for place, value in values.items():
            text = shown[place].in_language(language)
            votes.append(
                Vote(voter_id=number, statement_id=shown[place].pk, rendering=text, value=value)
            )
    Voter.objects.bulk_create(voters, batch_size=BATCH)
    Vote.objects.bulk_create(votes, batch_size=BATCH)
    return len(votes)
