"""The part of `kenes work` that asks witnesses to cosign; it can hold up nothing but itself."""

import logging
import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from kenes.domain.register.log import places, witnesses
from kenes.domain.register.log.errors import AnotherIntegrates
from kenes.domain.register.log.folder import CHECKPOINT
from kenes.project.integrator import TURN

logger = logging.getLogger(__name__)
EVERY = timedelta(seconds=5)
EVERY_IN_DEMO = timedelta(seconds=1)
REST = timedelta(minutes=5)
"""A witness that failed is asked again after this long, or at once for a new checkpoint."""


class Witnessing:
    """Asks again and again; remembers in this process alone who failed for which checkpoint."""

    def __init__(self) -> None:
        self._failed: dict[str, tuple[bytes | None, datetime]] = {}

    def step(self, now: datetime) -> None:
        """Ask whoever has not cosigned the checkpoint that is out, and publish what came."""
        target = places.folder()
        note = _text(target.find(CHECKPOINT))
        due = [
            one for one in witnesses.waiting_for(target, now) if self._may_ask(one.name, note, now)
        ]
        failed = witnesses.ask(target, due)
        for one in due:
            self._failed.pop(one.name, None)
        for name, why in failed.items():
            logger.warning("The witness %s did not cosign. %s", name, why)
            self._failed[name] = (note, now)
        with TURN:
            witnesses.publish_cosigned(target)

    def run_until(self, stop: threading.Event) -> None:
        """Ask until `stop` is set. Nothing that goes wrong here ends the worker."""
        every = EVERY_IN_DEMO if settings.KENES_DEMO else EVERY
        while not stop.wait(every.total_seconds()):
            close_old_connections()
            self.try_step()

    def try_step(self) -> None:
        """Do one round; what goes wrong is logged, and the next round follows."""
        try:
            self.step(timezone.now())
        except AnotherIntegrates:
            return  # the log is being written; the next round finds what was kept
        except (OSError, ValueError, DatabaseError):
            logger.exception("the witnesses could not be asked; the next round follows")

    def _may_ask(self, name: str, note: bytes | None, now: datetime) -> bool:
        if name not in self._failed:
            return True
        before, at = self._failed[name]
        return before != note or now - at >= REST


def _text(note: bytes | None) -> bytes | None:
    """Return what is signed, which stays the same when cosignatures come."""
    return None if note is None else note.partition(b"\n\n")[0]
