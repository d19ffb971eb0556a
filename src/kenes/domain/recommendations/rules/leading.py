"""Who may lead the dialogue on a text, and who may hand the lead over."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Side
from kenes.domain.institutions.rules import refuse_without_mandate
from kenes.domain.recommendations.models import Lead, Recommendation
from kenes.domain.recommendations.rules.admission import CLOSABLE
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.shared.refusals import Refusal

Role = Mandate.Role
NAMING = (Role.SECRETARY, Role.CHAIR)
LEADING = (Role.SECRETARY, Role.CHAIR, Role.MEMBER)
SIDES = (Side.STATE, Side.PARLIAMENT, Side.CIVIL)


def refuse_to_hand_over(
    by: Person | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    lead: Lead | None,
    *,
    on: date,
) -> Refusal | None:
    """Refuse all but the body's secretary, its chair and the lead, and a text not in hand."""
    roles = {*NAMING, mandate.role} if mandate and _is_held(lead, mandate) else set(NAMING)
    if refusal := refuse_to_act_for(
        by, mandate, institution=recommendation.body, roles=roles, on=on
    ):
        return refusal
    if recommendation.stage in CLOSABLE:
        return None
    return Refusal(
        "not_in_dialogue",
        _("There is no dialogue to lead: the text is not admitted, or its matter has ended."),
        _("Its page says how far it has come, and since when."),
        status=409,
    )


def refuse_new_lead(
    to: Mandate | None, recommendation: Recommendation, lead: Lead | None, *, on: date
) -> Refusal | None:
    """Refuse a lead who is not of the body, speaks for no side of it, or leads already."""
    if to is None:
        return None if lead else _nobody_leads()
    if refuse_without_mandate(to, institution=recommendation.body, roles=LEADING, on=on):
        return _without_mandate()
    if to.side not in SIDES:
        return Refusal(
            "lead_without_side",
            _("This office cannot lead the dialogue: it speaks for no side of the body."),
            _("Choose a member of the State, of parliament or of civil society."),
            status=422,
        )
    if lead is not None and lead.mandate_id == to.pk:
        return Refusal(
            "leads_already",
            _("This office leads the dialogue already."),
            _("Choose another one, or leave it as it is."),
            status=409,
        )
    return None


def refuse_lead(lead: Lead, body: Institution, on: date) -> Refusal | None:
    """Say why the lead on record does not lead on a day: its mandate is not in force."""
    return refuse_without_mandate(lead.mandate, institution=body, roles=LEADING, on=on)


def _is_held(lead: Lead | None, mandate: Mandate) -> bool:
    """Tell whether a mandate is the lead's own, or its substitute's."""
    return lead is not None and lead.mandate_id in {mandate.pk, mandate.substitute_for_id}


def _nobody_leads() -> Refusal:
    return Refusal(
        "nobody_leads",
        _("Nobody leads this dialogue, so there is nothing to lay down."),
        _("Choose who shall lead it."),
        status=409,
    )


def _without_mandate() -> Refusal:
    return Refusal(
        "lead_without_mandate",
        _("This office cannot lead the dialogue: it holds no mandate of this body in force."),
        _("Choose a member whose mandate is in force today."),
        status=422,
    )
