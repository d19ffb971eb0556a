"""The card to vote on: which statement comes, how far one is, what one said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import caches

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries import voting
from kenes.web.conversations.showing import StatementText, statement_text

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

EXPOSURE_SECONDS = 30
STATEMENTS_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Card:
    """One statement with its three buttons; `own` is the vote cast before, None without one.

    `statement` is None when everything was voted on.
    """

    statement: StatementText | None
    own: int | None
    done: int
    total: int

    @property
    def width(self) -> str:
        """How far one is, as the width of a bar."""
        return f"{100 * self.done / max(self.total, 1):.1f}%"


@dataclass(frozen=True, slots=True)
class OwnVote:
    """A vote of one's own in the list: the statement, and what was said."""

    statement: StatementText
    value: int


def card_of(
    conversation: "Conversation", voice: voting.Voice | None, seed: str, wanted: str = ""
) -> Card:
    """Return the card that comes next, or the statement of this number; at most four queries."""
    every = statements_of(conversation)
    done = voting.own_votes(conversation, voice)
    lot = voice.secret if voice else seed.encode()
    found = next((one for one in every if str(one.number) == wanted), None)
    found = found or voting.next_statement(every, done, exposure_of(conversation), lot)
    return Card(
        statement=statement_text(found) if found else None,
        own=done.get(found.pk) if found else None,
        done=sum(one.pk in done for one in every),
        total=len(every),
    )


def own_list(conversation: "Conversation", voice: voting.Voice | None) -> list[OwnVote]:
    """Return what the voice said, by the number of the statement."""
    done: Mapping[int, int] = voting.own_votes(conversation, voice)
    every = statements_of(conversation)
    return [OwnVote(statement_text(one), done[one.pk]) for one in every if one.pk in done]


def statements_of(conversation: "Conversation") -> Sequence[queries.Shown]:
    """Return the statements that are shown, kept in memory under the conversation's edition."""
    key = f"statements:{conversation.pk}:{conversation.edition}"
    kept: Sequence[queries.Shown] | None = caches["pages"].get(key)
    if kept is None:
        kept = queries.shown_statements(conversation)
        caches["pages"].set(key, kept, STATEMENTS_SECONDS)
    return kept


def exposure_of(conversation: "Conversation") -> dict[int, int]:
    """Return how many votes each statement has, counted anew every half minute."""
    key = f"exposure:{conversation.pk}"
    kept: dict[int, int] | None = caches["pages"].get(key)
    if kept is None:
        kept = voting.exposure(conversation)
        caches["pages"].set(key, kept, EXPOSURE_SECONDS)
    return kept
