"""Why a term may not be extended, suspended or moved."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import CalendarVersion, Mandate
from kenes.domain.recommendations.models import Address
from kenes.domain.recommendations.rules.authority import (
    refuse_signatory_act,
    refuse_undelivered,
    refuse_without_reason,
)
from kenes.domain.shared.refusals import Refusal
from kenes.engines import deadlines


def refuse_to_extend(
    by: Person, mandate: Mandate | None, address: Address, *, reason: str, on: date
) -> Refusal | None:
    """Refuse all but one extension, by the signatory, by a rule, with a reason, before the date."""
    if refusal := refuse_signatory_act(by, mandate, address, on=on):
        return refusal
    if address.rule is None or address.rule.extension_amount is None:
        return Refusal(
            "no_extension_in_rule",
            _("The rule of this clock knows no extension."),
            _("Answer by the date, or send an interim reply that says what is being done."),
            status=409,
        )
    if address.extensions.exists():
        return Refusal(
            "already_extended",
            _("The term has been extended already, and the rule allows it once."),
            _("Answer by the new date, or send an interim reply."),
            status=409,
        )
    return (
        refuse_without_reason(reason)
        or refuse_undelivered(address)
        or _refuse_suspended(address)
        or refuse_after_date(address, on=on)
    )


def refuse_extension_amount(amount: int) -> Refusal | None:
    if 1 <= amount <= deadlines.terms.LONGEST:
        return None
    return Refusal(
        "extension_empty",
        _("An extension is a whole number of days or months, one or more."),
        _("Enter how much time is needed."),
        status=422,
    )


def refuse_extension_length(to_on: date, longest_on: date) -> Refusal | None:
    """Refuse more time than the rule gives."""
    if to_on <= longest_on:
        return None
    return Refusal(
        "extension_too_long",
        _("The rule does not allow so long an extension."),
        _("Choose a shorter one; the longest lawful date is shown with the clock."),
        status=422,
    )


def refuse_to_suspend(
    by: Person, mandate: Mandate | None, address: Address, *, reason: str, on: date
) -> Refusal | None:
    """Refuse all but the signatory, with a reason, while the clock runs and before the date."""
    return (
        refuse_signatory_act(by, mandate, address, on=on)
        or refuse_without_reason(reason)
        or refuse_undelivered(address)
        or _refuse_uncounted(address)
        or _refuse_suspended(address)
        or refuse_after_date(address, on=on)
    )


def refuse_to_resume(
    by: Person, mandate: Mandate | None, address: Address, *, reason: str, on: date
) -> Refusal | None:
    if refusal := refuse_signatory_act(by, mandate, address, on=on):
        return refusal
    if address.suspended_since is None:
        return Refusal(
            "not_suspended",
            _("The clock runs already, so there is nothing to resume."),
            status=409,
        )
    return refuse_without_reason(reason)


def refuse_after_date(address: Address, *, on: date) -> Refusal | None:
    if address.due_on is None or on <= address.due_on:
        return None
    return Refusal(
        "date_passed",
        _("This cannot be done: the due date has passed, and a later decision does not undo it."),
        _("Answer now; the record will show when."),
        status=409,
    )


def refuse_to_move_clocks(calendar: CalendarVersion, newest: int) -> Refusal | None:
    """Refuse an older version: clocks move only to the calendar as last published."""
    if calendar.number == newest:
        return None
    return Refusal(
        "calendar_outdated",
        _("This is not the newest version of the calendar, so clocks do not move to it."),
        _("Use the version published last."),
        status=409,
    )


def _refuse_uncounted(address: Address) -> Refusal | None:
    if address.rule is not None:
        return None
    return Refusal(
        "no_term",
        _("No term is counted here, so there is nothing to suspend."),
        _("Send an interim reply that says what is being done."),
        status=409,
    )


def _refuse_suspended(address: Address) -> Refusal | None:
    if address.suspended_since is None:
        return None
    return Refusal(
        "suspended",
        _("This cannot be done while the clock is suspended."),
        _("Resume the clock first."),
        status=409,
    )
