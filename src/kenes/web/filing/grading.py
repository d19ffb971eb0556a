"""The author's say on what was answered and on what was done: a grade, an assessment."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import procedure_of, today_at
from kenes.domain.recommendations.actions import assessing
from kenes.domain.recommendations.rules import assessing as rules
from kenes.domain.recommendations.values import Side
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.evidence import AssessForm, kept_evidence, language_field
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec
from kenes.web.filing.own_case import OwnCase
from kenes.web.shared.axes import GRADE, POSITION
from kenes.web.shared.forms import RecordTextarea, offer

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Answer

NOT_WRITTEN = "-"
"""Stands for grounds still to be written, when the rule is asked before the form is filled."""


class GradeForm(ActForm):
    """Which answer, how good it is, and why."""

    answer = forms.ChoiceField(
        label=_("Which answer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the answer that you grade.")},
    )
    value = forms.ChoiceField(
        label=_("How well does it answer?"),
        help_text=_("Grade the answer, not how much you like it: a reasoned “no” may be a full "
                    "answer."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a grade from A to E.")},
    )  # fmt: skip
    grounds = forms.CharField(
        label=_("Why this grade?"),
        help_text=_("The body and everybody read this; the body may reply once."),
        widget=RecordTextarea(rows=5),
        error_messages={"required": _("Write in a sentence why you give this grade.")},
    )
    language = language_field()

    def prepare(self, case: OwnCase) -> None:
        """Offer the signed positions, first of all one without a grade."""
        offered = [(str(one.public_id), _words_of(one)) for one in _positions(case)]
        offer(self, "answer", offered)
        waiting = to_grade(case)
        if waiting is not None:
            self.fields["answer"].initial = str(waiting.public_id)
        grades = [(code, f"{code}. {words}") for code, (_icon, words) in GRADE.items()]
        offer(self, "value", grades)


def to_grade(case: OwnCase) -> "Answer | None":
    """Return the first signed position without a grade, or any, or None before the first."""
    found = _positions(case)
    waiting = (one for one in found if not hasattr(one, "grade"))
    return next(waiting, found[0] if found else None)


def refuse_grade(case: OwnCase) -> Refusal | None:
    """Say why the author cannot grade now; None where an answer waits for a grade."""
    is_on = procedure_of(case.own.recommendation.body, case.own.today).grades_on
    return rules.refuse_to_grade(to_grade(case), is_author=True, is_on=is_on, grounds=NOT_WRITTEN)


def _positions(case: OwnCase) -> "list[Answer]":
    return [one for one in case.story.answers if one.kind == "position"]


def _words_of(answer: "Answer") -> str:
    words = f"{name_of(answer.address.institution)}: {POSITION[answer.position][1]}"
    if not hasattr(answer, "grade"):
        return words
    graded = gettext("Graded already: %(grade)s") % {"grade": answer.grade.value}
    return f"{words}. {graded}"


def _refuse_assessment(case: OwnCase) -> Refusal | None:
    own = case.own
    return rules.refuse_to_assess(
        own.person, None, own.recommendation, side=Side.CIVIL, is_author=True, on=own.today
    )


def _grade(case: OwnCase, values: dict[str, Any]) -> object:
    answer_id = UUID(values.pop("answer"))
    own = case.own
    return assessing.grade(answer_id=answer_id, by=own.person, code=own.code, now=own.now, **values)


def _assess(case: OwnCase, values: dict[str, Any]) -> object:
    evidence = kept_evidence(values, case.own.person, case.now)
    return assessing.assess(side=Side.CIVIL, evidence=evidence, **case.who, **values)


def _period(case: OwnCase) -> dict[str, Any]:
    row = case.own.recommendation
    sent_on = today_at(row.body, row.sent_at) if row.sent_at else None
    return {"period_from": sent_on, "period_to": case.own.today}


GRADING: tuple[ActSpec[OwnCase], ...] = (
    ActSpec(
        slug="grade",
        heading=_("How good is the answer?"),
        button=_("Grade the answer"),
        done=_("Your grade stands beside the answer; the body was told."),
        form=GradeForm,
        refuse=refuse_grade,
        run=_grade,
        is_risky=True,
        consequences=(
            _("Everybody sees the grade and your grounds; your name only if you chose to show it."),
            _("One answer is graded once. The body may reply once, and that ends it."),
        ),
    ),
    ActSpec(
        slug="assess",
        heading=_("What has become of it, as you see it?"),
        button=_("Say how far it is carried out"),
        done=_("Your assessment is public, beside the State's."),
        form=AssessForm,
        refuse=_refuse_assessment,
        run=_assess,
        initial=_period,
        is_risky=True,
        consequences=(
            _("It is your word: “complete” says done, anything lower says not done."),
            _("Without a file or address of your own you rest on the evidence on record."),
            _("It stands beside the body's own assessment, in the same size."),
            _("You may assess again later; earlier assessments stay."),
        ),
    ),
)
