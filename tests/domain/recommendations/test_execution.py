from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kenes.domain.recommendations.actions import execution
from kenes.domain.recommendations.actions.execution import EvidenceFacts, Names
from kenes.domain.recommendations.actions.reminding import climb_ladder
from kenes.domain.recommendations.models import Reminder
from kenes.domain.recommendations.queries.story import story_addresses, story_facts
from kenes.domain.recommendations.sentence import computed_sentence
from kenes.domain.shared.refusals import NotFound
from tests.factories import NOW
from tests.factories.answers import TODAY, answer, days_later, delivered, refusal_of
from tests.factories.institutions import make_mandate

pytestmark = pytest.mark.django_db
LINK = EvidenceFacts("Order 12", link="https://example.kz/order-12")


def answered():
    case = delivered()
    answer(case, position="accepted", reason="")
    return case


def promise(case, *, title="Лампы", due_on=date(2027, 1, 31), by=None, **more):
    mandate = by or case.signatory
    return execution.set_measure(
        address_id=case.address.public_id, title=Names(ru=title), due_on=due_on,
        by=mandate.person, mandate=mandate, now=NOW, **more,
    )  # fmt: skip


def count_lamps(case, measure, **more):
    facts = {"every_months": 1, "first_due_on": date(2026, 12, 31), "name": Names(ru="Ламп")}
    return execution.set_indicator(
        measure_id=measure.public_id, target=Decimal(100), unit=Names(ru="шт."),
        by=case.signatory.person, mandate=case.signatory, now=NOW, **(facts | more),
    )  # fmt: skip


def report(case, measure, **more):
    facts = {"text": "Установлено 10.", "period_from": TODAY, "period_to": TODAY}
    return execution.report_progress(
        measure_id=measure.public_id, language="ru", by=case.focal.person, mandate=case.focal,
        now=NOW, **(facts | more),
    )  # fmt: skip


def finish(case, measure, by=None):
    mandate = by or case.signatory
    return execution.finish_measure(
        measure_id=measure.public_id, by=mandate.person, mandate=mandate, now=NOW
    )


def test_a_measure_has_an_owner_and_a_term():
    case = answered()

    measure = promise(case)

    assert (measure.owner, measure.due_on) == (case.ministry, date(2027, 1, 31))
    assert case.kinds[-1] == "measure_set"


def test_an_indicator_falls_due_again_and_keeps_the_month_end():
    case = answered()
    measure = promise(case)
    indicator = count_lamps(case, measure)

    for expected in (date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)):
        report(case, measure, indicator=indicator, value=Decimal(10))
        indicator.refresh_from_db()
        assert indicator.next_due_on == expected


def test_a_measure_is_done_with_evidence():
    case = answered()
    measure = promise(case)
    report(case, measure, evidence=[LINK])

    assert finish(case, measure).done_on == TODAY
    assert case.kinds[-2:] == ["reported", "measure_done"]


def test_the_story_tells_of_the_promise():
    case = answered()
    promise(case)
    case.recommendation.refresh_from_db()

    facts = story_facts(
        case.recommendation, story_addresses(case.recommendation), today=date(2027, 2, 10)
    )

    [body] = facts.bodies
    assert (body.promise.days_late, body.promise.has_evidence) == (10, False)
    assert facts.stalled_months is None
    assert computed_sentence(facts)


def test_a_promise_without_evidence_for_months_is_stalled():
    case = answered()
    promise(case)

    def stalled(today):
        addresses = story_addresses(case.recommendation)
        return story_facts(case.recommendation, addresses, today=today).stalled_months

    assert stalled(date(2027, 5, 9)) is None
    assert stalled(date(2027, 5, 10)) == 6


def test_due_measures_and_reports_are_reminded_of_once():
    case = answered()
    count_lamps(case, promise(case))

    for days in (40, 60, 90, 91):
        climb_ladder(days_later(days))

    steps = Reminder.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["report_due", "measure_due"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"due_on": date(2026, 11, 8)}, "term_in_the_past"),
    ],
)
def test_a_measure_that_cannot_be_is_refused(facts, code):
    case = answered()

    assert refusal_of(lambda: promise(case, **facts)) == code


def test_nothing_is_promised_before_the_answer():
    case = delivered()

    assert refusal_of(lambda: promise(case)) == "no_position"


def test_only_a_signatory_promises():
    case = answered()

    assert refusal_of(lambda: promise(case, by=case.focal)) == "wrong_role"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": Names()}, "name_missing"),
        ({"every_months": 0}, "interval_impossible"),
        ({"first_due_on": date(2026, 1, 1)}, "term_in_the_past"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(facts, code):
    case = answered()
    measure = promise(case)

    assert refusal_of(lambda: count_lamps(case, measure, **facts)) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"text": ""}, "report_empty"),
        ({"period_to": date(2026, 11, 8)}, "period_impossible"),
        ({"period_to": date(2026, 11, 10)}, "period_impossible"),
    ],
)
def test_a_report_that_cannot_be_is_refused(facts, code):
    case = answered()
    measure = promise(case)

    assert refusal_of(lambda: report(case, measure, **facts)) == code


def test_an_indicator_is_reported_with_its_own_figure():
    case = answered()
    measure, other = promise(case), promise(case)
    indicator = count_lamps(case, other)

    assert refusal_of(lambda: report(case, measure, indicator=indicator)) == "foreign_indicator"
    assert refusal_of(lambda: report(case, other, indicator=indicator)) == "value_missing"


def test_a_measure_is_not_done_without_evidence():
    case = answered()
    measure = promise(case)
    report(case, measure)

    assert refusal_of(lambda: finish(case, measure)) == "no_evidence_of_done"


def test_a_done_measure_takes_nothing_more():
    case = answered()
    measure = promise(case)
    report(case, measure, evidence=[LINK])
    finish(case, measure)

    assert refusal_of(lambda: finish(case, measure)) == "measure_done"
    assert refusal_of(lambda: report(case, measure)) == "measure_done"


def test_a_withdrawn_recommendation_is_not_followed():
    case = answered()
    case.recommendation.refresh_from_db()
    case.recommendation.stage = "withdrawn"
    case.recommendation.save()

    assert refusal_of(lambda: promise(case)) == "not_followed"


def test_another_body_reports_nothing():
    case = answered()
    measure, other = promise(case), make_mandate("focal_point")

    refused = refusal_of(
        lambda: execution.report_progress(
            measure_id=measure.public_id, text="x", language="ru", period_from=TODAY,
            period_to=TODAY, by=other.person, mandate=other, now=NOW,
        )
    )  # fmt: skip

    assert refused == "wrong_institution"


def test_a_measure_is_done_once_and_one_that_is_not_there_never():
    case = answered()
    measure = promise(case)
    report(case, measure, evidence=[LINK])
    finish(case, measure)

    assert refusal_of(lambda: finish(case, measure)) == "measure_done"
    assert refusal_of(lambda: finish(case, measure, by=case.focal)) == "wrong_role"
    measure.public_id = UUID(int=7)
    with pytest.raises(NotFound, match="no measure"):
        finish(case, measure)
