"""Who may call for seats and decide a call, and when it cannot be."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, SeatCall
from kenes.domain.institutions.rules.authority import (
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.shared.refusals import Refusal


def refuse_to_keep_calls(
    by: Person, mandate: Mandate, body: Institution, *, on: date
) -> Refusal | None:
    """Refuse all but the secretary of the body; only a body has one. `on` is today there."""
    return refuse_foreign_mandate(by, mandate) or refuse_without_mandate(
        mandate, institution=body, roles={Mandate.Role.SECRETARY}, on=on
    )


def refuse_ended_call(call: SeatCall) -> Refusal | None:
    """Refuse to change a call that has its outcome or was called off."""
    if not call.outcome:
        return None
    return Refusal(
        "call_ended",
        _("This call has ended: its outcome and the reason are on record."),
        _("Open another call."),
        status=409,
    )


def refuse_to_close(call: SeatCall, *, on: date) -> Refusal | None:
    """Refuse to decide before the last day to apply is over, or a second time."""
    if refusal := refuse_ended_call(call):
        return refusal
    if on > call.closes_on:
        return None
    return Refusal(
        "call_still_open",
        _("The call is still open: organisations may apply until its last day."),
        _("Decide on the day after it, or call it off with a reason."),
        status=409,
    )
