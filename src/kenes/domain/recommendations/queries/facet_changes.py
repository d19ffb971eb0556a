"""Whether anything changed that a list shows: one small read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

OVERLAP = timedelta(seconds=60)
"""A transaction may end after one that began later: so much is looked at again."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the newest changes look like."""

    signature: tuple[object, ...]
    newest: datetime | None
    last_key: int


_LOOK = """
SELECT MAX(changed_at), COUNT(*), SUM(edition),
       (SELECT MAX(id) FROM recommendations_recommendation),
       (SELECT last FROM shared_counter WHERE kind = 'reference' AND year = 0)
FROM recommendations_recommendation WHERE changed_at >= %s
"""
"""Every part goes by an index. Written out, since a kept page costs little more than this read."""


def look_since(watermark: datetime | None) -> Look:
    """Look for changes, cheaply: of recommendations, and of the reference data they show."""
    since = watermark - OVERLAP if watermark else datetime(1, 1, 1, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [connection.ops.adapt_datetimefield_value(since)])
        newest, many, editions, last_key, reference = cursor.fetchone()
    newest = _moment(newest) or watermark
    stamp = int(newest.timestamp() * 1_000_000) if newest else 0
    signature = (stamp, many, editions or 0, last_key or 0, reference or 0)
    return Look(signature, newest, last_key or 0)


def _moment(raw: datetime | str | None) -> datetime | None:
    """Return a moment as PostgreSQL gives it; SQLite gives it as a text in UTC."""
    return datetime.fromisoformat(raw).replace(tzinfo=UTC) if isinstance(raw, str) else raw
