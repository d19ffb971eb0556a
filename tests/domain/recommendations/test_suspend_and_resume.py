from datetime import date

import pytest

from kenes.domain.recommendations.actions import addressing
from kenes.domain.recommendations.clocks import Timeliness, timeliness_of
from tests.factories.answers import TODAY, answer, days_later, delivered, refusal_of, sent

pytestmark = pytest.mark.django_db


def act(name, case, *, days=1, reason="The court examines the same matter.", by=None):
    mandate = by or case.signatory
    return getattr(addressing, name)(
        address_id=case.address.public_id,
        reason=reason,
        by=mandate.person,
        mandate=mandate,
        now=days_later(days),
    )


def test_a_suspended_clock_has_no_due_date():
    case = delivered()

    act("suspend", case)

    address = case.address
    assert (address.due_on, address.suspended_since) == (None, date(2026, 11, 10))
    assert timeliness_of(address, date(2027, 5, 1)) is Timeliness.SUSPENDED


def test_a_resumed_clock_is_longer_by_the_days_it_stood():
    case = delivered()
    act("suspend", case, days=1)

    act("resume", case, days=3)

    # 10, 11 and 12 November do not count: three working days more than 30 November.
    address = case.address
    assert (address.due_on, address.suspended_since) == (date(2026, 12, 3), None)
    assert address.original_due_on == date(2026, 11, 30)
    assert case.kinds == ["sent", "delivered", "suspended", "resumed"]


def test_a_clock_may_stand_twice():
    case = delivered()
    for name, days in [("suspend", 1), ("resume", 1), ("suspend", 1), ("resume", 2)]:
        act(name, case, days=days)

    assert case.address.due_on == date(2026, 12, 2)


def test_an_answer_while_the_clock_stands_is_in_time():
    case = delivered()
    act("suspend", case)

    answer(case, now=days_later(60))

    assert timeliness_of(case.address, date(2027, 5, 1)) is Timeliness.ANSWERED_IN_TIME


@pytest.mark.parametrize("name", ["suspend", "resume"])
def test_both_need_a_reason(name):
    case = delivered()
    if name == "resume":
        act("suspend", case)

    assert refusal_of(lambda: act(name, case, reason="\u200b")) == "reason_missing"


def test_a_standing_clock_is_not_suspended_again():
    case = delivered()
    act("suspend", case)

    assert refusal_of(lambda: act("suspend", case)) == "suspended"


def test_a_running_clock_is_not_resumed():
    assert refusal_of(lambda: act("resume", delivered())) == "not_suspended"


def test_a_passed_date_is_not_undone():
    assert refusal_of(lambda: act("suspend", delivered(), days=22)) == "date_passed"


def test_a_clock_that_does_not_run_is_not_suspended():
    assert refusal_of(lambda: act("suspend", sent())) == "not_delivered"


def test_where_no_term_is_counted_nothing_stands():
    case = delivered()
    address = case.address
    address.basis, address.rule, address.promised_on = "promise", None, TODAY
    address.save()

    assert refusal_of(lambda: act("suspend", case)) == "no_term"


@pytest.mark.parametrize("name", ["suspend", "resume"])
def test_only_a_signatory_stops_and_starts_the_clock(name):
    case = delivered()

    assert refusal_of(lambda: act(name, case, by=case.focal)) == "wrong_role"
