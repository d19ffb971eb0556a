"""Who may assess, grade and rejoin, and when not."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.models import Side as BodySide
from kenes.domain.institutions.rules import refuse_foreign_mandate, refuse_without_mandate
from kenes.domain.recommendations.models import Answer, AnswerGrade, Recommendation
from kenes.domain.recommendations.rules.authority import Role, refuse_to_act
from kenes.domain.recommendations.values import NOTHING_DONE, Side, Stage
from kenes.domain.shared.refusals import Refusal

FOLLOWED = (Stage.SENT, Stage.CLOSED)
ASSESSORS = {
    Side.STATE: (Role.ASSESSOR, Role.SIGNATORY),
    Side.CIVIL: (Role.ASSESSOR,),
    Side.INDEPENDENT: (Role.ASSESSOR,),
}
SPEAKS_FOR = {Side.CIVIL: BodySide.CIVIL, Side.INDEPENDENT: BodySide.OBSERVER}


def refuse_to_assess(
    by: Person | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    *,
    side: str,
    is_author: bool,
    on: date,
) -> Refusal | None:
    """Refuse all but the author for civil society, an addressee for the State, or an assessor."""
    if recommendation.stage not in FOLLOWED:
        return Refusal(
            "not_followed",
            _("Only a recommendation that was sent to bodies is assessed."),
            _("Wait until it is sent."),
            status=409,
        )
    if is_author and side == Side.CIVIL:
        return None
    return _refuse_assessor(by, mandate, recommendation, Side(side), on)


def refuse_assessment_facts(value: str, *, grounds: str, has_evidence: bool) -> Refusal | None:
    if not grounds:
        return Refusal(
            "grounds_missing",
            _("The assessment gives no grounds."),
            _("Write what it rests on."),
            status=422,
        )
    if has_evidence or value in NOTHING_DONE:
        return None
    return Refusal(
        "evidence_missing",
        _("This value says that something was done, and no evidence is given."),
        _("Add a file or a link, or choose “no evidence”."),
        status=422,
    )


def refuse_to_grade(
    answer: Answer | None, *, is_author: bool, is_on: bool, grounds: str
) -> Refusal | None:
    """Refuse all but the author's one grade of a signed position, where the body's rules allow."""
    if not is_author:
        return Refusal(
            "not_the_author",
            _("Only the author of the recommendation grades the answer."),
            _("Sign in as its author, or enter the code from the receipt."),
        )
    if not is_on:
        return Refusal(
            "grades_off",
            _("Answers are not graded here: the rules of the body do not provide for it."),
        )
    if answer is None or not _is_signed_position(answer):
        return Refusal(
            "nothing_to_grade",
            _("Only a signed position is graded."),
            _("Wait for the body's answer."),
            status=409,
        )
    return _refuse_second_grade(answer, grounds)


def refuse_to_rejoin(
    by: Person, mandate: Mandate | None, grade: AnswerGrade, *, is_on: bool, on: date
) -> Refusal | None:
    """Refuse all but one rejoinder by the graded body's signatory, where the rules allow."""
    institution = grade.answer.address.institution
    if refusal := refuse_to_act(
        by, mandate, institution=institution, roles=(Role.SIGNATORY,), on=on
    ):
        return refusal
    if not is_on:
        return Refusal(
            "rejoinder_off",
            _("There are no rejoinders here: the rules of the body do not provide for them."),
        )
    if hasattr(grade, "rejoinder"):
        return Refusal(
            "already_rejoined",
            _("The body has rejoined already, and the rules allow it once."),
            status=409,
        )
    return None


def refuse_late_rejoinder(last_on: date, *, text: str, today: date) -> Refusal | None:
    if today > last_on:
        return Refusal(
            "rejoinder_late",
            _("The time for a rejoinder has passed."),
            _("A clarification of the answer is possible at any time."),
            status=409,
        )
    if text:
        return None
    return Refusal(
        "text_missing", _("The rejoinder has no text."), _("Write the reply."), status=422
    )


def _is_signed_position(answer: Answer) -> bool:
    return answer.kind == Answer.Kind.POSITION and answer.state == Answer.State.SIGNED


def _refuse_assessor(
    by: Person | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    side: Side,
    on: date,
) -> Refusal | None:
    if by is None or mandate is None:
        return Refusal(
            "no_mandate",
            _("Only the author or a registered assessor assesses."),
            _("Sign in with the mandate of an assessor, or enter the code from the receipt."),
        )
    if refusal := refuse_foreign_mandate(by, mandate) or refuse_without_mandate(
        mandate, institution=mandate.institution, roles=ASSESSORS[side], on=on
    ):
        return refusal
    if side == Side.STATE:
        asked = recommendation.addresses.filter(institution=mandate.institution_id)
        is_fit = asked.exists()
    else:
        is_fit = (mandate.side or mandate.institution.side) == SPEAKS_FOR[side]
    return None if is_fit else _wrong_side()


def _wrong_side() -> Refusal:
    return Refusal(
        "wrong_side",
        _("Your mandate does not speak for this side."),
        _("The State's view is given by a body that was asked; others by their own assessors."),
    )


def _refuse_second_grade(answer: Answer, grounds: str) -> Refusal | None:
    if hasattr(answer, "grade"):
        return Refusal(
            "already_graded",
            _("This answer has been graded already; a grade stays as it is."),
            status=409,
        )
    if grounds:
        return None
    return Refusal(
        "grounds_missing",
        _("The grade gives no grounds."),
        _("Write why."),
        status=422,
    )
