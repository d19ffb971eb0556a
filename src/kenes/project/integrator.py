"""The part of `kenes work` that puts entries into the public log, and stops all when it may not.

Mail and other tasks wait while the log is refused: a register that cannot be shown to be whole is
the first thing to mend, and the pages, which are another process, go on.
"""

import errno
import logging
import os
import signal
import threading
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from kenes.domain.register.log.errors import AnotherIntegrates, KeyUnusable, LogStopped
from kenes.domain.register.log.integrating import (
    check_record,
    integrate,
    is_signed_by_all,
    own_log,
)
from kenes.domain.register.queries import has_waiting
from kenes.domain.shared.actions import note_pulse

logger = logging.getLogger(__name__)
TURN = threading.Lock()
"""Held by whichever thread of this worker writes the published folder."""
PULSE = "register"
DISK_FULL = "disk_full"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_FULL, POSTGRESQL_FULL = "disk is full", "53100"
EVERY = timedelta(seconds=30)
"""In service entries are gathered for half a minute, so that few partial tiles are written."""
EVERY_IN_DEMO = timedelta(seconds=1)


class Integrator:
    """Integrates again and again; `stopped_by` says why it gave up, None while it did not."""

    def __init__(self) -> None:
        self.stopped_by: LogStopped | None = None
        self._is_behind = False

    def begin(self) -> bool:
        """Hold the whole record against the published checkpoint, and integrate once.

        Return False when it is refused. A missing key stops nobody: it is said and noted, and the
        log waits.
        """
        try:
            check_record(own_log())
        except KeyUnusable as error:
            _note(error)
        except LogStopped as error:
            self._stop(error)
        return self.stopped_by is None and self.step()

    def step(self) -> bool:
        """Integrate what waits; return False when the log is refused and nothing may go on.

        A full disk, a broken database or another worker at it are waited out: entries may have
        their indexes by then and not their files, so the next try comes even if none waits.
        """
        self._is_behind = True
        try:
            with TURN:
                integrate(own_log())
            self._is_behind = False
            note_pulse(PULSE, is_ok=True, now=timezone.now())
        except AnotherIntegrates as error:
            logger.warning("%s", error)
        except KeyUnusable as error:
            _note(error)
        except LogStopped as error:
            self._stop(error)
        except (OSError, DatabaseError) as error:
            _note_unwritten(error)
        return self.stopped_by is None

    def run_until(self, stop: threading.Event) -> None:
        """Integrate until `stop` is set; end the whole worker when the log is refused."""
        every = EVERY_IN_DEMO if settings.KENES_DEMO else EVERY
        while not stop.wait(every.total_seconds()):
            close_old_connections()
            if self._is_needed() and not self.step():
                os.kill(os.getpid(), signal.SIGTERM)
                return

    def _is_needed(self) -> bool:
        """Return whether entries or a new key wait, or the last try was broken off."""
        try:
            return self._is_behind or has_waiting() or not is_signed_by_all(own_log())
        except (LogStopped, OSError):
            return True  # the next step says what is wrong, and does what it asks for
        except DatabaseError:
            logger.exception("the database did not say whether entries wait")
            return False

    def _stop(self, error: LogStopped) -> None:
        self.stopped_by = error
        logger.critical("The register is refused. %s", error)
        _note_word(error.code)


def _note(error: KeyUnusable) -> None:
    logger.error("The register waits. %s", error)
    _note_word(error.code)


def _note_unwritten(error: OSError | DatabaseError) -> None:
    """Say what could not be written and what to do; nothing is out that is not whole."""
    if _is_disk_full(error):
        logger.error(
            "disk_full: The log could not be written (%s). What is published stays whole, and "
            "entries wait in the database. Make room on the disk of %s and of the database; the "
            "next try follows by itself.",
            error,
            settings.KENES_HOME,
        )
        _note_word(DISK_FULL)
    else:
        logger.error(
            "The log could not be written; the next try follows by itself.", exc_info=error
        )
        _note_word(type(error).__name__)


def _is_disk_full(error: OSError | DatabaseError) -> bool:
    """Return whether room is lacking: by the system's word, SQLite's, or PostgreSQL's 53100."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    cause = error.__cause__
    return SQLITE_FULL in str(error) or getattr(cause, "sqlstate", "") == POSTGRESQL_FULL


def _note_word(word: str) -> None:
    """Note a failure for the status page; a database that is away learns of it later."""
    try:
        note_pulse(PULSE, is_ok=False, detail=word, now=timezone.now())
    except DatabaseError:
        logger.exception("the failure could not be noted")
