"""On which statement a vote is kept: the one that was shown, or the one it was merged into.

Votes share a lock of the statement they fall on, so they do not wait for one another; merging
wants it alone. So a merge moves every vote that was kept before it, and a vote that waited for one
reads where the double went. Locks follow the way of the merges, from the double to what stays,
and so does `moderating.merge_statement`: nobody waits in a ring. SQLite has one writer at a time.
"""

from dataclasses import dataclass

from django.db import connection

from kenes.domain.conversations.models import Conversation, Statement

State = Statement.State
SHARED = " FOR SHARE OF statement"
BY_TEXT = (
    "SELECT statement.id, statement.state, statement.merged_into_id "
    "FROM conversations_statement AS statement "
    "JOIN conversations_rendering AS rendering ON rendering.statement_id = statement.id "
    "WHERE statement.conversation_id = %s AND statement.number = %s AND rendering.id = %s"
)
BY_KEY = (
    "SELECT statement.id, statement.state, statement.merged_into_id "
    "FROM conversations_statement AS statement WHERE statement.id = %s"
)


@dataclass(frozen=True, slots=True)
class Landing:
    """The key of the statement that a vote counts for; whether another was shown, its double."""

    statement: int
    is_of_double: bool


def land(conversation: Conversation, number: int, rendering: int) -> Landing | None:
    """Find where a vote on a statement falls, and keep it there until the transaction ends.

    None where it is not in the conversation, was shown in no such text, or what it would count for
    is not shown.
    """
    own, state, into = _held(BY_TEXT, conversation.pk, number, rendering)
    key = own
    while state == State.MERGED:
        key, state, into = _held(BY_KEY, into)
    return Landing(key, key != own) if state == State.SHOWN else None


def _held(sql: str, *values: int | None) -> tuple[int, str, int | None]:
    """Return the key, the state and the statement merged into, under a shared lock."""
    with connection.cursor() as cursor:
        cursor.execute(sql + SHARED * (connection.vendor == "postgresql"), values)
        return cursor.fetchone() or (0, "", None)
