"""How many votes a second: `uv run python -m benchmarks.votes [--seconds 60]`.

A conversation on a PostgreSQL of its own, served as `kenes serve` serves it by two workers, while a
third process counts the result anew without a pause (in service: once a minute, where ten people
are new). Every vote is the request a browser sends with script: the vote goes in, the next card
comes back. Clients, server, database and counting share the machine; all stay on the loopback.
"""

import argparse
import itertools
import os
import platform
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.pages.cluster import postgresql
from benchmarks.pages.load import Answer, Connection, Load, burst
from benchmarks.pages.server import database_cpu, serving

STATEMENTS, BEFORE, EACH, CLIENTS = 40, 5_000, 20, 12
"""Statements, people who voted before and their votes, clients at once."""
AIM, P95 = 300, 100
CSRF = "k" * 32


@dataclass(frozen=True, slots=True)
class Poll:
    """A conversation to vote in: its address, and number and text of each statement."""

    path: str
    texts: Sequence[tuple[int, int]]


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(prog="benchmarks.votes", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of voting (%(default)s)")
    parser.add_argument("--people", type=int, default=BEFORE, help="before (%(default)s)")
    parser.add_argument("--count", metavar="ID", help="count this conversation until stopped")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    if chosen.count:
        count_on(chosen.count)
        return
    with tempfile.TemporaryDirectory(prefix="kenes-bench-", dir="/tmp") as home, postgresql() as db:
        os.environ["DATABASE_URL"] = db
        print(measure(Path(home), chosen.seconds, chosen.people))


def measure(home: Path, seconds: float, people: int) -> str:
    """Fill a conversation, vote in it for so long, and return what it took as one line."""
    prepare(home)
    from django.db import connection

    poll, public_id = fill(people)
    connection.close()
    with serving(home) as server, counting(public_id) as counted:
        ask = voter(poll)
        burst(server.port, CLIENTS, 2, ask)
        before, database = server.cpu(), database_cpu()
        load = burst(server.port, CLIENTS, seconds, ask)
        cost = (server.cpu() - before, database_cpu() - database)
    return line_of(load, cost, people, len(counted))


def prepare(home: Path) -> None:
    """Make home and database."""
    from kenes.project.commands.home import make_home

    make_home(home)
    os.environ |= {
        "KENES_SECRET_KEY": secrets.token_urlsafe(50),
        "KENES_PERSON_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def fill(people: int) -> tuple[Poll, str]:
    """Open a conversation in which so many people have voted."""
    from kenes.domain.conversations.actions.bringing import bring_votes
    from kenes.domain.conversations.queries import shown_statements
    from tests.factories.conversations import opened

    seeds = [(f"Ұсыныс {number}", f"Предложение {number}") for number in range(STATEMENTS)]
    row, _secretary = opened(seeds=seeds)
    bring_votes(conversation=row, ballots=ballots(people))
    texts = [(one.number, one.in_language("ru").pk) for one in shown_statements(row)]
    return Poll(f"/ru/conversations/{row.public_id}/vote/", texts), str(row.public_id)


def ballots(people: int) -> Iterator[Any]:
    """Return the votes of two camps."""
    from kenes.domain.conversations.actions.bringing import Ballot
    from kenes.domain.conversations.voices import make_token, voice_of_token

    lot = random.Random(3)
    for person in range(people):
        said = lot.sample(range(1, STATEMENTS + 1), EACH)
        votes = {one: 1 if (one + person) % 2 or lot.random() < 0.2 else -1 for one in said}
        yield Ballot(voice_of_token(make_token()), "ru", votes)


def voter(poll: Poll) -> Callable[[Connection], Answer]:
    """Return the request of one vote: people come one after another, each with some votes."""
    from kenes.domain.conversations.voices import make_token

    def said() -> Iterator[tuple[str, int, int, int]]:
        for number in itertools.count():
            lot = random.Random(number)
            token = make_token()
            for statement, text in lot.sample(list(poll.texts), EACH):
                yield token, statement, text, lot.choice((1, 1, 0, -1))

    votes, turn = said(), threading.Lock()

    def ask(connection: Connection) -> Answer:
        with turn:
            token, statement, text, value = next(votes)
        body = f"statement={statement}&shown={text}&vote={value}&csrfmiddlewaretoken={CSRF}&told=1"
        headers = f"Cookie: csrftoken={CSRF}; kenes_voice={token}\r\nHX-Request: true\r\n"
        return connection.post(poll.path, body.encode(), headers)

    return ask


@contextmanager
def counting(public_id: str) -> Iterator[list[str]]:
    """Count the result in a process of its own; yield a line for each time it did."""
    command = [sys.executable, "-m", "benchmarks.votes", "--count", public_id]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    counted: list[str] = []
    try:
        yield counted
    finally:
        process.terminate()
        counted += process.communicate(timeout=60)[0].splitlines()


def count_on(public_id: str) -> None:
    """Compute the figures of a conversation again and again, a line for each."""
    import django

    django.setup()
    from kenes.domain.conversations.figures import compute
    from kenes.domain.conversations.models import Conversation
    from kenes.domain.conversations.queries.counting import ballots_of

    row = Conversation.objects.get(public_id=public_id)
    while True:
        compute(ballots_of(row), last=None, texts={}, facts={})
        print(datetime.now(UTC).isoformat(), flush=True)


def line_of(load: Load, cost: tuple[float, float], people: int, counted: int) -> str:
    """Return the result as one row."""
    votes = len(load.times)
    server, database = (1000 * seconds / votes for seconds in cost)
    p95 = load.percentile(0.95)
    met = "met" if load.rate >= AIM and p95 < P95 else "not met"
    return (
        f"{datetime.now(UTC).date().isoformat()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {people:,} people before, {votes:,} votes in "
        f"{load.seconds:.0f} s: {load.rate:.0f} a second, median {load.percentile(0.5):.0f} ms, "
        f"p95 {p95:.0f} ms; CPU a vote: server {server:.2f} ms, database {database:.2f} ms; "
        f"counted {counted} times meanwhile ({met}: {AIM} a second, p95 under {P95} ms)"
    )


if __name__ == "__main__":
    main()
