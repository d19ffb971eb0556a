"""Who may declare the interests of a member organisation."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.rules.authority import (
    ASK_SECRETARY,
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.institutions.rules.mandates import SENT
from kenes.domain.shared.refusals import Refusal


def refuse_to_declare(
    by: Person, mandate: Mandate, organisation: Institution, *, on: date
) -> Refusal | None:
    """Refuse all but whom the organisation sent to a body, and its own delegate.

    A delegate declares for an organisation that has somebody in a body on that day. `on` is
    today at the mandate's institution.
    """
    if refusal := refuse_foreign_mandate(by, mandate):
        return refusal
    if mandate.role == Mandate.Role.DELEGATE:
        return refuse_without_mandate(
            mandate, institution=organisation, roles={mandate.role}, on=on
        ) or _refuse_without_seat(organisation, on)
    if refusal := refuse_without_mandate(
        mandate, institution=mandate.institution, roles=SENT, on=on
    ):
        return refusal
    if mandate.stands_for_id == organisation.pk:
        return None
    return Refusal(
        "stands_for_another",
        _("You cannot do this: your mandate does not stand for this organisation."),
        ASK_SECRETARY,
    )


def _refuse_without_seat(organisation: Institution, on: date) -> Refusal | None:
    sent = organisation.sent_mandates.filter(is_void=False, valid_from__lte=on)
    if any(one.valid_to is None or one.valid_to >= on for one in sent):
        return None
    return Refusal(
        "not_in_a_body",
        _("Only an organisation that has somebody in a body declares its interests here."),
        _("Come back once it is given a seat or observes a body."),
        status=409,
    )
