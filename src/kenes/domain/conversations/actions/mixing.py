"""Lay rows about voters in the order of their keys, so that no row tells its turn.

The keys are chance. SQLite lays rows by their key at once. PostgreSQL lays them as they come and
numbers the transaction of each, so once a day all are written anew in one transaction, in the
order of their keys.
"""

from django.db import connection, transaction

TABLES = {
    "conversations_voter": "tier",
    "conversations_vote": "value",
    "conversations_tokenissue": "blinded_sha256",
}
"""By table a column that is written over with itself."""


@transaction.atomic
def mix_votes() -> bool:
    """Lay the rows anew where the database keeps their turn; return whether it does."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, column in TABLES.items():
            cursor.execute(f"UPDATE {table} SET {column} = {column}")
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")
    return True
