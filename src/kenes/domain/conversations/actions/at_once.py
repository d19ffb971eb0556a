"""Keep a vote and read the voter's others in one go, where nothing has changed since it was read.

Most votes are ordinary: the conversation is known, open and unchanged, the statement is shown.
Such a vote is one statement of SQL on PostgreSQL, a transaction by itself, which writes only where
all of that still holds in the database. Where it does not, nothing is written: `voting.cast_vote`
then reads everything anew, and says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakSet
from zlib import crc32

from django.db import DatabaseError, InterfaceError, connection, transaction

from kenes.domain.conversations import rules
from kenes.domain.conversations.actions.landing import SHARED
from kenes.domain.conversations.actions.voting import NEW_VOTE, NEW_VOTER, VALUES
from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.models.votes import chance
from kenes.domain.conversations.telling import TEXTS
from kenes.domain.conversations.voices import Voice
from kenes.domain.institutions.queries import today_at

STANDS = (
    "SELECT statement.id FROM conversations_conversation AS conversation "
    "JOIN conversations_statement AS statement ON statement.conversation_id = conversation.id "
    "JOIN conversations_rendering AS rendering ON rendering.statement_id = statement.id "
    "WHERE conversation.id = {0} AND conversation.edition = {1} AND conversation.stage = 'open' "
    "AND conversation.closes_on >= {2} AND statement.number = {3} AND statement.state = 'shown' "
    "AND rendering.id = {4} "
    "AND ({5} OR EXISTS (SELECT 1 FROM conversations_voter AS voter WHERE voter.number = {6}))"
)
"""The key of a statement that may be voted on, by the text that was shown; no row where not.

The last two: whether a new voter may be, and the voter's number.
"""
OWN = "SELECT statement_id, value FROM conversations_vote WHERE voter_id = %s"
WHOLE = (
    f"WITH shown AS ({STANDS}{SHARED}), "
    "voter AS (INSERT INTO conversations_voter (number, conversation_id, tier, region, told) "
    "SELECT {6}, {0}, {7}, '', {8} FROM shown ON CONFLICT DO NOTHING RETURNING number), "
    "vote AS (INSERT INTO conversations_vote (key, voter_id, statement_id, rendering_id, value) "
    "SELECT {9}, {6}, id, {4}, {10} FROM shown WHERE (SELECT count(*) FROM voter) >= 0 "
    "ON CONFLICT (voter_id, statement_id) "
    "DO UPDATE SET value = EXCLUDED.value, rendering_id = EXCLUDED.rendering_id "
    "RETURNING statement_id) "
    "SELECT statement_id, EXISTS (SELECT FROM voter), (SELECT array_agg(ARRAY[own.statement_id, "
    "own.value]) FROM conversations_vote AS own WHERE own.voter_id = {6}) FROM vote"
)
"""The whole of a vote in PostgreSQL; the last four: tier, text on the release, key, value.

A merge of the statement waits for it, or it for the merge and finds nothing (`landing`). The vote
counts the new voters, so that its voter is written before it, as in `voting.cast_vote`: two devices
of one voice wait in one order, and not for each other.
"""
TYPES = ("bigint", "integer", "date", "integer", "bigint", "boolean", "bigint", "text", "smallint",
         "bigint", "smallint")  # fmt: skip
NAME = f"kenes_vote_{crc32(WHOLE.encode()):08x}"
"""Of another statement another name: a pooler may still hold that of an older version."""
PREPARE = (
    f"PREPARE {NAME} ({', '.join(TYPES)}) AS "
    f"{WHOLE.format(*[f'${number}' for number in range(1, 12)])}"
)
EXECUTE = f"EXECUTE {NAME} ({', '.join(['%s'] * 11)})"
PLAIN = WHOLE.format(*[f"%(v{at})s::{of}" for at, of in enumerate(TYPES)])
LENT = ("26000", "42P05")
"""Not prepared, and prepared before: another server connection answers than was asked before."""
_PREPARED: WeakSet[Any] = WeakSet()


@dataclass(frozen=True, slots=True)
class Cast:
    """A vote that was kept: whether its voter is new, and all their votes by key of statement."""

    is_new: bool
    votes: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Vote:
    """What is written, and what must still hold for it."""

    conversation: Conversation
    on: date
    statement: int
    rendering: int
    may_be_new: bool
    voter: int
    tier: str
    told: int
    value: int

    @property
    def place(self) -> tuple[Any, ...]:
        """The values of `STANDS`."""
        known, on = self.conversation, connection.ops.adapt_datefield_value(self.on)
        place = (known.pk, known.edition, on, self.statement, self.rendering)
        return *place, self.may_be_new, self.voter


def cast_at_once(
    *,
    conversation: Conversation,
    voice: Voice,
    statement: int,
    rendering: int,
    value: int,
    now: datetime,
    told: int = 0,
) -> Cast | None:
    """Keep a vote as `voting.cast_vote` does; None where anything stands otherwise than known.

    `conversation` may have been read some time ago: its edition, stage and last day and the state
    of the statement are asked again in the same statement that writes.
    """
    on = today_at(conversation.body, now)
    if value not in VALUES or rules.refuse_to_take_part(conversation, voice.tier, on=on):
        return None
    told = told if told in TEXTS else 0
    may_be_new = rules.refuse_unless_told(conversation, told) is None
    voter = (may_be_new, voice.number_in(conversation.public_id), voice.tier, told)
    vote = _Vote(conversation, on, statement, rendering, *voter, value)
    return _in_one(vote) if connection.vendor == "postgresql" else _in_steps(vote)


def _in_one(vote: _Vote) -> Cast | None:
    """Ask PostgreSQL, which does all of it in one prepared statement."""
    found = _asked((*vote.place, vote.tier, vote.told, chance(), vote.value))
    if not found:
        return None
    statement, is_new, before = found[0]
    return Cast(is_new, dict(before or ()) | {statement: vote.value})


def _asked(values: Sequence[Any]) -> list[Any]:
    """Return the rows; a connection that broke while it waited is opened again, once.

    That is found out by asking: whether a connection still lives is not asked before every vote.
    Where a pooler lends connections by transaction the statement goes as it is, unprepared.
    """
    connection.health_check_done = True  # type: ignore[attr-defined]  # unknown to the stubs
    try:
        return _executed(values)
    except (DatabaseError, InterfaceError) as error:
        if connection.in_atomic_block:
            raise
        if getattr(error.__cause__, "sqlstate", None) in LENT:
            return _plainly(values)
        if connection.is_usable():
            raise
        connection.close()
        return _executed(values)


def _plainly(values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {f"v{at}": value for at, value in enumerate(values)})
        return list(cursor.fetchall())


def _executed(values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        if connection.connection not in _PREPARED:
            cursor.execute(PREPARE)
            _PREPARED.add(connection.connection)
        cursor.execute(EXECUTE, values)
        return list(cursor.fetchall())


@transaction.atomic
def _in_steps(vote: _Vote) -> Cast | None:
    """Do the same where a statement writes to one table only."""
    with connection.cursor() as cursor:
        cursor.execute(STANDS.format(*["%s"] * 7), vote.place)
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(NEW_VOTER, [vote.voter, vote.conversation.pk, vote.tier, vote.told])
        is_new = bool(cursor.rowcount)
        row = (chance(), vote.voter, found[0], vote.rendering, vote.value)
        cursor.execute(NEW_VOTE, row)
        cursor.execute(OWN, [vote.voter])
        return Cast(is_new, dict(cursor.fetchall()))
