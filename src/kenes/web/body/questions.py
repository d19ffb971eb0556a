"""Answer a public question: what a body says for itself once it was asked past a date."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions import ladder
from kenes.domain.recommendations.queries.ladder import open_question
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.shared.refusals import NotFound, Refusal
from kenes.web.acting.evidence import language_field
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec
from kenes.web.body.cases import BodyCase
from kenes.web.shared.forms import RecordTextarea

NO_QUESTION = Refusal(
    "no_question",
    _("No public question waits for the answer of your body here."),
    _("If one is put, you are told."),
)


class QuestionAnswerForm(ActForm):
    """The body's answer to the question that stands above the field."""

    text = forms.CharField(label=_("Answer to the question"), widget=RecordTextarea(rows=5))
    language = language_field()

    def prepare(self, case: BodyCase) -> None:
        question = open_question(case.address)
        if question is not None:
            said = format_lazy(_("The question: {text}"), text=question.text)
            self.fields["text"].help_text = said


def _refuse(case: BodyCase) -> Refusal | None:
    question = open_question(case.address)
    if question is None:
        return NO_QUESTION
    rule = rules.refuse_to_answer_question
    return rule(case.person, case.signatory, question, on=case.today)


def _answer(case: BodyCase, values: dict[str, Any]) -> object:
    question = open_question(case.address)
    if question is None:
        raise NotFound(f"no open question on {case.address.public_id}")
    who = case.by(case.signatory)
    return ladder.answer_question(question_id=question.public_id, **values, **who)


QUESTIONS: tuple[ActSpec[BodyCase], ...] = (
    ActSpec(
        slug="question",
        heading=_("Answer the public question"),
        button=_("Answer the question"),
        done=_("Your answer stands beside the question."),
        form=QuestionAnswerForm,
        refuse=_refuse,
        run=_answer,
        is_risky=True,
        receipt=lambda case: case.entry("address.question_answered"),
        consequences=(
            _("Everybody reads it. It is no position: the term of your answer runs on."),
        ),
    ),
)
