"""Dates of the intake: a body's own day, and terms counted in working days."""

from datetime import date, timedelta

from kenes.domain.institutions.queries import (
    engine_calendar,
    latest_calendar,
    procedure_of,
    today_at,
)
from kenes.domain.shared.refusals import NotFound
from kenes.engines import deadlines

__all__ = ["local_day", "procedure_of", "published_calendar", "working_days_after"]

local_day = today_at
# Far beyond any term of a procedure, which is at most 32,767 days off in the database's type.
_COVERED = timedelta(days=3660)


def working_days_after(
    start: date, amount: int, calendar: deadlines.Calendar | None = None
) -> date:
    """Return the day on which a term of `amount` working days, begun on `start`, ends.

    By the calendar given, else by the newest published one; where none covers the term, weekends
    alone are days off.
    """
    rule = deadlines.Rule(amount, deadlines.Unit.WORKING_DAYS)
    try:
        reckoning = deadlines.due(start, rule, calendar or published_calendar(start))
    except deadlines.CalendarTooShort:
        reckoning = deadlines.due(start, rule, _weekends_only(start))
    if reckoning.due_on is None:
        raise RuntimeError("a term that is never suspended has an end")
    return reckoning.due_on


def published_calendar(start: date) -> deadlines.Calendar:
    """Return the newest published calendar, or from `start` on one of weekends alone."""
    try:
        return engine_calendar(latest_calendar())
    except NotFound:
        return _weekends_only(start)


def _weekends_only(start: date) -> deadlines.Calendar:
    covers = deadlines.Span(start, start + _COVERED)
    return deadlines.Calendar(code="weekends", version=0, covers=covers)
