"""The author grades an answer, once, where the rules of the body provide for it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import procedure_of
from kenes.domain.recommendations.actions import assessing
from kenes.domain.recommendations.rules.assessing import refuse_to_grade
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.forms import ActForm
from kenes.web.acting.specs import ActSpec
from kenes.web.shared.axes import GRADE
from kenes.web.shared.forms import RecordTextarea

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Answer
    from kenes.web.filing.own_acts import OwnCase

NOTHING = Refusal(
    "nothing_to_grade",
    _("Only a signed position is graded."),
    _("Wait for the body's answer."),
    status=409,
)


class GradeForm(ActForm):
    """How far the answer answers, and why."""

    value = forms.ChoiceField(
        label=_("How far does it answer?"),
        choices=[(letter, words[1]) for letter, words in GRADE.items()],
        widget=forms.RadioSelect,
    )
    grounds = forms.CharField(
        label=_("Why this grade?"),
        help_text=_("Everybody reads this."),
        widget=RecordTextarea(rows=4),
    )


def _answer(case: "OwnCase") -> "Answer | None":
    """Return the first position without a grade, else the last one, None before any answer."""
    signed = [one for one in case.story.answers if one.kind == "position"]
    return next((one for one in signed if not one.address.grade), signed[-1] if signed else None)


def _refuse(case: "OwnCase") -> Refusal | None:
    answer = _answer(case)
    if answer is None:
        return NOTHING
    is_on = procedure_of(case.own.recommendation.body, case.own.today).grades_on
    return refuse_to_grade(answer, is_author=True, is_on=is_on, grounds="-")


def _run(case: "OwnCase", values: dict[str, Any]) -> object:
    answer, own = _answer(case), case.own
    return assessing.grade(
        answer_id=answer.public_id if answer else own.recommendation.public_id,
        language=current_language(),
        by=own.person,
        code=own.code,
        now=own.now,
        **values,
    )


GRADING: "tuple[ActSpec[OwnCase], ...]" = (
    ActSpec(
        slug="grade",
        heading=_("Grade the answer"),
        button=_("Grade the answer"),
        done=_("Your grade is public, beside the answer."),
        form=GradeForm,
        refuse=_refuse,
        run=_run,
        is_risky=True,
        consequences=(_("Once only. The body may reply once, where its rules allow it."),),
    ),
)
