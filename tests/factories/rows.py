"""Count the rows that a page read: its queries are run once more, and what they return counted."""

from django.db import connection


def rows_read(captured) -> int:
    """Return how many rows the captured SELECT statements return."""
    total = 0
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            if query["sql"].lstrip().upper().startswith("SELECT"):
                cursor.execute(query["sql"])
                total += len(cursor.fetchall())
    return total
