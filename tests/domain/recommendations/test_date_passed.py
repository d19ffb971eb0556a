from datetime import UTC, date, datetime

import pytest

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import addressing, reminding
from kenes.domain.recommendations.actions.reminding import climb_ladder, rung_of
from kenes.domain.recommendations.models import Reminder
from kenes.domain.recommendations.queries.clock import clock_view
from kenes.domain.register.models import Entry
from tests.factories.answers import answer, days_later, delivered, sent

pytestmark = pytest.mark.django_db


def steps() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("step", flat=True))


def test_silence_is_noted_once_on_the_register():
    case = delivered()

    for days in (22, 23, 60):
        addressing.note_passed_dates(now=days_later(days))

    assert case.kinds == ["sent", "delivered", "date_passed"]
    assert Entry.objects.get(type="address.date_passed").content["due_on"] == "2026-11-30"
    assert Notice.objects.filter(person=case.author, template="date_passed").count() == 1


def test_the_last_day_ends_where_the_body_is():
    case = delivered()

    # Almaty is five hours ahead: the day ends there at 19:00 UTC.
    addressing.note_passed_dates(now=datetime(2026, 11, 30, 18, 59, tzinfo=UTC))
    assert case.kinds[-1] == "delivered"

    addressing.note_passed_dates(now=datetime(2026, 11, 30, 19, 0, tzinfo=UTC))
    assert case.kinds[-1] == "date_passed"


def test_nothing_passes_without_a_delivery_or_after_an_answer():
    waiting, answered = sent(), delivered()
    answer(answered)

    assert addressing.note_passed_dates(now=days_later(90)) == []
    assert waiting.kinds == ["sent"]


def test_the_ladder_has_four_rungs_each_climbed_once():
    case = delivered()

    for days in range(40):
        climb_ladder(days_later(days))
        climb_ladder(days_later(days))

    assert steps() == ["before_due", "due", "past_due", "next_step"]
    told = Notice.objects.filter(person=case.focal.person, template__startswith="duty_")
    assert told.count() == 4
    assert told.get(template="duty_before").created_at == days_later(16)
    assert told.get(template="duty_next").created_at == days_later(28)
    assert case.kinds[-1] == "date_passed"


def test_a_suspended_clock_reminds_nobody():
    case = delivered()
    addressing.suspend(
        address_id=case.address.public_id,
        reason="A court.",
        by=case.signatory.person,
        mandate=case.signatory,
        now=days_later(1),
    )

    assert climb_ladder(days_later(60)) == 0


def test_an_overdue_clock_shows_the_next_lawful_step():
    view = clock_view(delivered().address, days_later(28).date())

    assert (view.days_overdue, view.is_lawful) == (5, True)
    assert view.next_step
    assert [day.kind for day in view.weeks[0]][:2] == ["start", "counted"]
    assert sum(day.kind == "late" for week in view.weeks for day in week) == 5
    assert sum(day.kind == "due" for week in view.weeks for day in week) == 1


def test_law_is_not_named_where_no_statute_binds():
    case = sent()
    address = case.address
    address.basis, address.rule, address.promised_on = "promise", None, days_later(3).date()
    address.due_on = address.delivered_on = address.promised_on
    address.save()

    view = clock_view(case.address, days_later(28).date())

    assert (view.is_lawful, view.next_step, view.timeliness) == (False, "", "no_answer")


def test_no_rung_is_reached_without_a_date_or_beyond_the_calendar():
    case = delivered()
    address = case.address

    assert rung_of(address, date(2031, 1, 1)) is None
    address.due_on = None
    assert rung_of(address, date(2026, 11, 30)) is None


def test_a_clock_that_was_stopped_while_the_run_is_under_way_reminds_nobody():
    case = delivered()
    answer(case)

    assert reminding._climb(case.address.public_id, days_later(60)) == 0
