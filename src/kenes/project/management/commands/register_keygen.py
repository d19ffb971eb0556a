"""`kenes register_keygen`: the keys of the public log, made once, outside the pages' process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.domain.register.log import places
from kenes.domain.register.log.errors import AnotherIntegrates, LogStopped
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.engines.log.errors import LogError


class Command(BaseCommand):
    help = "Make the keys of the register where they are missing, and print their public halves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rotate",
            action="store_true",
            help="make a new log key; the old one signs beside it until its line is deleted",
        )
        parser.add_argument(
            "--post-quantum",
            action="store_true",
            help="let an ML-DSA-44 key sign beside the log's Ed25519 key",
        )

    def handle(
        self, *_args: Any, rotate: bool = False, post_quantum: bool = False, **_options: Any
    ) -> None:
        """Make keys. Raises CommandError for a key that cannot be used or a name that none has."""
        try:
            if rotate:
                places.rotate_log_key()
            if post_quantum:
                places.add_post_quantum_key()
            if rotate or post_quantum:
                self._sign()
            vkeys = places.make_keys()
        except (LogStopped, LogError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"secret, mode 600: {places.log_key_path()}")
        self.stdout.write(f"secret, mode 600: {places.receipt_key_path()}")
        for vkey in vkeys:
            self.stdout.write(vkey)
        self.stdout.write("Publish the lines above where readers find them without this server.")

    def _sign(self) -> None:
        """Sign by the new key before it is published, so that nobody meets it without its work."""
        try:
            integrate(own_log())
        except AnotherIntegrates:
            self.stdout.write("The worker is at it, and signs by the new key within a minute.")
        except (LogStopped, OSError) as error:
            raise CommandError(
                f"{error} The new key is made and not published. Once that is mended, run kenes "
                "register_integrate and kenes register_keygen."
            ) from None
