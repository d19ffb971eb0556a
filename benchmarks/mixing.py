"""What the daily mixing of votes costs, and how long it keeps a vote waiting.

`uv run python -m benchmarks.mixing`: a conversation on a PostgreSQL of its own, filled by SQL,
whose rows are laid anew while somebody votes without a pause on a connection of their own. On
SQLite rows lie by their key from the first: there is nothing to mix.
"""

import argparse
import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.pages.cluster import postgresql
from benchmarks.votes import prepare

SIZES = ((20_000, 60, 30), (33_422, 783, 62))
"""People, statements, votes each."""
KEY = "(random() * 9.2e18)::bigint"
OLD = (("conversations_voter", "tier"), ("conversations_vote", "value"))


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a run, and milliseconds that each vote meanwhile took."""

    seconds: float
    waits: Sequence[float]

    def line(self, name: str) -> str:
        """Return it as a row of a table."""
        waits = sorted(self.waits)
        p95 = waits[int(len(waits) * 0.95)] if waits else float("nan")
        middle = statistics.median(waits) if waits else float("nan")
        longest = max(waits, default=float("nan"))
        return (
            f"| {name} | {self.seconds:.1f} | {len(waits)} | "
            f"{middle:.0f}, {p95:.0f}, {longest:.0f} |"
        )


def main() -> None:
    """Measure and print a row of a table for each size."""
    parser = argparse.ArgumentParser(prog="benchmarks.mixing", description=__doc__)
    parser.add_argument("--largest", action="store_true", help="33,422 people x 783, too")
    parser.add_argument("--whole", action="store_true", help="whole tables at once, too")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {datetime.now(UTC):%Y-%m-%d}")
    print(
        "| rows | s | votes meanwhile | wait: median, p95, longest ms |\n| --- | --- | --- | --- |"
    )
    with (
        tempfile.TemporaryDirectory(prefix="kenes-bench-", dir="/tmp") as home,
        postgresql(durable=True) as database,
    ):
        os.environ["DATABASE_URL"] = database
        prepare(Path(home))
        for size in SIZES if chosen.largest else SIZES[:1]:
            measure(size, is_whole=chosen.whole)


def measure(size: tuple[int, int, int], *, is_whole: bool) -> None:
    """Fill a conversation and lay its rows anew: all, none as nobody voted, all for a few votes."""
    from kenes.domain.conversations.actions.mixing import mix_votes

    people, statements, each = size
    row = fill(people, statements, each)
    name = f"{people:,} x {statements}, {people * each:,} votes"
    if is_whole:
        print(run(row, mix_whole).line(f"{name}: whole tables at once"), flush=True)
    print(run(row, mix_votes).line(f"{name}: in batches"), flush=True)
    mix_votes()
    begun = time.perf_counter()
    mix_votes()
    print(f"| {name}: nobody voted since | {time.perf_counter() - begun:.2f} | 0 | |", flush=True)


def fill(people: int, statements: int, each: int) -> Any:
    """Return an open conversation in which so many people have voted."""
    from django.db import connection

    from tests.factories.conversations import opened

    seeds = [(f"Ұсыныс {number}", f"Предложение {number}") for number in range(statements)]
    row, _secretary = opened(seeds=seeds)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO conversations_voter (number, conversation_id, tier, region, told) "
            f"SELECT {KEY}, %s, 'link', '', 2 FROM generate_series(1, %s)",
            [row.pk, people],
        )
        cursor.execute(
            "INSERT INTO conversations_vote (key, voter_id, statement_id, rendering_id, value) "
            f"SELECT {KEY}, voter.number, said.id, said.text, floor(random() * 3) - 1 "
            "FROM conversations_voter AS voter CROSS JOIN LATERAL (SELECT statement.id, "
            "(SELECT min(id) FROM conversations_rendering WHERE statement_id = statement.id) "
            "AS text FROM conversations_statement AS statement WHERE conversation_id = %s "
            "ORDER BY (statement.number * 7919 + voter.number) %% 10007 LIMIT %s) AS said "
            "WHERE voter.conversation_id = %s",
            [row.pk, each, row.pk],
        )
        cursor.execute("VACUUM ANALYZE")
    return row


def run(row: Any, mix: Any) -> Cost:
    """Mix while somebody votes."""
    from django.db import connection

    is_over, waits = threading.Event(), []
    voting = threading.Thread(target=vote_on, args=(row, is_over, waits))
    voting.start()
    begun = time.perf_counter()
    mix()
    seconds = time.perf_counter() - begun
    is_over.set()
    voting.join()
    connection.close()
    return Cost(seconds, waits)


def vote_on(row: Any, is_over: threading.Event, waits: list[float]) -> None:
    """Vote without a pause, each time as somebody new, until it is over."""
    from django.db import connection

    from kenes.domain.conversations.actions.at_once import cast_at_once
    from kenes.domain.conversations.queries import shown_statements
    from kenes.domain.conversations.voices import make_token, voice_of_token

    shown, lot = shown_statements(row), random.Random(5)
    now = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
    while not is_over.is_set():
        one, begun = lot.choice(shown), time.perf_counter()
        kept = cast_at_once(
            conversation=row, voice=voice_of_token(make_token()), statement=one.number, told=2,
            rendering=one.in_language("ru").pk, value=1, now=now,
        )  # fmt: skip
        assert kept is not None, "a vote was not kept"
        waits.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.005)
    connection.close()


def mix_whole() -> None:
    """Lay whole tables anew in one transaction: how it was done before."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, column in OLD:
            cursor.execute(f"UPDATE {table} SET {column} = {column}")
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")


if __name__ == "__main__":
    main()
