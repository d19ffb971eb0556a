"""Add showings of statements and new voters to the sums that a host watches.

Whoever counts does so in memory and adds many at once: a row a showing would slow every vote.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

TENS = 10
ADD_SHOWN = (
    "INSERT INTO conversations_exposure (statement_id, shown, chances) "
    "SELECT id, %s, %s FROM conversations_statement WHERE id = %s "
    "ON CONFLICT (statement_id) DO UPDATE SET "
    "shown = conversations_exposure.shown + excluded.shown, "
    "chances = conversations_exposure.chances + excluded.chances"
)
ADD_NEW = (
    "INSERT INTO conversations_arrival (conversation_id, hour, many) "
    "SELECT id, %s, %s FROM conversations_conversation WHERE id = %s "
    "ON CONFLICT (conversation_id, hour) DO UPDATE SET "
    "many = conversations_arrival.many + excluded.many"
)


@transaction.atomic
def add_showings(showings: Mapping[int, tuple[int, float]]) -> None:
    """Add by the key of a statement how often it was shown and the sum of its chances.

    A statement that is no more is passed over. Rows are taken in order, so that two workers wait
    for one another and never block each other.
    """
    with connection.cursor() as cursor:
        for statement, (shown, chances) in sorted(showings.items()):
            cursor.execute(ADD_SHOWN, [shown, chances, statement])


@transaction.atomic
def add_ten_voters(conversation: int, now: datetime) -> None:
    """Add ten new voters to the hour; fewer are never written, for they could be told apart."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    value = connection.ops.adapt_datetimefield_value(hour)
    with connection.cursor() as cursor:
        cursor.execute(ADD_NEW, [value, TENS, conversation])
