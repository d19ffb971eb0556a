"""Who takes over: the open duties of an ended institution pass on to its successor."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import successor_of, today_at
from kenes.domain.recommendations.actions.announcing import (
    facts_about,
    names_of,
    tell_author,
    tell_officers,
)
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.moving import open_addresses
from kenes.domain.recommendations.actions.noting import note, save_address, set_drafts_aside
from kenes.domain.recommendations.actions.recording import SYSTEM
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import answers as events
from kenes.domain.recommendations.models import Address, EventKind, Extension, Suspension
from kenes.domain.recommendations.rules import addressing as rules
from kenes.domain.shared.refusals import NotPermitted, permit


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
    if successor is None:
        raise NotPermitted(rules.no_successor())
    return [
        _take_over(key, successor, by=by, mandate=mandate, now=now)
        for key in _open_keys(predecessor)
    ]


def pass_on_when_due(*, now: datetime) -> list[Address]:
    """Hand over what is open wherever a recorded succession has come; return the new lines.

    The administrator recorded the succession with its grounds; on its day the duties follow by
    themselves, as an act of the system. Each address is its own transaction.
    """
    ended = Institution.objects.filter(
        pk__in=open_addresses().values("institution_id"), valid_to__isnull=False
    )
    new = []
    for predecessor in ended.order_by("pk"):
        successor = successor_of(predecessor, today_at(predecessor, now))
        if successor is not None:
            keys = _open_keys(predecessor)
            new += [_take_over_alone(key, predecessor, successor, now) for key in keys]
    return [address for address in new if address is not None]


@transaction.atomic
def _take_over_alone(
    address_id: UUID, predecessor: Institution, successor: Institution, now: datetime
) -> Address | None:
    """Hand one address over unless it was answered or handed over meanwhile."""
    address = lock_address(address_id)
    if not address.is_open or address.institution_id != predecessor.pk:
        return None
    return _take_over(address_id, successor, by=None, mandate=None, now=now)


def _open_keys(predecessor: Institution) -> list[UUID]:
    rows = open_addresses().filter(institution=predecessor).order_by("recommendation_id", "pk")
    return list(rows.values_list("public_id", flat=True))


def _take_over(
    address_id: UUID,
    successor: Institution,
    *,
    by: Person | None,
    mandate: Mandate | None,
    now: datetime,
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
        old, EventKind.DUTY_PASSED_ON, fact, by=by, mandate=mandate,
        role="" if mandate else SYSTEM, now=now,
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
