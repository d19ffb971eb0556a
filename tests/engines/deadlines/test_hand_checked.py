"""Cases counted by hand on a wall calendar; 2025 and 2026 as they stood in Kazakhstan.

The working Saturday of 15 March 2025 is made up: it shows what a decree may do.
"""

from datetime import date, datetime

import pytest

from kenes.engines.deadlines import (
    Calendar,
    CalendarError,
    CalendarTooShort,
    Counted,
    CountedMonths,
    Extended,
    ExtendedTooLate,
    Extension,
    MovedToWorkingDay,
    Rule,
    Skipped,
    Span,
    Started,
    Suspended,
    Suspension,
    TermError,
    Unit,
    due,
    working_days_between,
)

TEN, FIVE = Rule(10, Unit.WORKING_DAYS), Rule(5, Unit.WORKING_DAYS)
DAYS_OFF = {
    date(2025, 1, 1): "new_year",
    date(2025, 1, 2): "new_year",
    date(2025, 1, 7): "christmas",
    date(2025, 3, 8): "women",
    date(2025, 3, 10): "women",
    date(2025, 3, 21): "nauryz",
    date(2025, 3, 22): "nauryz",
    date(2025, 3, 23): "nauryz",
    date(2025, 3, 24): "nauryz",
    date(2025, 3, 25): "nauryz",
    date(2025, 5, 1): "unity",
    date(2025, 5, 7): "defender",
    date(2025, 5, 9): "victory",
    date(2025, 6, 6): "kurban_ait",
    date(2026, 1, 1): "new_year",
    date(2026, 1, 2): "new_year",
    date(2026, 1, 7): "christmas",
}


def kazakhstan(*, without=(), also=None, days_on=(), version=1):
    off = {day: name for day, name in DAYS_OFF.items() if day not in without} | (also or {})
    covers = Span(date(2025, 1, 1), date(2026, 12, 31))
    return Calendar(code="KZ", version=version, covers=covers, days_off=off, days_on=days_on)


def test_ten_working_days_from_12_march_2025_pass_over_nauryz_to_31_march():
    reckoning = due(date(2025, 3, 12), TEN, kazakhstan())

    assert reckoning.due_on == date(2025, 3, 31)
    assert reckoning.steps == (
        Started(date(2025, 3, 12), date(2025, 3, 13), TEN),
        Counted(6, date(2025, 3, 13), date(2025, 3, 20), weekend_days=2),
        Skipped(date(2025, 3, 21), date(2025, 3, 25), ("nauryz",)),
        Counted(4, date(2025, 3, 26), date(2025, 3, 31), weekend_days=2),
    )
    assert (reckoning.calendar_code, reckoning.calendar_version) == ("KZ", 1)


def test_a_holiday_is_skipped_together_with_the_weekend_it_touches():
    reckoning = due(date(2025, 6, 4), Rule(2, Unit.WORKING_DAYS), kazakhstan())

    assert reckoning.due_on == date(2025, 6, 9)
    assert reckoning.steps[2] == Skipped(date(2025, 6, 6), date(2025, 6, 8), ("kurban_ait",))


def test_a_moved_day_off_puts_the_term_one_day_later():
    plain = due(date(2025, 3, 6), FIVE, kazakhstan(without=[date(2025, 3, 10)]))
    moved = due(date(2025, 3, 6), FIVE, kazakhstan())

    assert plain.due_on == date(2025, 3, 13)
    assert moved.due_on == date(2025, 3, 14)
    assert Skipped(date(2025, 3, 8), date(2025, 3, 10), ("women",)) in moved.steps


def test_a_saturday_worked_by_decree_counts():
    reckoning = due(date(2025, 3, 12), FIVE, kazakhstan(days_on=[date(2025, 3, 15)]))

    assert date(2025, 3, 15) in reckoning.counted
    assert reckoning.due_on == date(2025, 3, 18)
    assert reckoning.steps[1] == Counted(5, date(2025, 3, 13), date(2025, 3, 18), weekend_days=1)


def test_five_working_days_over_the_end_of_the_year_end_on_12_january():
    reckoning = due(date(2025, 12, 31), FIVE, kazakhstan())

    assert reckoning.due_on == date(2026, 1, 12)
    assert [step for step in reckoning.steps if isinstance(step, Skipped)] == [
        Skipped(date(2026, 1, 1), date(2026, 1, 4), ("new_year",)),
        Skipped(date(2026, 1, 7), date(2026, 1, 7), ("christmas",)),
    ]


def test_neighbouring_holidays_are_one_run_with_both_names():
    bridged = kazakhstan(also={date(2025, 5, 8): "bridge"})

    reckoning = due(date(2025, 5, 5), Rule(2, Unit.WORKING_DAYS), bridged)

    assert reckoning.due_on == date(2025, 5, 12)
    assert reckoning.steps[2].names == ("defender", "bridge", "victory")


def test_a_weekend_before_the_first_counted_day_is_told_with_it():
    reckoning = due(date(2025, 2, 7), Rule(1, Unit.WORKING_DAYS), kazakhstan())

    assert reckoning.steps[1] == Counted(1, date(2025, 2, 10), date(2025, 2, 10), weekend_days=2)


def test_calendar_days_that_end_in_nauryz_move_to_the_working_day_after_it():
    reckoning = due(date(2025, 3, 12), Rule(10, Unit.CALENDAR_DAYS), kazakhstan())

    assert reckoning.due_on == date(2025, 3, 26)
    assert reckoning.steps[1:] == (
        Counted(10, date(2025, 3, 13), date(2025, 3, 22)),
        MovedToWorkingDay(date(2025, 3, 22), date(2025, 3, 26), ("nauryz",)),
    )


def test_two_months_from_31_december_end_on_the_last_day_of_february_then_move():
    reckoning = due(date(2025, 12, 31), Rule(2, Unit.MONTHS), kazakhstan())

    assert reckoning.due_on == date(2026, 3, 2)
    assert reckoning.steps[1:] == (
        CountedMonths(2, date(2026, 2, 28), shortened=True),
        MovedToWorkingDay(date(2026, 2, 28), date(2026, 3, 2)),
    )


def test_a_month_keeps_its_day_number_over_a_year_end():
    reckoning = due(date(2025, 12, 5), Rule(1, Unit.MONTHS), kazakhstan())

    assert reckoning.due_on == date(2026, 1, 5)
    assert reckoning.steps[1:] == (CountedMonths(1, date(2026, 1, 5)),)


def test_an_extension_is_counted_from_the_day_after_the_due_date():
    extension = Extension(FIVE, decided_on=date(2025, 3, 31), ground="expertise")

    reckoning = due(date(2025, 3, 12), TEN, kazakhstan(), extensions=[extension])

    assert reckoning.due_on == date(2025, 4, 7)
    assert reckoning.is_extended
    assert reckoning.steps[4:] == (
        Extended(FIVE, date(2025, 3, 31), date(2025, 3, 31), date(2025, 4, 7), "expertise"),
        Counted(5, date(2025, 4, 1), date(2025, 4, 7), weekend_days=2),
    )


def test_an_extension_decided_after_the_due_date_adds_nothing_and_is_told():
    late = Extension(FIVE, decided_on=date(2025, 4, 1))

    reckoning = due(date(2025, 3, 12), TEN, kazakhstan(), extensions=[late])

    assert reckoning.due_on == date(2025, 3, 31)
    assert not reckoning.is_extended
    assert reckoning.steps[-1] == ExtendedTooLate(FIVE, date(2025, 4, 1), date(2025, 3, 31))


def test_extensions_apply_in_the_order_of_their_decisions():
    first = Extension(Rule(1, Unit.MONTHS), decided_on=date(2025, 3, 20))
    second = Extension(FIVE, decided_on=date(2025, 4, 10))

    reckoning = due(date(2025, 3, 12), TEN, kazakhstan(), extensions=[second, first])

    assert [s.rule for s in reckoning.steps if isinstance(s, Extended)] == [first.rule, FIVE]
    # 31 March, a month on 30 April; then 2, 5, 6, 8 and 12 May are worked.
    assert reckoning.due_on == date(2025, 5, 12)


def test_suspended_days_do_not_count():
    pause = Suspension(date(2025, 3, 17), date(2025, 3, 19), ground="court")

    reckoning = due(date(2025, 3, 12), TEN, kazakhstan(), suspensions=[pause])

    assert reckoning.due_on == date(2025, 4, 3)
    assert Suspended(date(2025, 3, 17), date(2025, 3, 19), "court") in reckoning.steps


def test_a_suspension_lengthens_a_term_in_months_day_for_day():
    pause = Suspension(date(2025, 2, 3), date(2025, 2, 5))

    reckoning = due(date(2025, 1, 20), Rule(1, Unit.MONTHS), kazakhstan(), suspensions=[pause])

    assert reckoning.due_on == date(2025, 2, 24)
    assert reckoning.steps[1:] == (
        CountedMonths(1, date(2025, 2, 20)),
        Suspended(date(2025, 2, 3), date(2025, 2, 5)),
        MovedToWorkingDay(date(2025, 2, 23), date(2025, 2, 24)),
    )


def test_an_open_suspension_leaves_no_due_date_and_nothing_to_extend():
    pause = Suspension(date(2025, 3, 17), ground="court")
    extension = Extension(FIVE, decided_on=date(2025, 3, 14))

    reckoning = due(
        date(2025, 3, 12), TEN, kazakhstan(), extensions=[extension], suspensions=[pause]
    )

    assert reckoning.due_on is None
    assert reckoning.suspended_since == date(2025, 3, 17)
    assert reckoning.steps[-1] == Suspended(date(2025, 3, 17), None, "court")
    assert not reckoning.is_extended


def test_an_open_suspension_met_within_an_extension_leaves_no_due_date():
    extension = Extension(FIVE, decided_on=date(2025, 3, 28))
    pause = Suspension(date(2025, 4, 2))

    reckoning = due(
        date(2025, 3, 12), TEN, kazakhstan(), extensions=[extension], suspensions=[pause]
    )

    assert (reckoning.due_on, reckoning.suspended_since) == (None, date(2025, 4, 2))
    assert Extended(FIVE, date(2025, 3, 28), date(2025, 3, 31), None) in reckoning.steps


def test_an_open_suspension_on_the_way_off_a_weekend_stops_the_clock():
    pause = Suspension(date(2025, 2, 10))

    reckoning = due(
        date(2025, 2, 3), Rule(5, Unit.CALENDAR_DAYS), kazakhstan(), suspensions=[pause]
    )

    assert (reckoning.due_on, reckoning.suspended_since) == (None, date(2025, 2, 10))


def test_a_closed_suspension_on_the_way_off_a_weekend_is_passed_over():
    pause = Suspension(date(2025, 2, 9), date(2025, 2, 11))

    reckoning = due(
        date(2025, 2, 3), Rule(5, Unit.CALENDAR_DAYS), kazakhstan(), suspensions=[pause]
    )

    assert reckoning.due_on == date(2025, 2, 12)


def test_a_suspension_after_the_due_date_changes_nothing():
    plain = due(date(2025, 3, 12), TEN, kazakhstan())

    later = due(date(2025, 3, 12), TEN, kazakhstan(), suspensions=[Suspension(date(2025, 4, 1))])

    assert later == plain


def test_an_open_suspension_outweighs_a_closed_one_on_the_same_day():
    both = [Suspension(date(2025, 3, 17), date(2025, 3, 19)), Suspension(date(2025, 3, 18))]

    reckoning = due(date(2025, 3, 12), TEN, kazakhstan(), suspensions=both)

    assert reckoning.suspended_since == date(2025, 3, 18)


def test_counting_beyond_the_coverage_names_the_day_and_the_remedy():
    with pytest.raises(CalendarTooShort, match="covers 2025-01-01 to 2026-12-31") as caught:
        due(date(2026, 12, 28), TEN, kazakhstan())

    assert caught.value.day == date(2027, 1, 1)
    assert "publish a version of the calendar that covers 2027" in str(caught.value)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 12, 1), date(2027, 2, 1)), (date(2027, 2, 1), date(2026, 12, 1))],
)
def test_days_between_are_not_counted_beyond_the_coverage(first, last):
    with pytest.raises(CalendarTooShort) as caught:
        working_days_between(first, last, kazakhstan())

    assert caught.value.day == date(2027, 1, 1)


@pytest.mark.parametrize("start", [date(2024, 12, 31), date(2027, 1, 1), date.max])
def test_a_start_outside_the_coverage_is_refused(start):
    with pytest.raises(CalendarTooShort) as caught:
        due(start, TEN, kazakhstan())

    assert caught.value.day == start


def test_months_beyond_the_coverage_are_refused():
    with pytest.raises(CalendarTooShort):
        due(date(2026, 12, 1), Rule(3660, Unit.MONTHS), kazakhstan())


def test_a_suspension_beyond_the_coverage_is_refused():
    pause = Suspension(date(2026, 12, 1), date(2990, 1, 1))

    with pytest.raises(CalendarTooShort):
        due(date(2026, 11, 30), TEN, kazakhstan(), suspensions=[pause])


def test_a_moment_is_refused_where_a_date_is_meant():
    with pytest.raises(CalendarError, match="time zone"):
        due(datetime(2025, 3, 12, 9), TEN, kazakhstan())  # noqa: DTZ001 - the mistake itself
    with pytest.raises(CalendarError, match="time zone"):
        working_days_between(date(2025, 3, 12), datetime(2025, 3, 13, 9), kazakhstan())  # noqa: DTZ001


@pytest.mark.parametrize("amount", [0, -1, 3661, 1.5])
def test_an_amount_that_cannot_be_counted_is_refused(amount):
    with pytest.raises(TermError, match="from 1 to 3660"):
        Rule(amount, Unit.WORKING_DAYS)


def test_a_suspension_cannot_end_before_it_begins():
    with pytest.raises(TermError, match="before it begins"):
        Suspension(date(2025, 3, 2), date(2025, 3, 1))


def test_a_span_cannot_end_before_it_begins():
    with pytest.raises(CalendarError, match="swap them"):
        Span(date(2025, 3, 2), date(2025, 3, 1))


def test_a_span_knows_its_days():
    span = Span(date(2025, 3, 1), date(2025, 3, 3))

    assert span.days == 3
    assert date(2025, 3, 3) in span
    assert date(2025, 3, 4) not in span


def test_a_calendar_cannot_hold_a_day_on_and_off():
    with pytest.raises(CalendarError, match="2025-03-21 is entered as a day off and as"):
        kazakhstan(days_on=[date(2025, 3, 21)])


def test_a_calendar_without_a_working_weekday_is_refused():
    with pytest.raises(CalendarError, match="all seven weekdays"):
        Calendar(code="X", version=1, covers=Span(date.min, date.min), weekend=frozenset(range(7)))


def test_a_calendar_that_claims_to_know_everything_is_refused():
    with pytest.raises(CalendarError, match="9000"):
        Calendar(code="X", version=1, covers=Span(date.min, date.max))


def test_editing_the_table_afterwards_does_not_change_the_calendar():
    table = {date(2025, 3, 21): "nauryz"}
    calendar = Calendar(
        code="X", version=1, covers=Span(date(2025, 1, 1), date(2025, 12, 31)), days_off=table
    )

    table.clear()

    assert not calendar.is_working(date(2025, 3, 21))


def test_working_days_between_are_signed():
    friday, monday = date(2025, 2, 7), date(2025, 2, 10)

    assert working_days_between(friday, monday, kazakhstan()) == 1
    assert working_days_between(monday, friday, kazakhstan()) == -1
    assert working_days_between(friday, friday, kazakhstan()) == 0
    assert working_days_between(date(2025, 3, 20), date(2025, 3, 31), kazakhstan()) == 4
