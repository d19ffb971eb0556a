"""Started twice, broken off, started where somebody has a server of his own."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from kenes.domain.institutions.actions import bootstrap_host
from kenes.domain.institutions.queries import current_rule, engine_calendar, latest_calendar
from kenes.domain.institutions.seeds import seed_calendar, seed_rules
from kenes.domain.recommendations.models import Event, Recommendation
from kenes.domain.recommendations.terms import working_days_after
from kenes.domain.register.models import Entry
from kenes.engines.deadlines import working_days_between
from kenes.project.demo.load import load_demo
from kenes.project.demo.recommendations import received_ago
from kenes.project.demo.scenarios import TERM
from kenes.project.demo.time import weekday_before
from tests.factories import NOW
from tests.factories.accounts import make_person

# Whichever test comes first loads the whole demonstration.
pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]


def test_says_how_far_it_is(demo):
    assert "Recommendations: 12 of 78" in demo.said
    assert demo.said[-1] == "Demonstration: 78 recommendations"


def test_a_load_broken_off_leaves_nothing(demo):
    assert demo.left_by_the_broken_one == 0


def test_started_twice_it_adds_nothing(demo):
    assert demo.entries_again == demo.entries
    assert demo.said_again == ["Demonstration: 78 recommendations"]
    assert Recommendation.objects.count() == 78


def test_history_goes_back_over_two_and_a_half_years_and_never_beyond_now(demo):
    times = Event.objects.order_by("at").values_list("at", flat=True)

    assert times[0] < NOW - timedelta(days=900)
    assert times.last() <= NOW


def test_the_register_stands_in_the_order_of_time(demo):
    times = list(Entry.objects.order_by("pk").values_list("at", flat=True))

    assert times == sorted(times)


def test_numbers_of_a_year_have_no_gaps(demo):
    numbers = Recommendation.objects.exclude(number=None).values_list("number", flat=True)
    by_year = {}
    for number in numbers:
        year, _, place = number.partition("-")
        by_year.setdefault(year, []).append(int(place))

    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in by_year.values())


@pytest.mark.django_db
def test_a_server_of_its_own_is_left_alone():
    bootstrap_host(name_kk="Өз кеңесі", name_ru="Свой совет", by=make_person(), now=NOW)
    said = []

    load_demo(said.append, NOW)

    assert said == [
        "Demonstration: this database has an institution of its own, so nothing was loaded"
    ]
    assert Recommendation.objects.count() == 0


@pytest.mark.django_db
def test_on_every_day_of_a_year_something_is_due_soon():
    seed_rules(now=NOW)
    seed_calendar(range(2025, 2029), NOW)
    calendar = engine_calendar(latest_calendar())
    assert current_rule("answer", NOW.date()).amount == TERM

    for number in range(0, 365, 3):
        today = date(2026, 12, 1) + timedelta(days=number)
        received = weekday_before(
            today - timedelta(days=received_ago(SimpleNamespace(today=today), 2))
        )
        due_on = working_days_after(received, TERM)
        assert due_on >= today, today
        assert working_days_between(today, due_on, calendar) <= 2, today
