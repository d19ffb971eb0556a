"""Whether a mandate gives authority: for this institution, in this role, on this day."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.shared.refusals import Refusal

ASK_SECRETARY = _("Ask the secretary or the administrator of this server for a mandate.")


def no_mandate() -> Refusal:
    """Return the refusal for somebody who holds no mandate at all for what was asked."""
    return Refusal(
        "no_mandate",
        _("You cannot do this: you hold no mandate for it."),
        ASK_SECRETARY,
    )


def refuse_without_mandate(
    mandate: Mandate | None,
    *,
    institution: Institution,
    roles: Collection[str],
    on: date,
) -> Refusal | None:
    """Refuse unless `mandate` is for `institution`, in one of `roles`, and in force on `on`.

    `on` is a date in the institution's own zone (`queries.today_at`). First and last day count.
    """
    if mandate is None or mandate.is_void:
        return no_mandate()
    if mandate.institution_id != institution.pk:
        return Refusal(
            "wrong_institution",
            _("You cannot do this: your mandate is for another institution."),
            ASK_SECRETARY,
        )
    if mandate.role not in roles:
        return Refusal(
            "wrong_role",
            _("You cannot do this: your mandate is for another role. Who may: %(roles)s.")
            % {"roles": _names_of(roles)},
            ASK_SECRETARY,
        )
    return _refuse_by_date(mandate, on) or refuse_ended_institution(institution, on)


def _names_of(roles: Collection[str]) -> str:
    """Name roles in one order, whatever order they come in."""
    return ", ".join(str(role.label) for role in Mandate.Role if role in roles)


def refuse_foreign_mandate(by: Person, mandate: Mandate | None) -> Refusal | None:
    """Refuse when somebody acts on a mandate that was given to another person."""
    if mandate is None:
        return no_mandate()
    if mandate.person_id != by.pk:
        return Refusal(
            "foreign_mandate",
            _("You cannot do this: the mandate was given to another person."),
            ASK_SECRETARY,
        )
    return None


def _refuse_by_date(mandate: Mandate, on: date) -> Refusal | None:
    if on < mandate.valid_from:
        return Refusal(
            "mandate_not_begun",
            _("You cannot do this yet: your mandate has not begun."),
            _("Come back on its first day, or ask whoever holds the mandate today."),
        )
    if mandate.valid_to is not None and on > mandate.valid_to:
        return Refusal(
            "mandate_ended",
            _("You cannot do this any more: your mandate has ended."),
            ASK_SECRETARY,
        )
    return None


def refuse_ended_institution(institution: Institution, on: date) -> Refusal | None:
    """Refuse acting for an institution after its last day."""
    if institution.valid_to is not None and on > institution.valid_to:
        return Refusal(
            "institution_ended",
            _("This institution has ended, so nobody acts for it any more."),
            _("Its open duties passed to its successor: turn to it."),
        )
    return None
