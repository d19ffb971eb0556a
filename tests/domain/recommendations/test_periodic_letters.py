"""The periodic demand letter: one a period for each body in arrears, sent by a person alone."""

from datetime import date, timedelta

import pytest

from kenes.domain.institutions.actions import ProcedureFacts
from kenes.domain.institutions.models import Procedure
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import addressing, ladder
from kenes.domain.recommendations.actions.ladder.periodic import period_of
from kenes.domain.recommendations.models import DemandLetter, Event, EventKind, WaitingLetter
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound
from tests.factories import recommendations as make
from tests.factories.answers import TODAY, answer, days_later, deliver, refusal_of, sent
from tests.factories.institutions import Role, make_body, make_mandate

pytestmark = pytest.mark.django_db
SILENT = 30
NEXT_PERIOD = 60


@pytest.fixture
def case():
    """A body whose rules ask for letters each quarter."""
    found = sent()
    body = found.recommendation.body
    Procedure.objects.create(body=body, demand_months=3, valid_from=TODAY)
    return found


def prepare(days=SILENT):
    return ladder.prepare_letters(days_later(days))


def another(case, title="Дорога", **how):
    """A second recommendation to the same ministry."""
    text = make.admitted(secretary=case.secretary, title=title)
    facts = addressing.AddresseeFacts(institution=case.ministry)
    [address] = addressing.send(
        public_id=text.public_id, to=[facts], by=case.secretary.person,
        mandate=case.secretary, now=days_later(0), **how,
    )  # fmt: skip
    return address


def send(case, days=SILENT, mandate=None, waiting=None, **fields):
    acting = mandate or case.secretary
    on = TODAY + timedelta(days)
    facts = {"number": "5-4/1", "sent_on": on, "language": "ru", "text": "Просим ответить."}
    return ladder.send_waiting(
        public_id=(waiting or WaitingLetter.objects.get()).public_id,
        letter=ladder.LetterFacts(**(facts | fields)),
        by=acting.person, mandate=acting, now=days_later(days),
    )  # fmt: skip


def test_one_letter_a_period_waits_however_often_it_is_prepared(case):
    assert [prepare(), prepare(), prepare(SILENT + 1)] == [1, 0, 0]

    waiting = WaitingLetter.objects.get()
    assert (waiting.sender, waiting.institution) == (case.recommendation.body, case.ministry)
    assert (waiting.period_from, waiting.letter) == (date(2026, 10, 1), None)
    [told] = Notice.objects.filter(template="letter_waiting")
    assert told.person == case.secretary.person
    assert not DemandLetter.objects.exists()


def test_nothing_is_prepared_where_nothing_is_owed_or_the_rules_do_not_ask(case):
    assert prepare(SILENT - 1) == 0
    Procedure.objects.update(demand_months=0)
    assert prepare() == 0


def test_rules_that_turn_it_off_take_the_waiting_letter_back(case):
    prepare()
    body = case.recommendation.body
    later = TODAY + timedelta(SILENT + 1)
    Procedure.objects.create(body=body, demand_months=0, valid_from=later)

    prepare(SILENT + 1)

    assert not WaitingLetter.objects.exists()


def test_an_older_letter_that_waits_stands_for_the_next_period_too(case):
    prepare()

    assert prepare(NEXT_PERIOD) == 0
    send(case, NEXT_PERIOD)
    assert prepare(NEXT_PERIOD + 1) == 1


def test_a_letter_that_was_sent_is_not_prepared_again_in_its_period(case):
    prepare()
    send(case)

    assert prepare(SILENT + 1) == 0
    assert prepare(NEXT_PERIOD) == 1


def test_one_letter_stands_on_every_record_it_demands_and_on_the_register(case):
    other = another(case)
    prepare()

    made = send(case)

    events = Event.objects.filter(kind=EventKind.DEMANDED).order_by("recommendation_id")
    assert [row.address for row in events] == [case.address, other]
    assert {row.facts["items"] for row in events} == {made.items} == {2}
    entries = Entry.objects.filter(type="address.demand_sent")
    assert {row.content["letter"] for row in entries} == {str(made.public_id)}
    assert "Просим" not in str([row.content for row in entries])
    other.refresh_from_db()
    assert (case.address.demanded_on, other.demanded_on) == (made.sent_on, made.sent_on)
    assert WaitingLetter.objects.get().letter == made


def test_the_officers_of_the_body_are_told_once(case):
    another(case)
    prepare()

    send(case)

    told = Notice.objects.filter(template__startswith="demanded").values_list("person", "template")
    assert set(told) == {
        (case.focal.person_id, "demanded_together"), (case.signatory.person_id, "demanded_together")
    }  # fmt: skip


def test_what_was_answered_meanwhile_is_left_out(case):
    other = another(case)
    prepare()
    deliver(case, now=days_later(SILENT))
    answer(case, now=days_later(SILENT))

    made = send(case, SILENT + 1)

    assert made.items == 1
    assert [row.address for row in Event.objects.filter(kind=EventKind.DEMANDED)] == [other]


def test_a_letter_with_nothing_left_is_neither_sent_nor_kept(case):
    prepare()
    deliver(case, now=days_later(SILENT))
    answer(case, now=days_later(SILENT))

    assert refusal_of(lambda: send(case)) == "nothing_owed"
    prepare(SILENT + 1)
    assert not WaitingLetter.objects.exists()


def test_a_letter_is_recorded_once(case):
    prepare()
    send(case)

    assert refusal_of(lambda: send(case)) == "letter_sent"
    assert DemandLetter.objects.count() == 1


def test_a_step_taken_before_is_not_put_off_by_the_letter_of_the_period(case):
    day = TODAY + timedelta(SILENT)
    own = ladder.LetterFacts(number="", sent_on=day, language="ru", text="Жду ответа.")
    ladder.send_demand(
        address_id=case.address.public_id, letter=own, by=case.author, now=days_later(SILENT)
    )
    prepare(SILENT + 5)

    send(case, SILENT + 5)

    assert case.address.demanded_on == day
    assert Event.objects.filter(kind=EventKind.DEMANDED).count() == 2


@pytest.mark.parametrize("days", [SILENT - 1, SILENT + 1])
def test_its_day_lies_between_its_preparation_and_today(case, days):
    prepare()

    on = TODAY + timedelta(days)
    assert refusal_of(lambda: send(case, sent_on=on)) in {"letter_day_impossible", "nothing_owed"}


def test_what_fell_due_after_the_day_of_the_letter_is_not_in_it(case):
    prepare()
    late = another(case)
    late.asked_on = TODAY + timedelta(1)
    late.save()

    assert send(case, SILENT + 2, sent_on=TODAY + timedelta(SILENT)).items == 1


def test_only_the_secretariat_records_it_and_with_a_number(case):
    prepare()
    stranger = make_mandate(Role.SECRETARY, make_body())

    assert refusal_of(lambda: send(case, mandate=stranger))
    with pytest.raises(Invalid) as caught:
        send(case, number=" ")
    assert list(caught.value.problems) == ["number"]


def test_an_unknown_letter_is_not_found(case):
    prepare()
    waiting = WaitingLetter.objects.get()
    waiting.delete()

    with pytest.raises(NotFound):
        send(case, waiting=waiting)


@pytest.mark.parametrize(
    ("months", "first"),
    [(1, date(2026, 11, 1)), (3, date(2026, 10, 1)), (6, date(2026, 7, 1)), (12, date(2026, 1, 1))],
)
def test_periods_are_counted_from_january(months, first):
    assert period_of(TODAY, months) == first


def test_rules_that_are_set_ask_for_a_letter_each_quarter():
    assert ProcedureFacts().demand_months == 3
