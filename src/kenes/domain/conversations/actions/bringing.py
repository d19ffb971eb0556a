"""Bring in votes that were cast elsewhere, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from kenes.domain.conversations.models import Conversation, Voter
from kenes.domain.conversations.models.votes import chance
from kenes.domain.conversations.queries import Shown, shown_statements
from kenes.domain.conversations.voices import Voice

BATCH = 5_000
# Written without a model object a row: 20,000 people come with a quarter of a million votes.
INSERT = (
    "INSERT INTO conversations_vote (key, voter_id, statement_id, rendering_id, value) "
    "VALUES (%s, %s, %s, %s, %s)"
)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A voice, the language it read in, its votes (1, 0, -1) by number of statement, its region.

    `told` is the text on the release of votes that they were told before, 0 for none (`telling`).
    """

    voice: Voice
    language: str
    votes: Mapping[int, int]
    region: str = ""
    told: int = 0


@transaction.atomic
def bring_votes(*, conversation: Conversation, ballots: Iterable[Ballot]) -> int:
    """Write the votes of voices that have none here yet; return how many votes.

    Raises KeyError for a statement that is not shown, ValueError for a vote that is none.
    """
    texts = {one.number: _texts(one) for one in shown_statements(conversation)}
    voters, rows = [], []
    for ballot in ballots:
        number = ballot.voice.number_in(conversation.public_id)
        voters.append(
            Voter(
                number=number, conversation=conversation, tier=ballot.voice.tier,
                region=ballot.region, told=ballot.told,
            )
        )  # fmt: skip
        for place, value in ballot.votes.items():
            rows.append((chance(), number, *texts[place][ballot.language], _checked(value)))
    Voter.objects.bulk_create(voters, batch_size=BATCH)
    _insert(rows)
    return len(rows)


def _insert(rows: Sequence[tuple[int, ...]]) -> None:
    """Write rows in the order of their keys, which are chance."""
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, sorted(rows))


def _texts(shown: Shown) -> dict[str, tuple[int, int]]:
    """Return the keys of a statement and of the text that a reader of each language is shown."""
    return {tag: (shown.pk, shown.in_language(tag).pk) for tag in ("kk", "ru")}


def _checked(value: int) -> int:
    if value not in {-1, 0, 1}:
        raise ValueError(f"{value} is no vote: it may be 1, 0 or -1.")
    return value
