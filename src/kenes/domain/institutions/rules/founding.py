"""Who may publish the texts that a body stands on, and when a version cannot begin."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import FoundingText, Institution, Mandate
from kenes.domain.institutions.rules.authority import (
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.institutions.rules.institutions import refuse_to_manage
from kenes.domain.shared.refusals import Refusal

OWN = (Mandate.Role.SECRETARY, Mandate.Role.CHAIR)


def refuse_to_publish_text(
    by: Person, mandate: Mandate, body: Institution, *, on: date, host_on: date
) -> Refusal | None:
    """Refuse all but the body's secretary and chair, and an administrator; and what is no body.

    `on` is today at the body, `host_on` where the mandate's institution is.
    """
    if mandate.role in OWN:
        refusal = refuse_foreign_mandate(by, mandate) or refuse_without_mandate(
            mandate, institution=body, roles=OWN, on=on
        )
    else:
        refusal = refuse_to_manage(by, mandate, on=host_on)
    return refusal or _refuse_unless_body(body)


def refuse_version(last: FoundingText | None, valid_from: date) -> Refusal | None:
    """Refuse a version that does not begin after the last one on record."""
    if last is None or valid_from > last.valid_from:
        return None
    return Refusal(
        "text_overlaps",
        _("A version of this text from that day or later is already on record."),
        _("Choose a later first day: what holds is replaced, never edited."),
        status=409,
    )


def _refuse_unless_body(body: Institution) -> Refusal | None:
    if body.kind == Institution.Kind.BODY:
        return None
    return Refusal(
        "not_a_body",
        _("Only a body has a statute and rules of procedure here."),
        _("Choose a body."),
        status=409,
    )
