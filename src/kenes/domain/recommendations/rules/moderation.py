"""When a published text may be hidden, and shown again."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.shared.refusals import Refusal

HIDING_ROLES = (Mandate.Role.SECRETARY,)
SHOWING_ROLES = (Mandate.Role.SECRETARY, Mandate.Role.CHAIR)


def refuse_to_hide(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    body = recommendation.body
    refusal = refuse_to_act_for(by, mandate, institution=body, roles=HIDING_ROLES, on=on)
    if refusal is not None:
        return refusal
    if not recommendation.is_public:
        return Refusal(
            "not_public",
            _("This text cannot be hidden: nobody but its author and you can read it."),
            _("A text that waits for a decision is returned, with a ground."),
        )
    if recommendation.hidden_ground:
        return Refusal(
            "already_hidden",
            _("This text is hidden already; its page names the ground."),
            _("To change the ground, show it again first."),
        )
    return None


def refuse_to_show_again(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    body = recommendation.body
    refusal = refuse_to_act_for(by, mandate, institution=body, roles=SHOWING_ROLES, on=on)
    if refusal is not None or recommendation.hidden_ground:
        return refusal
    return Refusal(
        "not_hidden",
        _("This text is not hidden, so there is nothing to show again."),
        _("Open its page: anybody can read it."),
    )


def refuse_to_read(recommendation: Recommendation, *, is_author: bool) -> Refusal | None:
    """Say why a reader may not see the words of a text; its author always may."""
    if is_author or (recommendation.is_public and not recommendation.hidden_ground):
        return None
    if not recommendation.is_public:
        return Refusal(
            "not_published",
            _("This text is not published: it waits for a decision, or was not admitted."),
            _("Its author can read it with the code from the receipt."),
            status=404,
        )
    return Refusal(
        "text_hidden",
        recommendation.get_hidden_ground_display(),
        _("The text is hidden on this ground. The record of what happened stays."),
        status=410,
    )
