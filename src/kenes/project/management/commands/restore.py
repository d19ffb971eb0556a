"""`kenes restore DIR`: a server from a backup, its register as it was published last."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kenes.domain.register.log.errors import LogStopped
from kenes.project.backup.refusing import BackupRefused
from kenes.project.backup.restoring import Restored, Wish, restore


class Command(BaseCommand):
    help = "Put a backup into an empty server and bring it forward from the published log."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("folder", type=Path, metavar="DIR", help="what kenes backup wrote")
        add("--published", type=Path, metavar="LOG", help="newest copy of the published log")
        add(
            "--gap",
            default="",
            metavar="REASON",
            help="no copy is left: begin a new log, with a notice",
        )
        add("--seen", type=Path, metavar="FILE", help="with --gap: the newest checkpoint known")
        add("--digest", default="", metavar="HEX", help="SHA-256 of the manifest, as backup said")
        add("--keys", action="store_true", help="put back the secret keys as well")

    def handle(self, *_args: Any, folder: Path, **options: Any) -> None:
        """Restore. Raises CommandError when anything would be overwritten or does not hold."""
        wish = Wish(
            published=options["published"],
            gap=options["gap"],
            seen=options["seen"],
            digest=options["digest"],
            with_keys=options["keys"],
        )
        try:
            done = restore(folder, wish, now=timezone.now())
        except (BackupRefused, LogStopped) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(
                f"{error.filename or folder}: {error.strerror}. If the database or KENES_HOME is "
                "half filled now, empty both and begin again."
            ) from None
        self._say(done)

    def _say(self, done: Restored) -> None:
        self.stdout.write(f"The backup of {done.manifest.made_at} stands; every file was checked.")
        if done.forward:
            lost = done.forward.emptied
            self.stdout.write(
                f"entries in the backup: {done.forward.held}; found again with their content: "
                f"{done.forward.found}; from the published log, without content: {lost}"
            )
        if done.checkpoint:
            name, size = done.checkpoint.origin, done.checkpoint.size
            self.stdout.write(f"The register goes on as {name} after {size} entries.")
        if done.notice:
            self.stdout.write(f"Signed and published as /log/{done.notice}: what was lost.")
        self.stdout.write("Next: kenes check --deploy, kenes register_check, then start both.")
