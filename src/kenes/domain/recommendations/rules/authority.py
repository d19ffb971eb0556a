"""Whether somebody may act for a body, and whether a recommendation is still in work."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.rules import refuse_foreign_mandate, refuse_without_mandate
from kenes.domain.recommendations.models import Address, Recommendation
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import Refusal

Role = Mandate.Role
DRAFTERS = (Role.FOCAL_POINT, Role.SIGNATORY)


def refuse_to_act(
    by: Person,
    mandate: Mandate | None,
    *,
    institution: Institution,
    roles: Collection[str],
    on: date,
) -> Refusal | None:
    """Refuse unless the mandate is `by`'s own, for the institution, in a role, and in force."""
    return refuse_foreign_mandate(by, mandate) or refuse_without_mandate(
        mandate, institution=institution, roles=roles, on=on
    )


def refuse_unless_in_work(recommendation: Recommendation) -> Refusal | None:
    """Refuse once a recommendation is closed, withdrawn or superseded."""
    if recommendation.stage == Stage.SENT:
        return None
    return Refusal(
        "not_in_work",
        _("This cannot be done: the recommendation is not waiting for bodies to act."),
        _("Its page says how far it has come, and since when."),
        status=409,
    )


def refuse_closed_address(address: Address) -> Refusal | None:
    """Refuse once a body has answered, forwarded the matter, or handed its duty on."""
    if address.is_open:
        return None
    if address.taken_over_by_id is not None:
        return Refusal(
            "duty_passed_on",
            _("This cannot be done: the duty to answer passed to a successor."),
            _("The successor acts on its own line of the same recommendation."),
            status=409,
        )
    if address.position == "not_our_competence":
        return Refusal(
            "forwarded",
            _("This cannot be done: the matter was given back as outside the body's competence."),
            _("The body it was forwarded to acts on its own line."),
            status=409,
        )
    return Refusal(
        "already_answered",
        _("This cannot be done: the body has already given its position."),
        _("A signed position stays as it is. Add a clarification beside it."),
        status=409,
    )


def refuse_without_reason(reason: str) -> Refusal | None:
    """Refuse an act that must say why and does not."""
    if reason:
        return None
    return Refusal(
        "reason_missing",
        _("The reason is missing, and this act is published with its reason."),
        _("Write in a sentence why it is done."),
        status=422,
    )


def refuse_signatory_act(
    by: Person, mandate: Mandate | None, address: Address, *, on: date
) -> Refusal | None:
    """Refuse all but the body's signatory, on an open line of a text in work."""
    return (
        refuse_to_act(by, mandate, institution=address.institution, roles=(Role.SIGNATORY,), on=on)
        or refuse_unless_in_work(address.recommendation)
        or refuse_closed_address(address)
    )


def refuse_undelivered(address: Address) -> Refusal | None:
    """Refuse what needs a term that runs: one begins with a delivery on record."""
    if address.delivered_on is not None:
        return None
    return Refusal(
        "not_delivered",
        _("This cannot be done: the delivery is not on record, so no term runs."),
        _("Enter the incoming number and date first."),
        status=409,
    )
