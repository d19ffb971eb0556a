"""The card to vote on: which statement comes, how far one is, what one said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.routing import Tally
from kenes.domain.conversations.seen import SHOWINGS
from kenes.domain.shared.kept import Kept, Lasting
from kenes.domain.shared.languages import current_language
from kenes.web.conversations.showing import StatementText, statement_text
from kenes.web.shared.formats import number

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

AHEAD = 10
STATEMENTS = Kept[Sequence[queries.Shown]](64)
TALLIES = Lasting[dict[int, Tally]](64, seconds=30)
WORTHS = Kept[tuple[object, Mapping[int, float]]](192)
"""Beside what they were made of, so that its identity stays its own."""


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

    @property
    def done_said(self) -> str:
        """How many were voted on, as the reader's language writes it."""
        return number(self.done, current_language())

    @property
    def total_said(self) -> str:
        """How many there are."""
        return number(self.total, current_language())


@dataclass(frozen=True, slots=True)
class OwnVote:
    """A vote of one's own in the list: the statement, and what was said."""

    statement: StatementText
    value: int


@dataclass(frozen=True, slots=True)
class Deck:
    """What is drawn for one voter: by whom, and by which lot."""

    conversation: "Conversation"
    statements: Sequence[queries.Shown]
    done: Mapping[int, int]
    lot: bytes

    @property
    def many_done(self) -> int:
        """How many of the statements were voted on."""
        return sum(one.pk in self.done for one in self.statements)

    def draw(self, done: Mapping[int, int]) -> tuple[queries.Shown, float] | None:
        """Return the statement that comes after these votes, and the chance that it had."""
        worth = worths_of(self.conversation, self.statements, queries.text_language())
        return voting.next_by_worth(self.statements, worth, done, self.lot)

    def card(self, found: queries.Shown | None, done: Mapping[int, int]) -> Card:
        """Return the card of a statement, None for the end, after these votes."""
        return Card(
            statement=statement_text(found) if found else None,
            own=done.get(found.pk) if found else None,
            done=sum(one.pk in done for one in self.statements),
            total=len(self.statements),
        )


def deck_of(conversation: "Conversation", voice: voting.Voice | None, seed: str) -> Deck:
    """Return what is drawn for a voice, or for a page that has none yet; at most three queries."""
    lot = voice.secret if voice else seed.encode()
    done = voting.own_votes(conversation, voice)
    return Deck(conversation, statements_of(conversation), done, lot)


def first_card(deck: Deck, now: datetime, wanted: str = "") -> Card:
    """Return the card that comes next, or the statement of this number; its showing is counted."""
    return deck.card(first_shown(deck, now, wanted), deck.done)


def first_shown(deck: Deck, now: datetime, wanted: str = "") -> queries.Shown | None:
    """Return the statement of that card, None when there is nothing left."""
    if wanted:
        found = next((one for one in deck.statements if str(one.number) == wanted), None)
        if found is not None:
            return found
    drawn = deck.draw(deck.done)
    if drawn is None:
        return None
    SHOWINGS.add(drawn[0].pk, drawn[1], now)
    return drawn[0]


def cards_ahead(deck: Deck, first: Card) -> list[Card]:
    """Return the cards that follow the first one, for a line that breaks; the last says the end."""
    done = dict(deck.done)
    cards: list[Card] = []
    numbers = {one.number: one.pk for one in deck.statements}
    found = numbers.get(first.statement.number) if first.statement else None
    while found is not None and len(cards) < AHEAD:
        done[found] = 0
        drawn = deck.draw(done)
        cards.append(deck.card(drawn[0] if drawn else None, done))
        found = drawn[0].pk if drawn else None
    return cards


def own_list(conversation: "Conversation", voice: voting.Voice | None) -> list[OwnVote]:
    """Return what the voice said, by the number of the statement."""
    done: Mapping[int, int] = voting.own_votes(conversation, voice)
    every = statements_of(conversation)
    return [OwnVote(statement_text(one), done[one.pk]) for one in every if one.pk in done]


def statements_of(conversation: "Conversation") -> Sequence[queries.Shown]:
    """Return the statements that are shown, kept in memory under the conversation's edition."""
    key = (conversation.public_id, conversation.edition)
    return STATEMENTS.get(key, lambda: queries.shown_statements(conversation))


def tallies_of(conversation: "Conversation") -> dict[int, Tally]:
    """Return how each statement was voted on by the newest result, read anew every half minute."""
    return TALLIES.get(conversation.public_id, lambda: voting.tallies(conversation))


def worths_of(
    conversation: "Conversation", statements: Sequence[queries.Shown], language: str
) -> Mapping[int, float]:
    """Return what a showing of each statement is worth, kept until it is counted anew."""
    seen = tallies_of(conversation)
    key = (conversation.public_id, conversation.edition, language, id(seen))
    _seen, found = WORTHS.get(key, lambda: (seen, voting.worths(statements, seen, language)))
    return found
