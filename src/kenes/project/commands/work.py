"""`kenes work`: background tasks, and the schedule that enqueues those due again and again."""

import argparse
import threading

import django
from django.conf import settings
from django.core.management import call_command

from kenes.project.commands.home import make_home


def run(arguments: list[str]) -> int:
    """Work until SIGINT or SIGTERM; the task at hand is finished first."""
    parser = argparse.ArgumentParser(prog="kenes work", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do what is due, then end")
    chosen = parser.parse_args(arguments)
    django.setup()
    make_home(settings.KENES_HOME)
    from kenes.project import schedule  # noqa: PLC0415  # models are there only after setup

    stop = threading.Event()
    if chosen.once:
        schedule.run_due()
    else:
        threading.Thread(target=schedule.run_until, args=(stop,), daemon=True).start()
    try:
        call_command(
            "db_worker",
            batch=chosen.once,
            startup_delay=False,
            reload=False,
            queue_name="*",
            verbosity=0,
        )
    finally:
        stop.set()
    return 0
