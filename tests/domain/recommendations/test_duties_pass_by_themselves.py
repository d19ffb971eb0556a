"""A succession recorded for a later day passes duties on when that day has come."""

from datetime import timedelta

import pytest

from kenes.domain.institutions import actions as institutions
from kenes.domain.recommendations.actions.addressing import pass_on_when_due
from kenes.domain.register.models import Entry
from tests.factories import NOW
from tests.factories.answers import TODAY, answer, days_later, delivered, draft
from tests.factories.institutions import make_host, make_institution

pytestmark = pytest.mark.django_db
IN_FIVE_DAYS = TODAY + timedelta(days=5)


def succeed(case, on=IN_FIVE_DAYS, **fields):
    successor, admin = make_institution(), make_host()
    institutions.succeed(
        predecessor=case.ministry,
        successor=successor,
        on=on,
        grounds="Decree 9",
        by=admin.person,
        mandate=admin,
        now=NOW,
        **fields,
    )
    return successor


def test_nothing_moves_before_the_day():
    case = delivered()
    succeed(case)

    assert pass_on_when_due(now=days_later(4)) == []
    assert case.address.is_open


def test_on_its_day_the_duty_passes_on_as_an_act_of_the_system():
    case = delivered()
    draft(case)
    due_on = case.address.due_on
    successor = succeed(case)

    [new] = pass_on_when_due(now=days_later(5))

    assert (new.institution, new.due_on, new.is_open) == (successor, due_on, True)
    assert (case.address.is_open, case.address.taken_over_by) == (False, successor)
    assert case.address.answers.get().state == "discarded"
    entry = Entry.objects.get(type="address.duty_passed_on")
    assert entry.content["to_institution"] == str(successor.public_id)
    assert case.recommendation.events.get(entry=entry).actor_role == "system"


def test_a_second_run_moves_nothing():
    case = delivered()
    succeed(case)
    pass_on_when_due(now=days_later(5))

    assert pass_on_when_due(now=days_later(6)) == []
    assert case.kinds.count("duty_passed_on") == 1


def test_an_answered_address_stays_where_it_was_answered():
    case = delivered()
    answer(case)
    succeed(case)

    assert pass_on_when_due(now=days_later(5)) == []


def test_an_institution_that_goes_on_keeps_its_duties():
    case = delivered()
    succeed(case, is_predecessor_ended=False)

    assert pass_on_when_due(now=days_later(5)) == []
    assert case.address.is_open


def test_without_a_successor_on_record_nothing_moves():
    case, admin = delivered(), make_host()
    institutions.end_institution(
        institution=case.ministry,
        last_on=TODAY,
        grounds="Decree 3",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )

    assert pass_on_when_due(now=days_later(5)) == []
    assert case.address.is_open
