from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.deadlines import (
    Basis,
    Calendar,
    CalendarError,
    ClockFacts,
    Span,
    Timeliness,
    silent_days,
    timeliness,
)

# A busy machine is no finding.
settings.register_profile("engines", deadline=None)
settings.load_profile("engines")

YEAR = Calendar(code="KZ", version=1, covers=Span(date(2025, 1, 1), date(2026, 12, 31)))
DUE = date(2026, 3, 16)  # a Monday
BOUND = ClockFacts(
    basis=Basis.STATUTE,
    asked_on=date(2026, 3, 1),
    delivered_on=date(2026, 3, 2),
    due_on=DUE,
    today=date(2026, 3, 9),
)
OPEN_ENDED = {"due_on": None}
SINCE = {"due_on": None, "suspended_since": date(2026, 3, 5)}


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({}, Timeliness.NOT_DUE),
        ({"today": date(2026, 3, 10)}, Timeliness.NOT_DUE),
        ({"today": date(2026, 3, 11)}, Timeliness.DUE_SOON),
        ({"today": DUE}, Timeliness.DUE_SOON),
        ({"today": date(2026, 3, 17)}, Timeliness.OVERDUE),
        ({"extended": True}, Timeliness.LAWFULLY_EXTENDED),
        ({"extended": True, "today": DUE}, Timeliness.LAWFULLY_EXTENDED),
        ({"extended": True, "today": date(2026, 3, 17)}, Timeliness.OVERDUE),
        (SINCE, Timeliness.SUSPENDED),
        ({**SINCE, "answered_on": date(2026, 3, 9)}, Timeliness.ANSWERED_IN_TIME),
        ({"suspended_since": date(2026, 3, 20)}, Timeliness.NOT_DUE),
        (
            {"suspended_since": date(2026, 3, 18), "today": date(2026, 3, 19)},
            Timeliness.OVERDUE,
        ),
        ({"suspended_since": date(2026, 3, 9)}, Timeliness.SUSPENDED),
        ({"answered_on": DUE, "today": date(2026, 4, 1)}, Timeliness.ANSWERED_IN_TIME),
        (
            {"answered_on": date(2026, 3, 17), "today": date(2026, 4, 1)},
            Timeliness.ANSWERED_LATE,
        ),
        ({"answered_on": date(2026, 3, 12)}, Timeliness.NOT_DUE),
        ({"delivered_on": None}, Timeliness.NOT_DELIVERED),
        ({"delivered_on": None, "today": date(2026, 5, 1)}, Timeliness.NOT_DELIVERED),
        ({"delivered_on": None, "answered_on": date(2026, 3, 9)}, Timeliness.ANSWERED),
        (OPEN_ENDED, Timeliness.NO_ANSWER),
        ({**OPEN_ENDED, "answered_on": date(2026, 3, 9)}, Timeliness.ANSWERED),
        ({"basis": Basis.OWN_RULES}, Timeliness.NOT_DUE),
        ({"basis": Basis.PROMISE, "extended": True}, Timeliness.NOT_DUE),
        ({"basis": Basis.OWN_RULES, "today": date(2026, 3, 17)}, Timeliness.NO_ANSWER),
        ({"basis": Basis.COURTESY}, Timeliness.NO_ANSWER),
        ({"basis": Basis.COURTESY, "answered_on": date(2026, 3, 9)}, Timeliness.ANSWERED),
        (
            {"basis": Basis.PROMISE, "answered_on": date(2026, 3, 17), "today": date(2026, 4, 1)},
            Timeliness.ANSWERED_LATE,
        ),
    ],
)
def test_the_clock_shows_what_the_facts_allow(changed, shown):
    assert timeliness(replace(BOUND, **changed), YEAR) is shown


maybe = st.none() | st.dates(date(2026, 2, 1), date(2026, 5, 1))
facts = st.builds(
    ClockFacts,
    basis=st.sampled_from(Basis),
    asked_on=st.dates(date(2026, 2, 1), date(2026, 5, 1)),
    today=st.dates(date(2026, 2, 1), date(2026, 5, 1)),
    delivered_on=maybe,
    due_on=maybe,
    answered_on=maybe,
    extended=st.booleans(),
    suspended_since=maybe,
    soon_days=st.integers(0, 10),
)


@given(facts)
def test_law_is_spoken_of_only_with_a_statute_and_a_delivery(known):
    shown = timeliness(known, YEAR)

    if shown in {Timeliness.OVERDUE, Timeliness.LAWFULLY_EXTENDED}:
        assert known.basis is Basis.STATUTE
        assert known.delivered_on is not None
        assert known.delivered_on <= known.today
    if shown is Timeliness.OVERDUE:
        assert known.today > known.due_on


@given(facts)
def test_an_answer_on_record_is_never_shown_as_silence(known):
    answered = known.answered_on is not None and known.answered_on <= known.today

    assert timeliness(known, YEAR).startswith("answered") == answered


@given(facts)
def test_what_comes_after_today_changes_nothing(known):
    tomorrow = known.today + timedelta(days=1)
    blind = replace(known, answered_on=None)

    assert timeliness(replace(known, answered_on=tomorrow), YEAR) is timeliness(blind, YEAR)


def test_silence_is_counted_in_days_since_the_asking():
    assert silent_days(BOUND) == 8
    assert silent_days(replace(BOUND, today=date(2026, 2, 1))) == 0


def test_a_moment_for_today_is_refused():
    with pytest.raises(CalendarError, match="time zone"):
        timeliness(replace(BOUND, today=datetime(2026, 3, 9, tzinfo=UTC)), YEAR)
