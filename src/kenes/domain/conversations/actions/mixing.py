"""Lay rows about voters in the order of their keys, so that no row tells its turn.

The keys are chance. SQLite lays rows by their key at once. PostgreSQL lays them as they come and
numbers the transaction of each, so once a day the rows of each conversation that has new ones are
written anew, in the order of their keys. That is done in batches, each a transaction by itself that
keeps other writers out for some tens of milliseconds: votes go on meanwhile. A run that is cut off
leaves whole rows behind, and the next one begins that conversation again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction

from kenes.domain.conversations.models import Conversation

BATCH = 1_000
"""Rows written anew in one transaction."""
PATIENCE_MS, ATTEMPTS = 100, 50
"""How long a batch waits for those who write, who wait behind it meanwhile; how often it asks."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table about voters: its key, and which of its rows are of the conversation `%s`."""

    table: str
    key: str
    own: str


TABLES = (
    Rows("conversations_voter", "number", "conversation_id = %s"),
    Rows(
        "conversations_vote",
        "key",
        "statement_id IN (SELECT id FROM conversations_statement WHERE conversation_id = %s)",
    ),
    Rows(
        "conversations_tokenissue",
        "key",
        "token_key_id IN (SELECT id FROM conversations_tokenkey WHERE conversation_id = %s)",
    ),
)
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
"""The first transaction that may not have ended yet."""
IS_MIXED = (
    "SELECT %s - mixed_at BETWEEN 0 AND 1000000000 AND "
    + " AND ".join(
        f"NOT EXISTS (SELECT FROM {rows.table} WHERE {rows.own} AND "
        f"age({rows.table}.xmin) <= age((mixed_at %% 4294967296)::text::xid))"
        for rows in TABLES
    )
    + " FROM conversations_conversation WHERE id = %s"
)
"""Whether no row is newer than `mixed_at`; numbers of transactions that came round are not told."""
EDGES = (
    "SELECT key FROM (SELECT {0.key} AS key, row_number() OVER (ORDER BY {0.key}) AS turn "
    "FROM {0.table} WHERE {0.own}) AS laid WHERE turn %% %s = 0 ORDER BY key"
)
WRITE = (
    "WITH gone AS (DELETE FROM {0.table} WHERE {0.own} AND {0.key} > %s AND {0.key} <= %s "
    "RETURNING *), laid AS (INSERT INTO {0.table} SELECT * FROM gone ORDER BY {0.key} "
    "RETURNING xmin::text AS by) SELECT DISTINCT by FROM laid"
)
FOREIGN = (
    "SELECT EXISTS (SELECT FROM {0.table} WHERE {0.own} AND NOT {0.table}.xmin::text = ANY(%s))"
)
LEAST_KEY, LARGEST_KEY = -(2**63), 2**63 - 1


def mix_votes() -> bool:
    """Lay the rows anew where the database keeps their turn; return whether any were."""
    if connection.vendor != "postgresql":
        return False
    due = [key for key in Conversation.objects.values_list("pk", flat=True) if not _is_mixed(key)]
    for conversation in due:
        _mix(conversation)
    if due and not connection.in_atomic_block:
        _clear()
    return bool(due)


def _mix(conversation: int) -> None:
    """Write all rows of a conversation anew; it counts as mixed where nobody wrote meanwhile.

    Where batches find no turn to write, the rest waits for the next run.
    """
    writers: set[str] = set()
    for rows in TABLES:
        edges = [key for (key,) in _asked(EDGES.format(rows), [conversation, BATCH])]
        for low, high in zip([LEAST_KEY, *edges], [*edges, LARGEST_KEY], strict=True):
            written = _write_in_turn(rows, (conversation, low, high))
            if written is None:
                return
            writers |= written
    horizon = _asked(HORIZON)[0][0]
    ours = [conversation, sorted(writers)]
    if not any(_asked(FOREIGN.format(rows), ours)[0][0] for rows in TABLES):
        Conversation.objects.filter(pk=conversation).update(mixed_at=horizon)


def _write_in_turn(rows: Rows, place: Sequence[int]) -> set[str] | None:
    """Write a batch once nobody else writes; None where others wrote all the while."""
    for _attempt in range(ATTEMPTS):
        try:
            return _write(rows, place)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) != "55P03":  # the lock was not free
                raise
    return None


@transaction.atomic
def _write(rows: Rows, place: Sequence[int]) -> set[str]:
    """Write a batch anew; return the numbers of the transactions that wrote it.

    Who changes or deletes a row waits for the whole of it: a row that is gone for an instant would
    be passed over.
    """
    _said(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
    _said(f"LOCK TABLE {rows.table} IN EXCLUSIVE MODE")
    return {by for (by,) in _asked(WRITE.format(rows), place)}


def _is_mixed(conversation: int) -> bool:
    horizon = _asked(HORIZON)[0][0]
    keys = [conversation] * len(TABLES)
    return bool(_asked(IS_MIXED, [horizon, *keys, conversation])[0][0])


def _clear() -> None:
    """Free the places where rows lay before, for new ones."""
    for rows in TABLES:
        _said(f"VACUUM {rows.table}")


def _asked(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall())


def _said(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
