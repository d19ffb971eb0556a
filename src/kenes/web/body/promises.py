"""What a body promises, reports and says of its own work: acts after the answer."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import procedure_of
from kenes.domain.recommendations.actions import assessing, execution
from kenes.domain.recommendations.rules import assessing as assess_rules
from kenes.domain.recommendations.rules import execution as promise_rules
from kenes.domain.recommendations.values import Side
from kenes.domain.shared.refusals import NotFound, Refusal
from kenes.web.acting.evidence import AssessForm, kept_evidence
from kenes.web.acting.specs import ActSpec
from kenes.web.body import forms
from kenes.web.body.cases import BodyCase

NO_MEASURE = Refusal(
    "no_measure",
    _("There is no open measure, so nothing can be counted, reported or finished."),
    _("Promise a measure first, after the answer is signed."),
)
NO_GRADE = Refusal(
    "no_grade",
    _("The author has not graded the answer, so there is nothing to reply to."),
    _("If a grade comes, you are told."),
)


def _measure(case: BodyCase, public_id: str) -> Any:
    found = (row for row in case.papers.measures if str(row.public_id) == public_id)
    measure = next(found, None)
    if measure is None:
        raise NotFound(f"no measure {public_id}")
    return measure


def _open(case: BodyCase) -> Any:
    measure = next((row for row in case.papers.measures if row.done_on is None), None)
    if measure is not None:
        measure.address = case.address
    return measure


def _refuse_promise(case: BodyCase) -> Refusal | None:
    rule = promise_rules.refuse_to_promise
    return rule(case.person, case.signatory, case.address, on=case.today)


def _refuse_report(case: BodyCase) -> Refusal | None:
    measure = _open(case)
    if measure is None:
        return NO_MEASURE
    rule = promise_rules.refuse_to_report
    return rule(case.person, case.mandates[0], measure, text="-", on=case.today)


def _refuse_indicator(case: BodyCase) -> Refusal | None:
    return NO_MEASURE if _open(case) is None else _refuse_promise(case)


def _refuse_finish(case: BodyCase) -> Refusal | None:
    measure = _open(case)
    if measure is None:
        return NO_MEASURE
    return promise_rules.refuse_to_finish(case.person, case.signatory, measure, on=case.today)


def _refuse_assess(case: BodyCase) -> Refusal | None:
    return assess_rules.refuse_to_assess(
        case.person,
        case.signatory,
        case.address.recommendation,
        side=Side.STATE,
        is_author=False,
        on=case.today,
    )


def _refuse_rejoin(case: BodyCase) -> Refusal | None:
    position = case.papers.position
    grade = getattr(position, "grade", None) if position else None
    if grade is None:
        return NO_GRADE
    grade.answer.address = case.address
    is_on = procedure_of(case.address.recommendation.body, case.today).rejoinder_on
    rule = assess_rules.refuse_to_rejoin
    return rule(case.person, case.signatory, grade, is_on=is_on, on=case.today)


def _promise(case: BodyCase, values: dict[str, Any]) -> object:
    title = execution.Names(kk=values.pop("title_kk"), ru=values.pop("title_ru"))
    who = case.by(case.signatory)
    return execution.set_measure(address_id=case.address.public_id, title=title, **values, **who)


def _count(case: BodyCase, values: dict[str, Any]) -> object:
    name = execution.Names(kk=values.pop("name_kk"), ru=values.pop("name_ru"))
    unit = execution.Names(kk=values.pop("unit_kk"), ru=values.pop("unit_ru"))
    measure_id = _measure(case, values.pop("measure")).public_id
    who = case.by(case.signatory)
    return execution.set_indicator(measure_id=measure_id, name=name, unit=unit, **values, **who)


def _report(case: BodyCase, values: dict[str, Any]) -> object:
    measure = _measure(case, values.pop("measure"))
    evidence = kept_evidence(values, case.person, case.now)
    counted = values["value"] is not None
    indicator = measure.indicators.first() if counted else None
    return execution.report_progress(
        measure_id=measure.public_id,
        indicator=indicator,
        evidence=evidence,
        **values,
        **case.by(case.mandates[0]),
    )


def _finish(case: BodyCase, values: dict[str, Any]) -> object:
    who = case.by(case.signatory)
    return execution.finish_measure(measure_id=UUID(values["measure"]), **who)


def _assess(case: BodyCase, values: dict[str, Any]) -> object:
    evidence = kept_evidence(values, case.person, case.now)
    return assessing.assess(
        public_id=case.address.recommendation.public_id,
        side=Side.STATE,
        evidence=evidence,
        **values,
        **case.by(case.signatory),
    )


def _rejoin(case: BodyCase, values: dict[str, Any]) -> object:
    position = case.papers.position
    answer_id = position.public_id if position else case.address.public_id
    return assessing.rejoin(answer_id=answer_id, **values, **case.by(case.signatory))


PROMISES: tuple[ActSpec[BodyCase], ...] = (
    ActSpec(
        slug="measure",
        heading=_("Promise a measure"),
        button=_("Promise a measure"),
        done=_("The measure is on record, with its day."),
        form=forms.MeasureForm,
        refuse=_refuse_promise,
        run=_promise,
        is_risky=True,
        consequences=(_("Everybody sees what you promise and by which day."),),
    ),
    ActSpec(
        slug="indicator",
        heading=_("Say what is counted"),
        button=_("Add an indicator"),
        done=_("The indicator is on record."),
        form=forms.IndicatorForm,
        refuse=_refuse_indicator,
        run=_count,
        is_risky=True,
    ),
    ActSpec(
        slug="report",
        heading=_("Report what was done"),
        button=_("Report progress"),
        done=_("The report is public."),
        form=forms.ReportForm,
        refuse=_refuse_report,
        run=_report,
        is_risky=True,
        consequences=(_("The report and its evidence are public at once."),),
    ),
    ActSpec(
        slug="finish",
        heading=_("Is the measure done?"),
        button=_("The measure is done"),
        done=_("The measure is on record as done."),
        form=forms.FinishForm,
        refuse=_refuse_finish,
        run=_finish,
        is_risky=True,
    ),
    ActSpec(
        slug="assess",
        heading=_("How far is it carried out, as your body sees it?"),
        button=_("Give our assessment"),
        done=_("Your assessment is public, beside civil society's."),
        form=AssessForm,
        refuse=_refuse_assess,
        run=_assess,
        is_risky=True,
        consequences=(_("It stands beside civil society's assessment, in the same size."),),
    ),
    ActSpec(
        slug="rejoin",
        heading=_("Reply to the author's grade"),
        button=_("Reply to the grade"),
        done=_("Your reply stands beside the grade."),
        form=forms.RejoinForm,
        refuse=_refuse_rejoin,
        run=_rejoin,
        is_risky=True,
    ),
)
