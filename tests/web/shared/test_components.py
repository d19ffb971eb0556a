"""Values that the larger components are given."""

from datetime import date, timedelta

from kenes.web.shared.components import Clock, Day, GapView, ShareRow, Side, Strip, StripRow

FRIDAY = date(2026, 10, 16)


def test_the_calendar_is_filled_to_whole_weeks_from_monday():
    days = [Day(FRIDAY + timedelta(n), "counted") for n in range(5)]

    weeks = Clock("not_due", "", "", days=days).weeks

    assert [len(week) for week in weeks] == [7, 7]
    assert weeks[0][0].on == date(2026, 10, 12)
    assert [day.kind for day in weeks[1]] == ["counted"] * 2 + ["out"] * 5


def test_a_clock_without_days_draws_no_calendar():
    assert Clock("answered", "", "").weeks == []


def test_the_key_explains_only_what_occurs():
    clock = Clock("not_due", "", "", days=[Day(FRIDAY, "received"), Day(FRIDAY, "off")])

    assert [kind for kind, _word in clock.key] == ["received", "off"]


def test_the_gap_runs_between_the_two_sides():
    gap = GapView("", state=Side("substantial"), civil=Side("limited"))

    assert gap.span == ("62.5%", "37.5%")


def test_no_evidence_stands_off_the_rail():
    assert Side("no_evidence").at == "4%"


def test_two_sides_on_one_notch_have_no_gap():
    gap = GapView("", state=Side("limited"), civil=Side("limited"))

    assert (gap.span, gap.together) == (None, True)


def test_shares_fill_the_bar_and_small_ones_print_no_number():
    segments = ShareRow("", (0, 1, 99, 0, 0)).segments

    assert [(index, x, width, fits) for index, x, width, _m, _c, fits in segments] == [
        (1, "0.00%", "1.00%", False),
        (2, "1.00%", "99.00%", True),
    ]


def test_an_empty_bar_is_drawn_without_dividing_by_nothing():
    assert ShareRow("", (0, 0, 0, 0, 0)).segments == []


def test_the_strip_has_one_axis_of_whole_days():
    strip = Strip([StripRow("", "", 3, (58, 31)), StripRow("", "", 1)])

    assert strip.end == 60
    assert [days for _place, days, _anchor in strip.ticks] == [0, 20, 40, 60]
    assert strip.placed[0][1] == ["51.67%", "96.67%"]
    assert strip.rows[1].longest is None
