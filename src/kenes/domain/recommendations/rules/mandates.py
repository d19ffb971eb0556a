"""Whether a mandate gives the authority that an act of the intake needs."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.shared.refusals import Refusal


def refuse_to_act_for(
    by: Person | None,
    mandate: Mandate | None,
    *,
    institution: Institution,
    roles: Collection[str],
    on: date,
) -> Refusal | None:
    """Say why `by` may not act for the institution in one of the roles on a day; None if it may."""
    if by is None or mandate is None:
        return Refusal(
            "no_mandate",
            _("You cannot do this: it needs a mandate, and you act without one."),
            _("Sign in and choose the mandate that you hold."),
        )
    if mandate.person_id != by.pk:
        return Refusal(
            "foreign_mandate",
            _("You cannot do this: this mandate was given to somebody else."),
            _("Choose a mandate of your own."),
        )
    if mandate.institution_id != institution.pk:
        return Refusal(
            "wrong_institution",
            _("You cannot do this: your mandate is for another institution."),
            _("Ask the institution that handles this matter."),
        )
    return _refuse_role_and_term(mandate, roles, on)


def side_of(mandate: Mandate) -> str:
    """Return the side a mandate speaks for: its own, its seat's, or its institution's."""
    if mandate.side:
        return mandate.side
    return mandate.seat.side if mandate.seat else mandate.institution.side


def _refuse_role_and_term(mandate: Mandate, roles: Collection[str], on: date) -> Refusal | None:
    if mandate.role not in roles:
        return Refusal(
            "wrong_role",
            _("You cannot do this: your mandate is for another role."),
            _("Ask the person who holds that role; the institution's page names it."),
        )
    if mandate.valid_from > on:
        return Refusal(
            "mandate_not_begun",
            _("You cannot do this yet: your mandate has not begun."),
            _("Wait for its first day, or ask whoever holds the role now."),
        )
    if mandate.ended_at is not None or (mandate.valid_to is not None and mandate.valid_to < on):
        return Refusal(
            "mandate_ended",
            _("You cannot do this: your mandate has ended."),
            _("If you still hold the role, ask the administrator to grant a new mandate."),
        )
    return None
