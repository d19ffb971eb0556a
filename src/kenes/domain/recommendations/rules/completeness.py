"""What an answer must say before it may be signed."""

from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.models import Answer, AnswerText
from kenes.domain.recommendations.rules.authority import (
    refuse_without_reason,
)
from kenes.domain.recommendations.values import Position
from kenes.domain.shared.refusals import Refusal

GIVEN = tuple(position for position in Position if position is not Position.AWAITING)
"""The positions that a body may give."""


def refuse_incomplete(answer: Answer) -> Refusal | None:
    """Refuse an answer without what its position obliges it to say."""
    text = answer.texts.filter(is_original=True).first()
    if text is None or not text.body:
        return text_missing()
    if answer.kind != Answer.Kind.POSITION:
        return None
    return (
        _refuse_without_position(answer)
        or _refuse_without_grounds(answer, text)
        or _refuse_without_evidence(answer)
        or _refuse_without_competent(answer)
    )


def _refuse_without_position(answer: Answer) -> Refusal | None:
    if answer.position in GIVEN:
        return None
    return Refusal(
        "position_missing",
        _("The draft does not say which position the body takes."),
        _("Open the draft and choose one of the five positions."),
        status=422,
    )


def _refuse_without_grounds(answer: Answer, text: AnswerText) -> Refusal | None:
    if answer.position != Position.ACCEPTED and not text.reason:
        return refuse_without_reason("")
    if answer.position != Position.ACCEPTED_IN_PART or text.part:
        return None
    return Refusal(
        "part_missing",
        _("It is not said which part is accepted."),
        _("Name the part in a sentence."),
        status=422,
    )


def _refuse_without_evidence(answer: Answer) -> Refusal | None:
    if answer.position != Position.SAID_ALREADY_DONE:
        return None
    if answer.evidence_link or answer.evidence_due_on or answer.files.exists():
        return None
    return Refusal(
        "evidence_missing",
        _("Said to be already done needs evidence: a file, a link, or the date it follows."),
        _("Add the evidence, or name the date."),
        status=422,
    )


def _refuse_without_competent(answer: Answer) -> Refusal | None:
    if answer.position != Position.NOT_OUR_COMPETENCE:
        return None
    if (answer.forward_to_id is not None) != answer.is_nobody_known:
        return None
    return Refusal(
        "competent_body_missing",
        _("It is not said which body is competent, or that none is known."),
        _("Choose the body, or mark that none is known and say why in the reason."),
        status=422,
    )


def text_missing() -> Refusal:
    """Return the refusal of an answer that says nothing."""
    return Refusal(
        "text_missing",
        _("The answer has no text."),
        _("Write what the body answers."),
        status=422,
    )
