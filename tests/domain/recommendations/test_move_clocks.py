from datetime import date

import pytest

from kenes.domain.institutions.models import CalendarVersion
from kenes.domain.recommendations.actions import addressing, moving
from kenes.domain.recommendations.explaining import holiday_names
from kenes.domain.register.models import Entry
from tests.factories.answers import answer, days_later, delivered, refusal_of

pytestmark = pytest.mark.django_db
NAMES = {"kk": "Қосымша демалыс", "ru": "Дополнительный выходной", "en": "Extra day off"}


def correct(case, day="2026-11-20"):
    old = case.address.calendar
    return CalendarVersion.objects.create(
        calendar=old.calendar,
        number=old.number + 1,
        first=old.first,
        last=old.last,
        days_off={**old.days_off, day: NAMES},
        days_on=old.days_on,
        published_at=days_later(1),
        grounds="Decree 7",
    )


def test_a_corrected_calendar_moves_an_open_clock_and_says_why():
    case = delivered()
    calendar = correct(case)

    [event] = addressing.move_clocks(calendar=calendar, now=days_later(1))

    address = case.address
    assert (address.due_on, address.calendar) == (date(2026, 12, 1), calendar)
    assert event.facts["days"] == ["2026-11-20"]
    assert (event.facts["old_due_on"], event.grounds) == ("2026-11-30", "Decree 7")
    assert Entry.objects.get(type="clock.moved").content["new_due_on"] == "2026-12-01"
    assert holiday_names(calendar, date(2026, 11, 20), date(2026, 11, 20)) in NAMES.values()


def test_a_day_outside_the_term_moves_nothing():
    case = delivered()

    assert addressing.move_clocks(calendar=correct(case, "2027-03-15"), now=days_later(1)) == []
    assert case.address.calendar.number == 2
    assert case.kinds == ["sent", "delivered"]


def test_an_answered_clock_stays():
    case = delivered()
    answer(case)

    assert addressing.move_clocks(calendar=correct(case), now=days_later(1)) == []
    assert case.address.calendar.number == 1


def test_an_outdated_calendar_moves_nothing():
    case = delivered()
    old = case.address.calendar
    correct(case)

    assert refusal_of(lambda: addressing.move_clocks(calendar=old, now=days_later(1))) == (
        "calendar_outdated"
    )


def test_a_clock_answered_or_moved_while_the_run_is_under_way_stays():
    case = delivered()
    calendar = correct(case)
    key = case.address.public_id
    moved = moving._move_clock(key, calendar, days_later(1))

    assert moved is not None
    assert moving._move_clock(key, calendar, days_later(1)) is None
