"""`kenes register_publish DIR`: the published log as static files for another web server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.domain.register.log import places
from kenes.domain.register.log.errors import LogStopped
from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.publishing import publish_to
from kenes.domain.register.queries import has_waiting

REFUSED = 3


class Command(BaseCommand):
    help = "Write the published log and its verifier keys into a folder, or bring it up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="made if it is not there")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Publish. Raises CommandError, exit 3, when the folder holds another or a longer log."""
        try:
            tree = publish_to(places.folder(), Folder(folder))
        except LogStopped as error:
            raise CommandError(str(error), returncode=REFUSED) from None
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from None
        if tree is None:
            raise CommandError(
                "Nothing is published yet: there is no checkpoint. Let kenes work run, or "
                "kenes register_integrate once."
            )
        self.stdout.write(f"{tree.origin}: {tree.size} entries in {folder}.")
        if has_waiting():
            self.stdout.write("Some entries still wait for their index; kenes work gives it.")
        self.stdout.write(f"Check it: kenes-verify log {folder} --vkey {folder}/log.vkey")
