"""Lay voters and votes in the order of their keys, so that no row tells its turn.

The keys are chance. SQLite lays rows by their key at once; PostgreSQL lays them as they come, and
is told once a day to lay them anew.
"""

from django.db import connection, transaction

TABLES = ("conversations_voter", "conversations_vote")


@transaction.atomic
def mix_votes() -> bool:
    """Lay the rows anew where the database keeps their turn; return whether it does."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")
    return True
