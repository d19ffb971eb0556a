"""What holds for every calendar, rule, extension and suspension."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kenes.engines.deadlines import (
    Calendar,
    Counted,
    CountedMonths,
    Extension,
    MovedToWorkingDay,
    Rule,
    Skipped,
    Span,
    Suspended,
    Suspension,
    Unit,
    due,
    explain_change,
    working_days_between,
)

# A busy machine is no finding.
settings.register_profile("engines", deadline=None)
settings.load_profile("engines")

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2035, 12, 31)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
rules = st.builds(
    Rule, st.integers(1, 40), st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])
) | st.builds(Rule, st.integers(1, 14), st.just(Unit.MONTHS))


@st.composite
def calendars(draw):
    off = draw(st.dictionaries(days, st.sampled_from(["nauryz", "ait", "bridge"]), max_size=60))
    on = draw(st.frozensets(days, max_size=10)) - off.keys()
    weekend = draw(st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset()]))
    return Calendar(
        code="T", version=1, covers=Span(FIRST, LAST), days_off=off, days_on=on, weekend=weekend
    )


@st.composite
def pauses(draw):
    begin = draw(days)
    return Suspension(begin, begin + draw(st.integers(0, 30)) * DAY)


suspensions = st.lists(pauses(), max_size=3)


def oracle(start, rule, calendar, stopped):
    """The same convention, said once more in the plainest words."""
    day, left = start, rule.amount
    if rule.unit is Unit.MONTHS:
        month = start.month - 1 + rule.amount
        year, month, number = start.year + month // 12, month % 12 + 1, start.day
        while True:
            try:
                left = (date(year, month, number) - start).days
                break
            except ValueError:
                number -= 1
    while left:
        day += DAY
        works = calendar.is_working(day) or rule.unit is not Unit.WORKING_DAYS
        left -= works and day not in stopped
    while not calendar.is_working(day) or day in stopped:
        day += DAY
    return day


@given(days, rules, calendars(), suspensions)
def test_the_due_date_agrees_with_a_plain_recount(start, rule, calendar, suspended):
    stopped = {
        pause.from_on + n * DAY
        for pause in suspended
        for n in range((pause.until_on - pause.from_on).days + 1)
    }

    reckoning = due(start, rule, calendar, suspensions=suspended)

    assert reckoning.due_on == oracle(start, rule, calendar, stopped)


@given(days, rules, calendars(), suspensions)
def test_the_due_date_is_worked_and_lies_after_the_start(start, rule, calendar, suspended):
    reckoning = due(start, rule, calendar, suspensions=suspended)

    assert calendar.is_working(reckoning.due_on)
    assert reckoning.due_on > start
    assert not any(pause.holds(reckoning.due_on) for pause in suspended)


@given(days, st.integers(1, 60), calendars(), suspensions)
def test_exactly_the_amount_of_working_days_is_counted(start, amount, calendar, suspended):
    reckoning = due(start, Rule(amount, Unit.WORKING_DAYS), calendar, suspensions=suspended)

    assert len(reckoning.counted) == amount
    assert all(calendar.is_working(day) for day in reckoning.counted)
    assert all(one < other for one, other in pairwise(reckoning.counted))
    assert reckoning.counted[-1] == reckoning.due_on


@given(days, rules, calendars(), suspensions)
def test_one_more_never_comes_earlier(start, rule, calendar, suspended):
    longer = Rule(rule.amount + 1, rule.unit)

    one = due(start, rule, calendar, suspensions=suspended)
    other = due(start, longer, calendar, suspensions=suspended)

    assert other.due_on >= one.due_on
    if rule.unit is Unit.WORKING_DAYS:
        assert other.due_on > one.due_on


@given(days, rules, calendars(), suspensions)
def test_a_later_start_never_comes_earlier(start, rule, calendar, suspended):
    one = due(start, rule, calendar, suspensions=suspended)
    other = due(start + DAY, rule, calendar, suspensions=suspended)

    if rule.unit is Unit.MONTHS:
        # The last days of a month may all end on the last day of a shorter one, and a
        # suspension is added to terms whose lengths in days differ by up to three.
        assume(not suspended)
    assert other.due_on >= one.due_on


@given(days, rules, calendars(), days)
def test_one_more_day_off_never_comes_earlier(start, rule, calendar, holiday):
    assume(holiday not in calendar.days_on)
    fuller = Calendar(
        code="T",
        version=2,
        covers=calendar.covers,
        days_off={**calendar.days_off, holiday: "new"},
        days_on=calendar.days_on,
        weekend=calendar.weekend,
    )

    before, after = due(start, rule, calendar), due(start, rule, fuller)
    change = explain_change(before, after)

    assert after.due_on >= before.due_on
    assert change.moved_by == (after.due_on - before.due_on).days
    if change.moved_by:
        assert [day.on for day in change.days] == [holiday]
        assert "new" in change.days[0].after.names


@given(days, rules, calendars(), rules, st.integers(0, 30))
def test_an_extension_never_moves_a_date_earlier(start, rule, calendar, added, late_by):
    plain = due(start, rule, calendar)
    decided_on = start + late_by * DAY

    extended = due(start, rule, calendar, extensions=[Extension(added, decided_on)])

    assert extended.is_extended == (decided_on <= plain.due_on)
    assert (extended.due_on > plain.due_on) == extended.is_extended
    if extended.is_extended:
        assert extended.due_on == due(plain.due_on, added, calendar).due_on


@given(days, rules, calendars(), suspensions, pauses())
def test_a_suspension_never_moves_a_date_earlier(start, rule, calendar, suspended, more):
    plain = due(start, rule, calendar, suspensions=suspended)

    assert due(start, rule, calendar, suspensions=[*suspended, more]).due_on >= plain.due_on


@given(days, rules, calendars(), days)
def test_an_open_suspension_leaves_no_date_exactly_when_it_begins_by_the_due_date(
    start, rule, calendar, begins
):
    plain = due(start, rule, calendar)

    stopped = due(start, rule, calendar, suspensions=[Suspension(begins)])

    reached = begins <= plain.due_on
    # A term whose last day is counted on a day off still waits for the working day after it.
    assert (stopped.due_on is None) == reached
    assert (stopped.suspended_since is not None) == reached
    if reached:
        assert stopped.suspended_since == max(begins, start + DAY)


@given(days, st.integers(1, 60), calendars(), suspensions)
def test_every_day_to_the_due_date_is_told_once(start, amount, calendar, suspended):
    reckoning = due(start, Rule(amount, Unit.WORKING_DAYS), calendar, suspensions=suspended)
    told = 0
    for step in reckoning.steps[1:]:
        match step:
            case Counted(number, _, _, weekend_days):
                told += number + weekend_days
            case Skipped(first, last, _) | Suspended(first, last, _):
                told += (last - first).days + 1

    assert told == (reckoning.due_on - start).days


@given(days, rules, calendars(), suspensions)
def test_steps_follow_each_other_and_plain_weekends_get_none(start, rule, calendar, suspended):
    reckoning = due(start, rule, calendar, suspensions=suspended)

    for step in reckoning.steps:
        assert not isinstance(step, Skipped) or step.names
    assert all(
        not (isinstance(one, Counted) and isinstance(other, Counted))
        for one, other in pairwise(reckoning.steps)
    )
    lasts = [s.last for s in reckoning.steps if isinstance(s, Counted | Skipped | Suspended)]
    assert lasts == sorted(lasts)


@given(days, rules, calendars())
def test_the_last_step_reaches_the_due_date(start, rule, calendar):
    reckoning = due(start, rule, calendar)

    match reckoning.steps[-1]:
        case Counted(_, _, last, _) | CountedMonths(_, last, _) | MovedToWorkingDay(_, last, _):
            assert last == reckoning.due_on
        case other:
            raise AssertionError(other)


@given(days, days, days, calendars())
def test_working_days_add_up_and_turn_sign(one, two, three, calendar):
    there = working_days_between(one, two, calendar)

    assert working_days_between(two, one, calendar) == -there
    assert there + working_days_between(two, three, calendar) == working_days_between(
        one, three, calendar
    )


@given(days, st.integers(1, 60), calendars())
def test_the_due_date_is_its_amount_of_working_days_away(start, amount, calendar):
    reckoning = due(start, Rule(amount, Unit.WORKING_DAYS), calendar)

    assert working_days_between(start, reckoning.due_on, calendar) == amount


@given(days, rules, calendars(), suspensions)
def test_a_reckoning_does_not_differ_from_itself(start, rule, calendar, suspended):
    reckoning = due(start, rule, calendar, suspensions=suspended)

    change = explain_change(reckoning, reckoning)

    assert (change.moved_by, change.days) == (0, ())


@given(calendars(), days, days)
def test_counting_by_weeks_equals_counting_day_by_day(calendar, first, last):
    assume(first <= last)
    between = [first + n * DAY for n in range(1, (last - first).days + 1)]

    assert working_days_between(first, last, calendar) == sum(map(calendar.is_working, between))
