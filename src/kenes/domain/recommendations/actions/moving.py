"""What moves clocks without a body's own act: a newer calendar, a passed date."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kenes.domain.institutions.models import CalendarVersion
from kenes.domain.recommendations.actions.announcing import (
    facts_about,
    tell_author,
    tell_officers,
)
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.noting import note, save_address
from kenes.domain.recommendations.actions.recording import SYSTEM
from kenes.domain.recommendations.clocks import due_date, local_today, reckon
from kenes.domain.recommendations.events import answers as events
from kenes.domain.recommendations.models import Address, Event, EventKind
from kenes.domain.recommendations.rules import clocks as clock_rules
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import permit
from kenes.engines import deadlines


def move_clocks(*, calendar: CalendarVersion, now: datetime) -> list[Event]:
    """Recompute every open clock by a newer calendar; return an event for each that moved.

    Each clock is its own transaction, so that a long list does not hold all locks at once; a run
    that was cut short is taken up again where it stopped.
    """
    newest = calendar.calendar.versions.order_by("-number").values_list("number", flat=True)[:1]
    permit(clock_rules.refuse_to_move_clocks(calendar, newest[0]))
    stale = open_addresses().filter(calendar__calendar=calendar.calendar_id)
    keys = stale.exclude(calendar=calendar).order_by("pk").values_list("public_id", flat=True)
    moved = [_move_clock(key, calendar, now) for key in list(keys)]
    return [event for event in moved if event is not None]


def note_passed_dates(*, now: datetime) -> list[Event]:
    """Record, once for each address and date, that the date passed without an answer.

    The author and those who follow are told; silence is an act too.
    """
    due = open_addresses().filter(due_on__lt=now.date() + timedelta(days=1)).order_by("pk")
    passed = [_note_passed(key, now) for key in list(due.values_list("public_id", flat=True))]
    return [event for event in passed if event is not None]


def open_addresses() -> QuerySet[Address]:
    """Return the addresses whose clocks run or wait: sent, not yet answered."""
    return Address.objects.filter(is_open=True, recommendation__stage=Stage.SENT)


@transaction.atomic
def _move_clock(address_id: UUID, calendar: CalendarVersion, now: datetime) -> Event | None:
    address = lock_address(address_id)
    if not address.is_open or address.calendar_id == calendar.pk:
        return None
    old, new = reckon(address), reckon(address, calendar=calendar)
    before, version = address.due_on, address.calendar.number
    address.calendar, address.due_on = calendar, due_date(address, new)
    save_address(address, "calendar", "due_on")
    if before == address.due_on or old is None or new is None:
        return None
    change = deadlines.explain_change(old, new)
    return _note_move(address, change, version, now)


def _note_move(address: Address, change: deadlines.Change, version: int, now: datetime) -> Event:
    days = [day.on for day in change.days]
    fact = events.ClockMoved(
        address.public_id,
        address.institution.public_id,
        address.calendar.calendar.code,
        version,
        address.calendar.number,
        change.old_due_on,
        change.new_due_on,
        days,
    )
    event = note(
        address,
        EventKind.CLOCK_MOVED,
        fact,
        role=SYSTEM,
        now=now,
        grounds=address.calendar.grounds,
        old_due_on=change.old_due_on,
        new_due_on=change.new_due_on,
        days=[day.isoformat() for day in days],
        calendar_version=address.calendar.number,
    )
    tell_author(event, "clock_moved", facts_about(address), now=now)
    today = local_today(address.institution, now)
    tell_officers(address, str(event.pk), "clock_moved", facts_about(address), on=today, now=now)
    return event


@transaction.atomic
def _note_passed(address_id: UUID, now: datetime) -> Event | None:
    address = lock_address(address_id)
    due_on = address.due_on
    if not address.is_open or due_on is None or not _is_over(address, due_on, now):
        return None
    fact = events.DatePassed(
        address.public_id,
        address.institution.public_id,
        due_on,
        address.basis,
        address.rule.code if address.rule else None,
    )
    event = note(
        address, EventKind.DATE_PASSED, fact, role=SYSTEM, now=now, due_on=due_on,
        basis=address.basis,
    )  # fmt: skip
    tell_author(event, "date_passed", facts_about(address), now=now)
    return event


def _is_over(address: Address, due_on: date, now: datetime) -> bool:
    """Tell whether the date ended where the body is, and that is not yet on record."""
    if local_today(address.institution, now) <= due_on:
        return False
    noted = address.events.filter(kind=EventKind.DATE_PASSED, facts__due_on=due_on.isoformat())
    return not noted.exists()
