"""Who counts as the author: the person, the holder of the code, or the organisation's delegate."""

import hmac
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import mandates_in_force
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.keys import digest_code
from kenes.domain.shared.refusals import Refusal

AUTHOR_ROLES = (Mandate.Role.DELEGATE, Mandate.Role.SECRETARY)

WITHDRAWABLE = (Stage.SUBMITTED, Stage.RETURNED, Stage.ADMISSIBLE, Stage.SYSTEMATISED)


def is_author(
    person: Person | None,
    code: str | None,
    recommendation: Recommendation,
    *,
    on: date | None = None,
) -> bool:
    """Tell whether the visitor is the author, on a day (today by default).

    A code is compared by digest, in a time that does not depend on how much of it is right. An
    organisation's text belongs to whoever holds its delegate's or secretary's mandate that day.
    """
    if code and recommendation.code_digest:
        given, kept = digest_code(code), recommendation.code_digest
        if hmac.compare_digest(given, kept):
            return True
    if person is None:
        return False
    if recommendation.author_institution_id is None:
        return recommendation.author_id == person.pk
    return _speaks_for(person, recommendation.author_institution_id, on or timezone.localdate())


def refuse_unless_author(
    person: Person | None, code: str | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    if is_author(person, code, recommendation, on=on):
        return None
    if code:
        return Refusal(
            "wrong_code",
            _("This code does not belong to this text, so you cannot change it."),
            _("Check the sixteen letters and figures on your receipt."),
        )
    return Refusal(
        "not_the_author",
        _("You cannot do this: only the author of the text may."),
        _("Sign in as its author, or enter the code from the receipt."),
    )


def refuse_to_file_for(
    by: Person | None, mandate: Mandate | None, institution: Institution | None, *, on: date
) -> Refusal | None:
    """Say why `by` may not file in the name of the institution; None without an institution."""
    if institution is None:
        return None
    return refuse_to_act_for(by, mandate, institution=institution, roles=AUTHOR_ROLES, on=on)


def refuse_to_file_to(body: Institution, *, on: date) -> Refusal | None:
    if body.valid_to is not None and body.valid_to < on:
        return Refusal(
            "body_ended",
            _("You cannot file to this body: it no longer exists."),
            _("Its page names the body that took over. File there."),
        )
    return None


def refuse_unless_draft(recommendation: Recommendation) -> Refusal | None:
    if recommendation.stage == Stage.DRAFT:
        return None
    return Refusal(
        "already_filed",
        _("This text has been filed already, so the draft cannot be changed or filed once more."),
        _("Open its page by its number. A change of the text becomes a new version there."),
    )


def refuse_to_file_again(recommendation: Recommendation) -> Refusal | None:
    if recommendation.stage != Stage.RETURNED:
        return Refusal(
            "not_returned",
            _("Only a returned text can be filed again, and this one is not returned."),
            _("To change its wording, publish a new version."),
        )
    if recommendation.returns.filter(appeal__outcome="pending").exists():
        return Refusal(
            "appeal_pending",
            _("The text cannot be filed again while your appeal is being decided."),
            _("Wait for the decision; it will be shown here."),
        )
    return None


def refuse_to_withdraw(recommendation: Recommendation) -> Refusal | None:
    if recommendation.stage in WITHDRAWABLE:
        return None
    if recommendation.stage == Stage.ADOPTED or hasattr(recommendation, "adoption"):
        return Refusal(
            "adopted_by_body",
            _("You cannot withdraw this text: the body has adopted it, so it is the body's now."),
            _("Ask the body's secretary to close it, and say why."),
        )
    return Refusal(
        "not_withdrawable",
        _("You cannot withdraw this text: it was sent to the bodies that answer, or it has ended."),
        _("Ask the secretary to close it, and say why."),
    )


def _speaks_for(person: Person, institution_id: int, on: date) -> bool:
    rows = mandates_in_force(person, on).filter(institution_id=institution_id)
    return rows.filter(role__in=AUTHOR_ROLES).exists()
