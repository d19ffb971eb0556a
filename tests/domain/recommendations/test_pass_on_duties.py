import pytest

from kenes.domain.institutions import actions as institutions
from kenes.domain.recommendations.actions import addressing, succession
from tests.factories import NOW
from tests.factories.answers import TODAY, answer, days_later, delivered, draft, refusal_of, send
from tests.factories.institutions import make_host, make_institution

pytestmark = pytest.mark.django_db


def succeed(case):
    """The ministry ends today and another takes over."""
    successor, admin = make_institution(), make_host()
    institutions.succeed(
        predecessor=case.ministry,
        successor=successor,
        on=TODAY,
        grounds="Decree 9",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )
    case.ministry.refresh_from_db()
    return successor


def pass_on(case, by=None):
    admin = by or make_host()
    return addressing.pass_on_duties(
        predecessor=case.ministry, by=admin.person, mandate=admin, now=days_later(1)
    )


def test_the_successor_gets_the_clock_as_it_stood():
    case = delivered()
    due_on = case.address.due_on
    successor = succeed(case)

    [new] = pass_on(case)

    assert (new.institution, new.due_on, new.incoming_number) == (successor, due_on, "17-1/204")
    assert (case.address.is_open, case.address.taken_over_by) == (False, successor)
    assert case.kinds[-1] == "duty_passed_on"


def test_old_answers_stay_where_they_were_given():
    case = delivered()
    answer(case)
    succeed(case)

    assert pass_on(case) == []
    assert case.address.taken_over_by is None


def test_where_the_successor_was_asked_its_own_line_stands():
    case = delivered()
    successor = succeed(case)
    [own] = send(case, successor)

    [line] = pass_on(case)

    assert line == own


def test_the_predecessor_answers_no_more():
    case = delivered()
    draft(case)
    succeed(case)
    pass_on(case)

    assert case.address.answers.get().state == "discarded"


def test_without_a_successor_nothing_passes_on():
    case = delivered()

    assert refusal_of(lambda: pass_on(case)) == "no_successor"


def test_only_the_administrator_passes_duties_on():
    case = delivered()
    succeed(case)

    assert refusal_of(lambda: pass_on(case, by=case.secretary)) == "wrong_role"


def test_the_successor_gets_what_its_date_rests_on():
    case = delivered()
    facts = {"by": case.signatory.person, "mandate": case.signatory, "now": days_later(1)}
    key = case.address.public_id
    addressing.extend(address_id=key, reason="Three regions.", **facts)
    addressing.suspend(address_id=key, reason="A court.", **facts)
    succeed(case)

    [new] = pass_on(case)

    assert new.extensions.get().reason == "Three regions."
    assert new.suspensions.get().reason == "A court."


def test_an_address_answered_while_the_run_is_under_way_stays():
    case = delivered()
    successor = succeed(case)
    pass_on(case)

    key = case.address.public_id
    assert succession._take_over_alone(key, case.ministry, successor, days_later(1)) is None
