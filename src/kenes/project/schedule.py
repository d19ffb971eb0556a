"""What happens again and again: each entry enqueues a task when its time has come.

To add one, write a task and name it in `ENTRIES`. `kenes work` looks every few seconds; several
workers may run, the database lets only one of them take an entry.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kenes.domain.conversations.tasks import SCHEDULE as CONVERSATIONS
from kenes.domain.institutions.tasks import SCHEDULE as INSTITUTIONS
from kenes.domain.notices.tasks import enqueue_digests, enqueue_mail
from kenes.domain.recommendations.tasks import SCHEDULE as RECOMMENDATIONS
from kenes.domain.shared.actions import forget_done, forget_expired, note_pulse, take_turn

logger = logging.getLogger(__name__)
PAUSE_SECONDS = 5.0
KEPT = timedelta(days=7)
FORMS_STAY_OPEN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something done every so often; `name` is stable, the last time is kept under it."""

    name: str
    every: timedelta
    enqueue: Callable[[], object]


def forget_finished_tasks() -> None:
    """Delete what is kept about tasks that ended over a week ago."""
    until = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=until).delete()


def forget_old_forms() -> None:
    """Forget the keys of forms sent over a month ago; nobody clicks such a form twice."""
    forget_done(before=timezone.now() - FORMS_STAY_OPEN)


def forget_counted_tries() -> None:
    """Forget who tried to sign in or entered codes, once it no longer counts."""
    forget_expired(now=timezone.now())


ENTRIES: tuple[Entry, ...] = (
    Entry("mail", timedelta(seconds=15), enqueue_mail),
    Entry("digests", timedelta(days=1), enqueue_digests),
    Entry("forget finished tasks", timedelta(days=1), forget_finished_tasks),
    Entry("forget old forms", timedelta(days=1), forget_old_forms),
    Entry("forget counted tries", timedelta(hours=1), forget_counted_tries),
    *(
        Entry(name, timedelta(seconds=every), task.enqueue)
        for schedule in (INSTITUTIONS, RECOMMENDATIONS, CONVERSATIONS)
        for name, every, task in schedule
    ),
)


def run_due(entries: Sequence[Entry] = ENTRIES, *, now: datetime | None = None) -> list[str]:
    """Enqueue every entry whose time has come; return their names.

    An entry that fails is noted and logged, and the others run all the same.
    """
    moment = now or timezone.now()
    done = []
    for entry in entries:
        if take_turn(f"schedule: {entry.name}", every=entry.every, now=moment):
            _run(entry, moment)
            done.append(entry.name)
    note_pulse("worker", is_ok=True, now=moment)
    return done


def run_until(stop: threading.Event, *, pause: float = PAUSE_SECONDS) -> None:
    """Look every `pause` seconds until `stop` is set. A failing database is waited out."""
    while not stop.is_set():
        close_old_connections()
        try:
            run_due()
        except Exception:
            logger.exception("the schedule could not be read; next try in %s seconds", pause)
        stop.wait(pause)


def _run(entry: Entry, now: datetime) -> None:
    try:
        entry.enqueue()
    except Exception as error:
        logger.exception("scheduled entry %r failed", entry.name)
        name = f"schedule: {entry.name}"
        note_pulse(name, is_ok=False, detail=type(error).__name__, now=now)
