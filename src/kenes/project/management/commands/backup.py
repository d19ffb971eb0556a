"""`kenes backup DIR`: all that this server cannot make anew, in one folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kenes.domain.register.log.errors import LogStopped
from kenes.project.backup.making import make_backup
from kenes.project.backup.refusing import BackupRefused


class Command(BaseCommand):
    help = "Write database, files and published log into a new folder, and check what was written."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument("--keys", action="store_true", help="the secret keys as well")

    def handle(self, *_args: Any, folder: Path, keys: bool = False, **_options: Any) -> None:
        """Back up. Raises CommandError when the folder is taken or something is not whole."""
        try:
            made = make_backup(folder, with_keys=keys, now=timezone.now())
        except (BackupRefused, LogStopped) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(
                f"{error.filename or folder} cannot be written: {error.strerror}. The backup in "
                f"{folder} is not finished; delete it, make room, and begin again."
            ) from None
        held = made.manifest.entries
        self.stdout.write(f"{len(made.manifest.files)} files in {folder}, each read again.")
        self.stdout.write(f"published entries: {'none yet' if held is None else held}")
        self.stdout.write(f"SHA-256 of its manifest, to be kept elsewhere: {made.digest}")
        if keys:
            self.stdout.write("It holds secret keys: whoever has it can sign in this log's name.")
