"""`kenes demo`: everything on one machine, from nothing to pages, started as often as you like."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from kenes.project.commands.addresses import AddressError, address_in_network, refuse_taken
from kenes.project.commands.home import keep_secret, make_home
from kenes.project.commands.serve import gunicorn_command
from kenes.project.commands.supervisor import Supervisor
from kenes.project.commands.tls import keep_certificate
from kenes.project.settings.environment import read_environment

PORT = 8000
LOCAL = "127.0.0.1"
_COLUMN = 20


def run(arguments: list[str]) -> int:
    """Prepare the demonstration and, unless told otherwise, serve it until it is stopped."""
    chosen = _parser().parse_args(arguments)
    try:
        address = _check_addresses(chosen)
    except AddressError as error:
        sys.stderr.write(f"kenes: {error}\n")
        return 2
    home = _make_ready(chosen.port)
    prepare(datetime.now(UTC))
    if chosen.no_serve:
        _say(f"Ready in {home}. To see it: kenes demo")
        return 0
    return _serve(home, chosen.port, address)


def prepare(now: datetime) -> None:
    """Bring database and static files up to date and load what is not loaded yet."""
    import django  # noqa: PLC0415  # settings read KENES_HOME, which stands only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from kenes.project.demo.load import load_demo  # noqa: PLC0415

    _say("Database: bringing it up to date")
    call_command("migrate", interactive=False, verbosity=0)
    _make_keys()
    load_demo(_say, now)
    _sign_register()
    _say("Pages: collecting styles, scripts and pictures")
    call_command("collectstatic", interactive=False, verbosity=0)


def _make_keys() -> None:
    """Make the register's keys the first time; before any act, so that each has its receipt."""
    from kenes.domain.register.log.errors import LogStopped  # noqa: PLC0415
    from kenes.domain.register.log.places import make_keys  # noqa: PLC0415

    try:
        make_keys()
    except LogStopped as error:
        _say(f"Register: keys refused. {error}")


def _sign_register() -> None:
    """Put all that is on record into the register's log.

    A log that is refused is left as it is: the worker says why, and so does the status page.
    """
    from kenes.domain.register.log.errors import LogStopped  # noqa: PLC0415
    from kenes.domain.register.log.integrating import integrate, own_log  # noqa: PLC0415

    try:
        checkpoint = integrate(own_log())
    except LogStopped as error:
        _say(f"Register: refused. {error}")
    else:
        _say(f"Register: {checkpoint.size} entries in the public log {checkpoint.origin}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kenes demo", description=__doc__)
    parser.add_argument("--no-serve", action="store_true", help="prepare, and stop there")
    parser.add_argument("--port", type=int, default=PORT, help="port of the pages (%(default)s)")
    parser.add_argument("--lan", action="store_true", help="serve phones in this network as well")
    return parser


def _check_addresses(chosen: argparse.Namespace) -> str:
    """Return the address for phones, empty without --lan. Raises AddressError at a taken port."""
    if chosen.no_serve:
        return ""
    refuse_taken(LOCAL, chosen.port)
    if not chosen.lan:
        return ""
    address = address_in_network()
    refuse_taken(address, chosen.port)
    return address


def _make_ready(port: int) -> Path:
    """Make KENES_HOME and its keys, and hand both to this process and to its children.

    Mails lead to the port that is served, unless an address was set.
    """
    given = read_environment()
    home = make_home(given.home)
    os.environ["KENES_DEMO"] = "1"
    if not given.hosts:
        os.environ.setdefault("KENES_ADDRESS", f"http://localhost:{port}")
    os.environ["KENES_SECRET_KEY"] = keep_secret(home, "secret_key")
    os.environ["KENES_PERSON_KEY"] = keep_secret(home, "person_key")
    return home


def _serve(home: Path, port: int, address: str) -> int:
    supervisor = Supervisor()
    supervisor.listen()
    pages = gunicorn_command([f"{LOCAL}:{port}"], home=home)
    supervisor.start("the page server", pages, os.environ)
    work = [sys.executable, "-m", "kenes.project.cli", "work"]
    supervisor.start("the tasks worker", work, os.environ)
    _say(f"\nKenes is here:        http://localhost:{port}/")
    _say(f"Sign in by one click: http://localhost:{port}/demo/sign-in/")
    _say_whom_to_be()
    if address:
        _serve_phones(supervisor, home, f"{address}:{port}")
    _say("Stop it with Ctrl-C.")
    return supervisor.wait()


def _say_whom_to_be() -> None:
    """Name one invented person for each part of a text's way."""
    from kenes.project.demo.roles import GUIDES  # noqa: PLC0415  # settings are ready only now

    for doing, name in GUIDES:
        _say(f"  {doing + ':':<{_COLUMN}}{name}")


def _serve_phones(supervisor: Supervisor, home: Path, bind: str) -> None:
    """Serve HTTPS on the network's address: same port as on this machine, other interface."""
    import segno  # noqa: PLC0415  # only --lan draws

    address = bind.partition(":")[0]
    certificate, key = keep_certificate(home / "tls", address, now=datetime.now(UTC))
    command = gunicorn_command([bind], home=home, workers=1)
    command += ["--certfile", str(certificate), "--keyfile", str(key)]
    supervisor.start("the page server for phones", command, os.environ)
    _say(f"On a phone nearby:    https://{bind}/")
    _say("(the phone will warn once: this machine signed the certificate itself)")
    segno.make(f"https://{bind}/", error="m").terminal(compact=True)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
