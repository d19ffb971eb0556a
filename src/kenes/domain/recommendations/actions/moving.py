"""What moves clocks without a body's own act: a calendar, a passed date, a successor."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import CalendarVersion, Institution, Mandate
from kenes.domain.institutions.queries import successor_of
from kenes.domain.recommendations.actions.announcing import (
    facts_about,
    names_of,
    tell_author,
    tell_officers,
)
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.noting import note, save_address, set_drafts_aside
from kenes.domain.recommendations.actions.recording import SYSTEM
from kenes.domain.recommendations.clocks import due_date, local_today, reckon
from kenes.domain.recommendations.events import answers as events
from kenes.domain.recommendations.models import Address, Event, EventKind, Extension, Suspension
from kenes.domain.recommendations.rules import addressing as rules
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import permit
from kenes.engines import deadlines


def move_clocks(*, calendar: CalendarVersion, now: datetime) -> list[Event]:
    """Recompute every open clock by a newer calendar; return an event for each that moved.

    Each clock is its own transaction, so that a long list does not hold all locks at once; a run
    that was cut short is taken up again where it stopped.
    """
    newest = calendar.calendar.versions.order_by("-number").values_list("number", flat=True)[:1]
    permit(rules.refuse_to_move_clocks(calendar, newest[0]))
    stale = _open_addresses().filter(calendar__calendar=calendar.calendar_id)
    keys = stale.exclude(calendar=calendar).order_by("pk").values_list("public_id", flat=True)
    moved = [_move_clock(key, calendar, now) for key in list(keys)]
    return [event for event in moved if event is not None]


def note_passed_dates(*, now: datetime) -> list[Event]:
    """Record, once for each address and date, that the date passed without an answer.

    The author and those who follow are told; silence is an act too.
    """
    due = _open_addresses().filter(due_on__lt=now.date() + timedelta(days=1)).order_by("pk")
    passed = [_note_passed(key, now) for key in list(due.values_list("public_id", flat=True))]
    return [event for event in passed if event is not None]


@transaction.atomic
def pass_on_duties(
    *, predecessor: Institution, by: Person, mandate: Mandate, now: datetime
) -> list[Address]:
    """Hand every open address of an ended institution to its successor, clock and all.

    Old answers stay the predecessor's. Where the successor was asked itself, its own line stands
    for both. Raises NotPermitted.
    """
    today = local_today(predecessor, now)
    permit(rules.refuse_to_pass_on(by, mandate, on=today))
    successor = successor_of(predecessor, today)
    permit(rules.refuse_without_successor(successor))
    keys = _open_addresses().filter(institution=predecessor).order_by("recommendation_id", "pk")
    return [
        _take_over(key, successor, by=by, mandate=mandate, now=now)
        for key in list(keys.values_list("public_id", flat=True))
        if successor is not None
    ]


def _open_addresses() -> QuerySet[Address]:
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


def _take_over(
    address_id: UUID, successor: Institution, *, by: Person, mandate: Mandate, now: datetime
) -> Address:
    old = lock_address(address_id)
    new = _line_of(old, successor)
    old.is_open, old.taken_over_by = False, successor
    save_address(old, "is_open", "taken_over_by")
    set_drafts_aside(old)
    fact = events.DutyPassedOn(
        old.public_id,
        old.institution.public_id,
        new.public_id,
        successor.public_id,
        new.due_on,
    )
    event = note(
        old, EventKind.DUTY_PASSED_ON, fact, by=by, mandate=mandate, now=now,
        to_address=str(new.public_id), due_on=new.due_on,
    )  # fmt: skip
    about, today = facts_about(old, to=names_of(successor)), local_today(successor, now)
    tell_author(event, "duty_passed_on", about, now=now)
    tell_officers(new, str(new.public_id), "duty_passed_on", about, on=today, now=now)
    return new


def _line_of(old: Address, successor: Institution) -> Address:
    """Return the successor's own line, or a new one with the clock as it stood."""
    own = old.recommendation.addresses.filter(institution=successor).first()
    if own is not None:
        return own
    kept = (
        "recommendation", "role", "basis", "rule", "calendar", "promised_on", "asked_on",
        "delivered_on", "incoming_number", "due_on", "original_due_on", "is_extended",
        "suspended_since",
    )  # fmt: skip
    new = Address.objects.create(
        institution=successor, **{name: getattr(old, name) for name in kept}
    )
    _copy_clock(old, new)
    return new


def _copy_clock(old: Address, new: Address) -> None:
    """Give the successor the extensions and suspensions that its due date rests on."""
    for extension in old.extensions.order_by("pk"):
        Extension.objects.create(
            address=new,
            rule=extension.rule,
            amount=extension.amount,
            unit=extension.unit,
            decided_on=extension.decided_on,
            from_on=extension.from_on,
            to_on=extension.to_on,
            reason=extension.reason,
            mandate=extension.mandate,
        )
    for pause in old.suspensions.order_by("pk"):
        Suspension.objects.create(
            address=new,
            from_on=pause.from_on,
            until_on=pause.until_on,
            reason=pause.reason,
            mandate=pause.mandate,
        )
