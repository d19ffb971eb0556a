"""`kenes serve`: pages in service, by gunicorn behind a proxy that speaks HTTPS."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from kenes.project.commands.home import make_home

ACCESS_LINE = "%(m)s %(U)s %(s)s %(b)s %(L)s"
"""For a host who turns gunicorn's log of requests on (it is off): neither address nor browser."""


def gunicorn_command(
    bind: Sequence[str], *, home: Path, workers: int = 2, threads: int = 4
) -> list[str]:
    """Return the command that serves the site on `bind`; it writes below `home` only."""
    command = [sys.executable, "-m", "gunicorn", "kenes.project.wsgi:application"]
    for address in bind:
        command += ["--bind", address]
    command += ["--workers", str(workers), "--threads", str(threads)]
    command += ["--worker-tmp-dir", str(home / "run"), "--no-control-socket"]
    command += ["--access-logformat", ACCESS_LINE]
    return [*command, "--log-level", "warning", "--max-requests", "10000"]


def run(arguments: list[str]) -> int:
    """Collect static files, then become gunicorn."""
    parser = argparse.ArgumentParser(prog="kenes serve", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (%(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="threads in each (%(default)s)")
    chosen = parser.parse_args(arguments)
    django.setup()
    home = make_home(settings.KENES_HOME)
    call_command("collectstatic", interactive=False, verbosity=0)
    command = gunicorn_command(
        [chosen.bind], home=home, workers=chosen.workers, threads=chosen.threads
    )
    os.execv(command[0], command)  # noqa: S606  # gunicorn takes this process's place
