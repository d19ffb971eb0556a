"""`kenes bundle DIR`: all that is needed to install Kenes where there is no internet."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.project.bundle.making import Wish, make_bundle
from kenes.project.bundle.refusing import BundleRefused

OLDEST = (3, 12)
"""As `requires-python` in pyproject.toml."""
EXTRAS = ["web", "opinion"]


class Command(BaseCommand):
    help = (
        "Write packages, hashes and an installer into a new folder, for a server without internet."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument(
            "--python", type=a_python, action="append", metavar="3.X", dest="pythons",
            help="for this Python; several may be named, by default it is the one at work",
        )  # fmt: skip
        parser.add_argument(
            "--extra", action="append", metavar="NAME", dest="extras",
            help="this extra of Kenes; several may be named, by default web and opinion",
        )  # fmt: skip

    def handle(
        self,
        *_args: Any,
        folder: Path,
        pythons: list[str] | None = None,
        extras: list[str] | None = None,
        **_options: Any,
    ) -> None:
        """Bundle. Raises CommandError when a place is taken, a tool fails, or there is no room."""
        ours = "{}.{}".format(*sys.version_info)
        try:
            made = make_bundle(folder, Wish(pythons or [ours], extras or EXTRAS))
        except BundleRefused as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(
                f"{error.filename or folder} cannot be written: {error.strerror}. The bundle in "
                f"{folder} is not finished; delete it, make room, and begin again."
            ) from None
        about, name = made.about, made.archive.stem
        size = made.archive.stat().st_size // 1_000_000
        self.stdout.write(f"{made.wheels} packages, Python {about['python']}, {about['system']}.")
        self.stdout.write(f"The same as one archive, {size} MB: {made.archive}")
        self.stdout.write(f"Its SHA-256, to be carried another way: {made.digest}")
        self.stdout.write(f"On the server: tar -xf {name}.tar && sh {name}/install.sh /opt/kenes")


def a_python(text: str) -> str:
    """Return a version such as `3.13`. Raises ArgumentTypeError for another form, an older one."""
    found = re.fullmatch(r"(\d)\.(\d{1,2})", text)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        oldest = "{}.{}".format(*OLDEST)
        raise ArgumentTypeError(f"{text!r} is no Python that Kenes runs on: {oldest} or newer")
    return text
