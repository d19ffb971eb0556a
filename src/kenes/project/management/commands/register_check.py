"""`kenes register_check`: whether the record is still what the log published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.domain.register.log.checking import check_everything
from kenes.domain.register.log.errors import KeyUnusable, LogStopped
from kenes.domain.register.log.integrating import own_log

REFUSED, UNUSABLE = 1, 2


class Command(BaseCommand):
    help = "Check every row and file of the register against its published checkpoint."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check. Exit code 1 names the first thing that does not hold, 2 a key without use."""
        try:
            checkpoint = check_everything(own_log())
        except KeyUnusable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from None
        except LogStopped as error:
            raise CommandError(str(error), returncode=REFUSED) from None
        if checkpoint is None:
            self.stdout.write("Nothing is published yet.")
        else:
            self.stdout.write(f"{checkpoint.origin}: {checkpoint.size} entries are as published.")
