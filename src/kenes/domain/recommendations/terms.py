"""Dates of the intake: a body's own day, its procedure, and terms counted in working days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kenes.domain.institutions.models import CalendarVersion, Institution, Procedure
from kenes.engines import deadlines
from kenes.engines.deadlines.terms import LONGEST

CALENDAR_CODE = "KZ"


def local_day(institution: Institution, now: datetime) -> date:
    """Return the date at `now` where the institution sits."""
    return now.astimezone(ZoneInfo(institution.time_zone)).date()


def procedure_of(body: Institution, on: date) -> Procedure:
    """Return the body's own rules in force on a day; the defaults, unsaved, if it has none."""
    rules = Procedure.objects.filter(body=body, valid_from__lte=on).order_by("-valid_from")
    for rule in rules:
        if rule.valid_to is None or rule.valid_to >= on:
            return rule
    return Procedure(body=body, valid_from=on)


def working_days_after(start: date, amount: int) -> date:
    """Return the day on which a term of `amount` working days, begun on `start`, ends.

    Where no published calendar covers the term, weekends alone are days off.
    """
    rule = deadlines.Rule(amount, deadlines.Unit.WORKING_DAYS)
    try:
        due_on = deadlines.due(start, rule, _calendar(start)).due_on
    except deadlines.CalendarTooShort:
        due_on = deadlines.due(start, rule, _weekends_only(start)).due_on
    if due_on is None:
        raise RuntimeError("a term without suspensions always ends")
    return due_on


def _calendar(start: date) -> deadlines.Calendar:
    rows = CalendarVersion.objects.filter(calendar__code=CALENDAR_CODE).order_by("-number")
    newest = rows.first()
    if newest is None:
        return _weekends_only(start)
    return deadlines.Calendar(
        code=CALENDAR_CODE,
        version=newest.number,
        covers=deadlines.Span(newest.first, newest.last),
        days_off={date.fromisoformat(day): day for day in newest.days_off},
        days_on=[date.fromisoformat(day) for day in newest.days_on],
    )


def _weekends_only(start: date) -> deadlines.Calendar:
    covers = deadlines.Span(start, start + timedelta(days=LONGEST))
    return deadlines.Calendar(code="weekends", version=0, covers=covers)
