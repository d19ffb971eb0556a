"""When a secretary may admit, return, systematise or adopt, and who decides an appeal."""

from collections.abc import Collection
from datetime import date

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Appeal, Recommendation, Return
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for, side_of
from kenes.domain.recommendations.values import AppealOutcome, Stage
from kenes.domain.shared.refusals import Refusal

SECRETARY = (Mandate.Role.SECRETARY,)
CHAIR = (Mandate.Role.CHAIR,)
APPEAL_ROLES = (Mandate.Role.MEMBER, Mandate.Role.CHAIR)

CLOSABLE = (Stage.ADMISSIBLE, Stage.SYSTEMATISED, Stage.ADOPTED, Stage.SENT)
ADOPTABLE = (Stage.ADMISSIBLE, Stage.SYSTEMATISED)


def refuse_to_admit(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    return _refuse_authority(by, mandate, recommendation, SECRETARY, on) or refuse_stage(
        recommendation,
        (Stage.SUBMITTED,),
        "not_waiting",
        _("It cannot be admitted now: only a filed text that waits for a decision can be."),
    )


def refuse_to_return(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    return _refuse_authority(by, mandate, recommendation, SECRETARY, on) or refuse_stage(
        recommendation,
        (Stage.SUBMITTED,),
        "not_waiting",
        _("It cannot be returned now: only a filed text that waits for a decision can be."),
    )


def refuse_to_systematise(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    return _refuse_authority(by, mandate, recommendation, SECRETARY, on) or refuse_stage(
        recommendation,
        (Stage.ADMISSIBLE,),
        "not_admitted",
        _("It cannot be systematised now: only an admitted text can be, once."),
    )


def refuse_to_adopt(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    return _refuse_authority(by, mandate, recommendation, CHAIR, on) or refuse_stage(
        recommendation,
        ADOPTABLE,
        "not_adoptable",
        _("It cannot be adopted now: a body adopts an admitted text before it is sent."),
    )


def refuse_to_credit(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    return _refuse_authority(by, mandate, recommendation, SECRETARY, on) or refuse_stage(
        recommendation,
        (*CLOSABLE, Stage.CLOSED),
        "not_admitted",
        _("Contributors cannot be named now: the text is not under consideration."),
    )


def refuse_to_appeal(returned: Return, *, on: date) -> Refusal | None:
    if Appeal.objects.filter(returned=returned).exists():
        return Refusal(
            "already_appealed",
            _("This return has been appealed already; one return can be appealed once."),
            _("The decision will be shown here."),
        )
    if returned.recommendation.stage != Stage.RETURNED:
        return Refusal(
            "not_returned",
            _("There is nothing to appeal: the text is not returned any more."),
            _("Open its page to see where it stands."),
        )
    if on > returned.appeal_until:
        return Refusal(
            "appeal_too_late",
            format_lazy(
                _("The return can no longer be appealed: the last day was {day}."),
                day=returned.appeal_until.strftime("%d.%m.%Y"),
            ),
            _("Change the text and file it again."),
        )
    return None


def refuse_to_decide_appeal(
    by: Person | None, mandate: Mandate | None, appeal: Appeal, *, on: date
) -> Refusal | None:
    """Say why this person may not decide: it must be a second one, from another side."""
    recommendation = appeal.returned.recommendation
    refusal = _refuse_authority(by, mandate, recommendation, APPEAL_ROLES, on)
    if refusal is not None or mandate is None:
        return refusal
    if appeal.outcome != AppealOutcome.PENDING:
        return Refusal(
            "appeal_decided",
            _("This appeal has been decided already, and the decision is on record."),
            _("Open the text's page to read it."),
        )
    returner = appeal.returned.mandate
    if returner.person_id == mandate.person_id or side_of(returner) == side_of(mandate):
        return Refusal(
            "same_side",
            _("You cannot decide this appeal: you are of the side that returned the text."),
            _("A member of another side decides it."),
        )
    return None


def _refuse_authority(
    by: Person | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    roles: Collection[str],
    on: date,
) -> Refusal | None:
    return refuse_to_act_for(by, mandate, institution=recommendation.body, roles=roles, on=on)


def refuse_stage(
    recommendation: Recommendation, allowed: Collection[str], code: str, message: str | Promise
) -> Refusal | None:
    """Say that a text has not come so far, or too far, and where it stands."""
    if recommendation.stage in allowed:
        return None
    return Refusal(
        code,
        message,
        format_lazy(
            _("It stands at: {stage}. Open its page to see what has happened to it."),
            stage=Stage(recommendation.stage).label,
        ),
    )
