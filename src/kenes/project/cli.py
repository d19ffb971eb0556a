"""The `kenes` command: a few words of its own, every Django command besides.

    kenes demo [--no-serve] [--port N] [--lan]   the demonstration, with everything it needs
    kenes serve [--bind HOST:PORT] [--workers N]   pages in service
    kenes work                                     background tasks and the schedule
    kenes telegram_bot                             votes from Telegram groups (extra `bot`)
    kenes witness ...                              cosign the checkpoints of a log (no Django)
    kenes monitor PATH|URL ...                     follow a log and keep what it showed (no Django)
    kenes opinion_map VOTES --out DIR ...          draw an opinion map of votes in files (no Django)
    kenes check --deploy, kenes migrate, ...       passed on to Django

Django is imported only once a command needs it, so that a missing extra is one sentence.
"""

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping

from kenes.project.commands.home import make_home
from kenes.project.settings.environment import SettingsError, read_environment

DEV = "kenes.project.settings.dev"
PROD = "kenes.project.settings.prod"
OWN = {
    "demo": "kenes.project.commands.demo",
    "serve": "kenes.project.commands.serve",
    "work": "kenes.project.commands.work",
    "telegram_bot": "kenes.project.commands.telegram_bot",
}
FREE = {
    "witness": "kenes.verify.witness.command",
    "monitor": "kenes.verify.monitor.command",
    "opinion_map": "kenes.verify.opinion_map",
}
"""Commands for observers, who have no site and no Django."""
NUMERICAL = {"numba", "numpy", "polars", "scipy"}
"""What the extra `opinion` brings."""
USAGE = __doc__.split("\n\n")[1]
MISUSED = 2


def choose_settings(command: str, variables: Mapping[str, str]) -> str:
    """Return the settings module for a command.

    An explicit DJANGO_SETTINGS_MODULE wins, then KENES_ENV (dev or prod). The demonstration is
    never in service. `serve` always is, and so is every command on a machine that has a secret
    of service in its environment: whoever forgets one setting is refused, not served with the
    keys of the demonstration.

    Raises SettingsError for another value of KENES_ENV.
    """
    if explicit := variables.get("DJANGO_SETTINGS_MODULE"):
        return explicit
    wanted = variables.get("KENES_ENV", "")
    if wanted not in {"", "dev", "prod"}:
        raise SettingsError(f"KENES_ENV is {wanted!r}. It may be dev or prod, or be left out.")
    if wanted:
        return PROD if wanted == "prod" else DEV
    if command == "demo":
        return DEV
    if command == "serve" or variables.get("KENES_SECRET_KEY"):
        return PROD
    return DEV


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 misused."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"-h", "--help"}:
        sys.stdout.write(f"{USAGE}\n")
        return 0 if arguments else MISUSED
    if arguments[0] in FREE:
        return _module(FREE[arguments[0]])(arguments[1:])
    if importlib.util.find_spec("django") is None:
        return _say("The site needs the extra `web`: python3 -m pip install 'kenes[web]'.")
    try:
        os.environ["DJANGO_SETTINGS_MODULE"] = choose_settings(arguments[0], os.environ)
        return _command(arguments[0])(arguments)
    except SettingsError as error:
        return _say(str(error))
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kenes"):
            raise
        extras = "web,opinion" if error.name in NUMERICAL else "web"
        return _say(f"{error.name} is missing: python3 -m pip install 'kenes[{extras}]'.")


def _command(name: str) -> Callable[[list[str]], int]:
    """Return what runs `name`: one of our own modules, or Django's command line."""
    if name not in OWN:
        return _run_django
    run = _module(OWN[name])
    return lambda arguments: run(arguments[1:])


def _module(name: str) -> Callable[[list[str]], int]:
    """Return the `run` of one of our own modules."""
    run: Callable[[list[str]], int] = importlib.import_module(name).run
    return run


def _run_django(arguments: list[str]) -> int:
    """Pass a command on to Django; it ends the process by itself when it fails.

    At a workplace the folder for database and files is made first, as the demonstration makes it.
    """
    if os.environ["DJANGO_SETTINGS_MODULE"] == DEV:
        make_home(read_environment().home)
    management = importlib.import_module("django.core.management")
    management.execute_from_command_line(["kenes", *arguments])
    return 0


def _say(sentence: str) -> int:
    """Print one sentence for the person at the keyboard."""
    sys.stderr.write(f"kenes: {sentence}\n")
    return MISUSED


if __name__ == "__main__":
    sys.exit(main())
