"""What recording costs an act: `python -m benchmarks.acts [--acts N]`, on a PostgreSQL of its own.

The act "answer signed" is done with and without its entry in the register, one after the other and
each first in turn, always on the same handed-in answer: after the time is taken it is rolled back.
So no commit is in the times; it costs both alike, and the share shown is the larger for it.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median
from unittest.mock import patch

from benchmarks.pages.cluster import postgresql

WARM_UP = 20
MOST_SHARE = 0.10


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.acts", description=__doc__)
    parser.add_argument("--acts", type=int, default=2000, help="with and without (%(default)s)")
    chosen = parser.parse_args()
    with postgresql() as address:
        with_entry, without = measure(address, chosen.acts)
    print(line_of(chosen.acts, with_entry, without))


def measure(address: str, acts: int) -> tuple[float, float]:
    """Return the medians of the act with and without its entry, in milliseconds."""
    os.environ["DATABASE_URL"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "kenes.project.settings.test"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    times = compare(signing(), acts, warm_up=WARM_UP)
    connection.close()
    return median(times[True]), median(times[False])


def compare(act: Callable[[], object], acts: int, *, warm_up: int) -> dict[bool, list[float]]:
    """Do the act that often with and without its entry, in turn; return milliseconds of each."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(acts + warm_up):
        for recorded in (True, False) if turn % 2 else (False, True):
            took = one(act, recorded=recorded)
            if turn >= warm_up:
                times[recorded].append(took)
    return times


def signing() -> Callable[[], object]:
    """Return the act on an answer that was handed in."""
    from kenes.domain.recommendations.actions import answering
    from tests.factories import NOW, answers

    case = answers.delivered()
    answer = answers.submit(case, answers.draft(case))
    return lambda: answering.sign(
        answer_id=answer.public_id,
        by=case.signatory.person,
        mandate=case.signatory,
        edition=answer.edition,
        now=NOW,
    )


def one(act: Callable[[], object], *, recorded: bool) -> float:
    """Do the act once and take it back; return its milliseconds."""
    from django.db import transaction

    with transaction.atomic(), unrecorded(not recorded):
        began = time.perf_counter()
        act()
        took = 1000 * (time.perf_counter() - began)
        transaction.set_rollback(True)
    return took


@contextmanager
def unrecorded(is_wanted: bool) -> Iterator[None]:
    """Let acts write no entry: what the register adds is all that is left out."""
    if not is_wanted:
        yield
        return
    with patch("kenes.domain.recommendations.actions.recording.record", lambda *_, **__: None):
        yield


def line_of(acts: int, with_entry: float, without: float) -> str:
    """Return the result as one row of a table."""
    share = (with_entry - without) / without
    verdict = "met" if share < MOST_SHARE else "not met"
    day = datetime.now(UTC).date().isoformat()
    return (
        f"{day}, Python {platform.python_version()}, {acts} acts each: "
        f"with its entry {with_entry:.2f} ms, without {without:.2f} ms, "
        f"{100 * share:+.1f} % ({verdict}: under {100 * MOST_SHARE:.0f} %)"
    )


if __name__ == "__main__":
    main()
