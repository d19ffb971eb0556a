"""`kenes register_keygen`: the keys of the public log, made once, outside the pages' process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.domain.register.log import places
from kenes.domain.register.log.errors import LogStopped
from kenes.engines.log.errors import LogError


class Command(BaseCommand):
    help = "Make the keys of the register where they are missing, and print their public halves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rotate",
            action="store_true",
            help="make a new log key; the old one signs beside it until its line is deleted",
        )

    def handle(self, *_args: Any, rotate: bool = False, **_options: Any) -> None:
        """Make keys. Raises CommandError for a key that cannot be used or a name that none has."""
        try:
            if rotate:
                places.rotate_log_key()
            vkeys = places.make_keys()
        except (LogStopped, LogError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"secret, mode 600: {places.log_key_path()}")
        self.stdout.write(f"secret, mode 600: {places.receipt_key_path()}")
        for vkey in vkeys:
            self.stdout.write(vkey)
        self.stdout.write("Publish the lines above where readers find them without this server.")
