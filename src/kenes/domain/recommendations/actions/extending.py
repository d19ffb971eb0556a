"""Give a body more time, or stop its clock, as the law allows and with a reason."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.announcing import facts_about, tell_author
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.noting import (
    note,
    save_due_date,
)
from kenes.domain.recommendations.clocks import local_today, reckon
from kenes.domain.recommendations.events import answers as events
from kenes.domain.recommendations.models import Address, EventKind, Extension, Suspension
from kenes.domain.recommendations.rules import clocks as clock_rules
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import clean_text, digest_of_text

if TYPE_CHECKING:
    from kenes.engines.deadlines import Reckoning


@transaction.atomic
def extend(
    *,
    address_id: UUID,
    reason: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
    amount: int | None = None,
    unit: str | None = None,
) -> Extension:
    """Extend the term once, by the rule's whole extension or a shorter one.

    The author is told in the same transaction, so within the three working days the law gives.
    """
    address = lock_address(address_id)
    today, why = local_today(address.institution, now), clean_text(reason)
    permit(clock_rules.refuse_to_extend(by, mandate, address, reason=why, on=today))
    extension = _lawful_extension(address, amount, unit)
    extension.decided_on, extension.reason, extension.mandate = today, why, mandate
    extension.save()
    address.is_extended = True
    save_due_date(address, "is_extended")
    _note_extension(address, extension, by=by, mandate=mandate, now=now)
    return extension


@transaction.atomic
def suspend(
    *, address_id: UUID, reason: str, by: Person, mandate: Mandate, now: datetime
) -> Suspension:
    """Stop the clock: today is the first day that does not count."""
    address = lock_address(address_id)
    today, why = local_today(address.institution, now), clean_text(reason)
    permit(clock_rules.refuse_to_suspend(by, mandate, address, reason=why, on=today))
    suspension = Suspension.objects.create(
        address=address, from_on=today, reason=why, mandate=mandate
    )
    address.suspended_since = today
    save_due_date(address, "suspended_since")
    fact = events.ClockSuspended(
        address.public_id, address.institution.public_id, today, digest_of_text(why)
    )
    event = note(
        address,
        EventKind.SUSPENDED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        grounds=why,
        since=today,
    )
    tell_author(event, "suspended", facts_about(address, reason=why), now=now)
    return suspension


@transaction.atomic
def resume(
    *, address_id: UUID, reason: str, by: Person, mandate: Mandate, now: datetime
) -> Suspension:
    """Let the clock run again: today is the last day that does not count."""
    address = lock_address(address_id)
    today, why = local_today(address.institution, now), clean_text(reason)
    permit(clock_rules.refuse_to_resume(by, mandate, address, reason=why, on=today))
    suspension = address.suspensions.get(until_on__isnull=True)
    suspension.until_on = today
    suspension.save(update_fields=["until_on"])
    address.suspended_since = None
    save_due_date(address, "suspended_since")
    fact = events.ClockResumed(
        address.public_id,
        address.institution.public_id,
        today,
        address.due_on,
        digest_of_text(why),
    )
    due_on = address.due_on
    event = note(
        address,
        EventKind.RESUMED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        grounds=why,
        due_on=due_on,
    )
    tell_author(event, "resumed", facts_about(address, reason=why), now=now)
    return suspension


def longest_extension(address: Address) -> date | None:
    """Return the latest date to which the rule lets this term be extended; None where none."""
    longest = _longest(address)
    return longest.to_on if longest else None


def _longest(address: Address) -> Extension | None:
    rule = address.rule
    if rule is None or rule.extension_amount is None or address.due_on is None:
        return None
    return _extended_by(address, rule.extension_amount, rule.extension_unit)


def _lawful_extension(address: Address, amount: int | None, unit: str | None) -> Extension:
    """Return the extension asked for; that its rule allows one was asked before."""
    longest = cast("Extension", _longest(address))
    if amount is None:
        return longest
    permit(clock_rules.refuse_extension_amount(amount))
    shorter = _extended_by(address, amount, unit or longest.unit)
    permit(clock_rules.refuse_extension_length(shorter.to_on, longest.to_on))
    return shorter


def _extended_by(address: Address, amount: int, unit: str) -> Extension:
    """Return an unsaved extension with the date that it would give to a clock that runs."""
    row = Extension(address=address, rule=address.rule, amount=amount, unit=unit)
    row.from_on = row.decided_on = address.due_on  # type: ignore[assignment]
    reckoning = cast("Reckoning", reckon(address, [row]))
    row.to_on = cast("date", reckoning.due_on)
    return row


def _note_extension(
    address: Address, extension: Extension, *, by: Person, mandate: Mandate, now: datetime
) -> None:
    fact = events.AddressExtended(
        address.public_id,
        address.institution.public_id,
        extension.rule.code,
        extension.amount,
        extension.unit,
        extension.decided_on,
        extension.from_on,
        extension.to_on,
        digest_of_text(extension.reason),
    )
    event = note(
        address,
        EventKind.EXTENDED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        grounds=extension.reason,
        from_on=extension.from_on,
        to_on=extension.to_on,
    )
    tell_author(event, "extended", facts_about(address, reason=extension.reason), now=now)
