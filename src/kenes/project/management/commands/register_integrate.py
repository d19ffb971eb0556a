"""`kenes register_integrate`: one round of what `kenes work` does all the time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kenes.domain.register.log.errors import AnotherIntegrates, KeyUnusable, LogStopped
from kenes.domain.register.log.integrating import check_record, integrate, own_log
from kenes.domain.shared.actions import note_pulse

UNUSABLE, REFUSED, BUSY = 2, 3, 4


class Command(BaseCommand):
    help = "Put every waiting entry into the public log now; exit 3 when the log is refused."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Integrate. Exit codes: 2 no usable key, 3 refused, 4 another worker is at it."""
        try:
            log = own_log()
            check_record(log)
            checkpoint = integrate(log)
        except KeyUnusable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from None
        except AnotherIntegrates as error:
            raise CommandError(str(error), returncode=BUSY) from None
        except LogStopped as error:
            note_pulse("register", is_ok=False, detail=error.code, now=timezone.now())
            raise CommandError(str(error), returncode=REFUSED) from None
        note_pulse("register", is_ok=True, now=timezone.now())
        self.stdout.write(f"{checkpoint.origin}: {checkpoint.size} entries, signed.")
