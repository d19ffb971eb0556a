from datetime import date

from kenes.engines.deadlines import (
    Calendar,
    DayChange,
    DayKind,
    DayState,
    Rule,
    Span,
    Suspension,
    Unit,
    due,
    explain_change,
)

COVERS = Span(date(2025, 1, 1), date(2025, 12, 31))
TEN = Rule(10, Unit.WORKING_DAYS)
COUNTED, PLAIN_OFF = DayState(DayKind.COUNTED), DayState(DayKind.OFF)


def year(version, days_off=None, days_on=()):
    return Calendar(
        code="KZ", version=version, covers=COVERS, days_off=days_off or {}, days_on=days_on
    )


def test_a_day_off_added_later_is_named_as_the_only_cause():
    old = due(date(2025, 6, 2), TEN, year(1))
    new = due(date(2025, 6, 2), TEN, year(2, {date(2025, 6, 6): "kurban_ait"}))

    change = explain_change(old, new)

    assert (change.old_due_on, change.new_due_on) == (date(2025, 6, 16), date(2025, 6, 17))
    assert change.moved_by == 1
    assert change.days == (
        DayChange(date(2025, 6, 6), COUNTED, DayState(DayKind.OFF, ("kurban_ait",))),
    )


def test_a_saturday_put_to_work_brings_the_date_forward():
    old = due(date(2025, 6, 2), TEN, year(1))
    new = due(date(2025, 6, 2), TEN, year(2, days_on=[date(2025, 6, 14)]))

    change = explain_change(old, new)

    assert change.moved_by == -2
    assert change.days == (DayChange(date(2025, 6, 14), PLAIN_OFF, COUNTED),)


def test_a_holiday_on_the_day_a_term_was_moved_to_is_named():
    fifth = Rule(5, Unit.CALENDAR_DAYS)
    old = due(date(2025, 6, 2), fifth, year(1))
    new = due(date(2025, 6, 2), fifth, year(2, {date(2025, 6, 9): "bridge"}))

    change = explain_change(old, new)

    assert (old.due_on, new.due_on) == (date(2025, 6, 9), date(2025, 6, 10))
    assert change.days == (
        DayChange(date(2025, 6, 9), COUNTED, DayState(DayKind.OFF, ("bridge",))),
    )


def test_a_holiday_that_lay_on_a_weekend_anyway_changes_nothing():
    old = due(date(2025, 6, 2), TEN, year(1))
    new = due(date(2025, 6, 2), TEN, year(2, {date(2025, 6, 7): "kurban_ait"}))

    change = explain_change(old, new)

    assert (change.moved_by, change.days) == (0, ())


def test_a_suspension_shows_as_suspended_days():
    old = due(date(2025, 6, 2), TEN, year(1))
    pause = Suspension(date(2025, 6, 4), date(2025, 6, 5))
    new = due(date(2025, 6, 2), TEN, year(1), suspensions=[pause])

    kinds = [(day.on.day, day.after.kind) for day in explain_change(old, new).days]

    assert kinds == [(4, DayKind.SUSPENDED), (5, DayKind.SUSPENDED)]


def test_a_clock_that_now_stands_has_no_distance():
    old = due(date(2025, 6, 2), TEN, year(1))
    new = due(date(2025, 6, 2), TEN, year(1), suspensions=[Suspension(date(2025, 6, 4))])

    change = explain_change(old, new)

    assert (change.new_due_on, change.moved_by) == (None, None)
    assert change.days == (DayChange(date(2025, 6, 4), COUNTED, DayState(DayKind.SUSPENDED)),)
