"""How many votes a second: `uv run python -m benchmarks.votes [--seconds 60]`.

A conversation on a PostgreSQL of its own that waits for the disk at every commit, served as `kenes
serve` serves it by two workers. A third process publishes the result anew without a pause, at the
low priority at which `kenes work` does so (in service: once a minute, where ten people are new).
Every vote is the request a browser sends with script: the vote goes in, the next card comes back,
with the voter's own sentence. Clients, server, database and counting share the machine; all stay
on the loopback.
"""

import argparse
import itertools
import os
import platform
import random
import resource
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.pages.cluster import postgresql
from benchmarks.pages.load import Load
from benchmarks.pages.server import cpu_seconds, database_cpu, serving
from benchmarks.steady import steady

STATEMENTS, BEFORE, EACH, CLIENTS = 40, 5_000, 20, 12
"""Statements, people who voted before and their votes, clients at once."""
AIM, P95 = 300, 100
WARM_SECONDS, PAUSE_SECONDS = 3, 0.05
CSRF = "k" * 32
MASKED = "a" * 32 + CSRF
"""What the form of a page brings: a mask, here of none, and the secret of the cookie under it."""


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
    with (
        tempfile.TemporaryDirectory(prefix="kenes-bench-", dir="/tmp") as home,
        postgresql(durable=True) as database,
    ):
        os.environ["DATABASE_URL"] = database
        print(measure(Path(home), chosen.seconds, chosen.people))


def measure(home: Path, seconds: float, people: int) -> str:
    """Fill a conversation, vote in it for so long, and return what it took as one line."""
    busy = os.getloadavg()[0]
    prepare(home)
    from django.db import connection

    poll, public_id = fill(people)
    connection.close()
    with serving(home) as server, counting(public_id) as counted:
        said = requests_of(poll, server.port)
        steady(server.port, CLIENTS, WARM_SECONDS, said)
        meters = {
            "server": server.cpu,
            "database": database_cpu,
            "clients": own_cpu,
            "counting": lambda: cpu_seconds(counted.pid),
        }
        before = {name: used() for name, used in meters.items()}
        load = steady(server.port, CLIENTS, seconds, said)
        cost = {name: used() - before[name] for name, used in meters.items()}
    before_it = f"{os.cpu_count()} cores (load {busy:.1f} before), {people:,} people before"
    return line_of(load, cost, before_it, len(counted.times))


def own_cpu() -> float:
    """Return the seconds of processor time that this process has used: it is all the clients."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


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


def requests_of(poll: Poll, port: int) -> Iterator[bytes]:
    """Yield the request of each vote: people come one after another, each with some votes."""
    from kenes.domain.conversations.voices import make_token

    for number in itertools.count():
        lot, token = random.Random(number), make_token()
        head = (
            f"POST {poll.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nHX-Request: true\r\n"
            f"Cookie: csrftoken={CSRF}; kenes_voice={token}\r\n"
        )
        for statement, text in lot.sample(list(poll.texts), EACH):
            vote = lot.choice((1, 1, 0, -1))
            body = f"csrfmiddlewaretoken={MASKED}&stood=&told=2"
            body += f"&statement={statement}&shown={text}&vote={vote}"
            yield f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


@dataclass(slots=True)
class Counted:
    """A process that counts, and when it had counted; known once it has ended."""

    pid: int
    times: list[str] = field(default_factory=list)


@contextmanager
def counting(public_id: str) -> Iterator[Counted]:
    """Count the result in a process of its own, again and again."""
    command = [sys.executable, "-m", "benchmarks.votes", "--count", public_id]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    counted = Counted(process.pid)
    try:
        yield counted
    finally:
        process.terminate()
        counted.times += process.communicate(timeout=60)[0].splitlines()


def count_on(public_id: str) -> None:
    """Publish results of a conversation without a pause, a line for each, behind pages and votes.

    Where fewer than ten people are new since the last one there is nothing to count for a moment.
    """
    import django

    django.setup()
    from kenes.domain.conversations.actions.counting import publish_result
    from kenes.domain.conversations.models import Conversation
    from kenes.project.commands.work import yield_to_pages

    yield_to_pages()
    row = Conversation.objects.select_related("body").get(public_id=public_id)
    while True:
        now = datetime.now(UTC)
        if publish_result(row, now=now) is None:
            time.sleep(PAUSE_SECONDS)
        else:
            print(now.isoformat(), flush=True)


def line_of(load: Load, cost: dict[str, float], before_it: str, counted: int) -> str:
    """Return the result as one row."""
    votes, p95 = len(load.times), load.percentile(0.95)
    each = ", ".join(f"{name} {1000 * used / votes:.2f} ms" for name, used in cost.items())
    met = "met" if load.rate >= AIM and p95 < P95 else "not met"
    return (
        f"{datetime.now(UTC).date().isoformat()}, Python {platform.python_version()}, "
        f"{before_it}, {votes:,} votes in {load.seconds:.0f} s: {load.rate:.0f} a second, "
        f"median {load.percentile(0.5):.0f} ms, p95 {p95:.0f} ms; CPU a vote: {each}; "
        f"published {counted} times meanwhile ({met}: {AIM} a second, p95 under {P95} ms)"
    )


if __name__ == "__main__":
    main()
