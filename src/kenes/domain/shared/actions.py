"""Take the next number; do an act once; note what must keep happening."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kenes.domain.shared.models import CacheRow, Counter, DoneOnce, Pulse
from kenes.domain.shared.queries import ON, REFERENCE


def next_number(kind: str, year: int) -> int:
    """Return the next number of `kind` in `year`, counting from 1.

    Must run inside a transaction: the row stays locked until it ends, so numbers have no gaps
    but for acts that were rolled back.
    """
    Counter.objects.get_or_create(kind=kind, year=year)
    counter = Counter.objects.select_for_update().get(kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


@transaction.atomic
def reference_changed() -> int:
    """Count a change of institutions, mandates, territories or law; return how many there were.

    Pages that show them are kept under this number. Changes wait for one another, so that the
    number which a page was made under is never seen again with other names.
    """
    return next_number(REFERENCE, 0)


@transaction.atomic
def ground_changed(key: str) -> int:
    """Count a change of what stands on one ground and is listed on its page; return how many.

    `key` names the ground (`queries.ground_edition`).
    """
    return next_number(f"{ON}{key}", 0)


@transaction.atomic
def once(key: UUID, act: str, run: Callable[[], str], *, now: datetime) -> str:
    """Run an act the first time `key` is seen and return its result; later return it again.

    The key is written first, so of two clicks at once the second waits for the first.
    """
    done, is_new = DoneOnce.objects.get_or_create(
        key=key, defaults={"act": act, "result": "", "at": now}
    )
    if not is_new:
        return done.result
    done.result = run()
    done.save(update_fields=["result"])
    return done.result


def forget_done(*, before: datetime) -> int:
    """Delete the keys of acts done before a moment; return how many.

    Afterwards such a form sent again counts as a new one, so keep them longer than forms stay open.
    """
    deleted, _by_model = DoneOnce.objects.filter(at__lt=before).delete()
    return deleted


def forget_expired(*, now: datetime) -> int:
    """Delete what the workers' cache holds past its time; return how many rows."""
    deleted, _by_model = CacheRow.objects.filter(expires__lt=now).delete()
    return deleted


def note_pulse(name: str, *, is_ok: bool, detail: str = "", now: datetime) -> None:
    """Note that `name` happened now, and how it went."""
    Pulse.objects.update_or_create(
        name=name, defaults={"at": now, "is_ok": is_ok, "detail": detail[:200]}
    )


@transaction.atomic
def take_turn(name: str, *, every: timedelta, now: datetime) -> bool:
    """Return whether `name` is due, and if so note that it is done now.

    The row stays locked meanwhile: of several workers that ask at once, one gets the turn.
    """
    pulse, is_new = Pulse.objects.select_for_update().get_or_create(
        name=name, defaults={"at": now, "is_ok": True}
    )
    if is_new:
        return True
    if now - pulse.at < every:
        return False
    pulse.at, pulse.is_ok, pulse.detail = now, True, ""
    pulse.save(update_fields=["at", "is_ok", "detail"])
    return True
