"""`kenes work`: background tasks, the schedule that enqueues them, and the public log."""

import argparse
import os
import sys
import threading

import django
from django.conf import settings
from django.core.management import call_command

from kenes.project.commands.home import make_home

NICENESS = 10
"""How far tasks stand behind pages where both want the processor (nice; 19 is the furthest)."""


def run(arguments: list[str]) -> int:
    """Work until SIGINT or SIGTERM; the task at hand is finished first.

    Returns 3 when the register was refused: the database is not the one whose log is published.
    """
    parser = argparse.ArgumentParser(prog="kenes work", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do what is due, then end")
    chosen = parser.parse_args(arguments)
    django.setup()
    make_home(settings.KENES_HOME)
    from kenes.project import integrator, schedule, witnessing  # noqa: PLC0415  # models need the setup

    log = integrator.Integrator()
    if not log.begin():
        return _refused(log.stopped_by)
    stop, witnesses = threading.Event(), witnessing.Witnessing()
    if chosen.once:
        witnesses.try_step()
        schedule.run_due()
    else:
        threading.Thread(target=schedule.run_until, args=(stop,), daemon=True).start()
        threading.Thread(target=log.run_until, args=(stop,), daemon=True).start()
        threading.Thread(target=witnesses.run_until, args=(stop,), daemon=True).start()
        yield_to_pages()
    try:
        _do_tasks(until_done=chosen.once)
    except SystemExit:
        if log.stopped_by is None:
            raise
    finally:
        stop.set()
    return _refused(log.stopped_by) if log.stopped_by else 0


def yield_to_pages() -> None:
    """Let this thread, and those it starts, have what pages and votes leave of the processor."""
    own = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(own, NICENESS))


def _do_tasks(*, until_done: bool) -> None:
    call_command(
        "db_worker",
        batch=until_done,
        startup_delay=False,
        reload=False,
        queue_name="*",
        verbosity=0,
    )


def _refused(error: Exception | None) -> int:
    sys.stderr.write(f"kenes: the register is refused. {error}\n")
    return 3
