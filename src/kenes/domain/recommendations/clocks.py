"""The clock of one addressed body: when its answer is due, and what may be said of it today.

The days are counted by `kenes.engines.deadlines`; this module hands it the facts on record. A due
date is the end of that day where the addressee is. Clauses: docs/specs/five-axes.md, axis 4.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _c

from kenes.domain.institutions.models import CalendarVersion, Institution, LegalRule
from kenes.domain.institutions.queries import engine_calendar, engine_calendar_of
from kenes.domain.recommendations.explaining import explain
from kenes.domain.recommendations.models import Address, Extension, Suspension
from kenes.domain.recommendations.values import Basis
from kenes.domain.shared.refusals import NotPermitted, Refusal
from kenes.engines import deadlines
from kenes.engines.deadlines import Reckoning, Timeliness

__all__ = [
    "TIMELINESS_LABELS",
    "Reckoning",
    "Timeliness",
    "days_overdue",
    "days_silent",
    "due_date",
    "explain",
    "is_lawful",
    "local_today",
    "reckon",
    "timeliness_of",
]

TIMELINESS_LABELS = {
    Timeliness.NOT_DUE: _c("timeliness", "Not due yet"),
    Timeliness.DUE_SOON: _c("timeliness", "Due soon"),
    Timeliness.ANSWERED_IN_TIME: _c("timeliness", "Answered in time"),
    Timeliness.ANSWERED_LATE: _c("timeliness", "Answered late"),
    Timeliness.OVERDUE: _c("timeliness", "Overdue"),
    Timeliness.LAWFULLY_EXTENDED: _c("timeliness", "Lawfully extended"),
    Timeliness.SUSPENDED: _c("timeliness", "Suspended"),
    Timeliness.NOT_DELIVERED: _c("timeliness", "Not yet delivered"),
    Timeliness.NO_ANSWER: _c("timeliness", "No answer"),
    Timeliness.ANSWERED: _c("timeliness", "Answered"),
}


def local_today(institution: Institution, now: datetime) -> date:
    """Return the date that `now` is where the institution sits."""
    return now.astimezone(ZoneInfo(institution.time_zone)).date()


def reckon(
    address: Address,
    extensions: Iterable[Extension] | None = None,
    suspensions: Iterable[Suspension] | None = None,
    *,
    calendar: CalendarVersion | None = None,
) -> Reckoning | None:
    """Count out the address's term with its steps; None while there is nothing to count.

    Nothing is counted before the term's start is on record, nor where the body named a date
    itself or no term applies. `calendar` stands in for the address's own version. Raises
    NotPermitted `calendar_too_short` when the calendar does not cover the days needed.
    """
    start = _start_of(address)
    if address.rule is None or start is None:
        return None
    try:
        return deadlines.due(
            start,
            _term(address.rule.amount, address.rule.unit),
            engine_calendar(calendar or address.calendar),
            extensions=[_extension(row) for row in _rows(extensions, address, "extensions")],
            suspensions=[_suspension(row) for row in _rows(suspensions, address, "suspensions")],
        )
    except deadlines.CalendarTooShort as error:
        raise NotPermitted(_calendar_too_short(error.day)) from error


def due_date(address: Address, reckoning: Reckoning | None) -> date | None:
    """Return the last day of the term: as reckoned, or as the body itself promised."""
    return reckoning.due_on if reckoning else address.promised_on


def is_lawful(address: Address) -> bool:
    """Tell whether law may be named: a statute binds the body and the delivery is on record."""
    return address.basis == Basis.STATUTE and address.delivered_on is not None


def timeliness_of(address: Address, today: date) -> Timeliness | None:
    """Say what the clock shows on `today`.

    None where the clock ended without an answer: the duty passed to a successor. Reads columns
    alone, so a plain row with the same names will do.
    """
    if address.answered_on is None and not address.is_open:
        return None
    try:
        return deadlines.timeliness(_facts(address, today), engine_calendar_of(address.calendar_id))
    except deadlines.CalendarTooShort:
        # Only "due soon" needs the days in between; a date beyond the calendar is not soon.
        return Timeliness.NOT_DUE


def days_overdue(address: Address, today: date) -> int | None:
    """Count working days from the due date to the answer or to `today`; 0 when in time.

    None where the calendar on record does not reach that day, so the number is not known.
    """
    if address.due_on is None:
        return 0
    end = address.answered_on or today
    try:
        days = deadlines.working_days_between(
            address.due_on, end, engine_calendar(address.calendar)
        )
    except deadlines.CalendarTooShort:
        return None
    return max(0, days)


def days_silent(address: Address, today: date) -> int:
    """Count calendar days since the body was asked."""
    return deadlines.silent_days(_facts(address, today))


def _facts(address: Address, today: date) -> deadlines.ClockFacts:
    return deadlines.ClockFacts(
        basis=deadlines.Basis(address.basis),
        asked_on=address.asked_on,
        today=today,
        delivered_on=address.delivered_on,
        due_on=address.due_on,
        answered_on=address.answered_on,
        extended=address.is_extended,
        suspended_since=address.suspended_since,
    )


def _start_of(address: Address) -> date | None:
    if address.rule is not None and address.rule.start == LegalRule.Start.ASKED:
        return address.asked_on
    return address.delivered_on


def _rows(given: Iterable | None, address: Address, relation: str) -> Iterable:  # type: ignore[type-arg]
    return getattr(address, relation).all() if given is None else given


def _term(amount: int, unit: str) -> deadlines.Rule:
    return deadlines.Rule(amount, deadlines.Unit(unit))


def _extension(row: Extension) -> deadlines.Extension:
    return deadlines.Extension(_term(row.amount, row.unit), row.decided_on, row.reason)


def _suspension(row: Suspension) -> deadlines.Suspension:
    return deadlines.Suspension(row.from_on, row.until_on, row.reason)


def _calendar_too_short(day: date) -> Refusal:
    return Refusal(
        "calendar_too_short",
        _("The date cannot be computed: the working days of the year are not published: %(year)s.")
        % {"year": day.year},
        remedy=_("Ask the administrator to publish a calendar that covers this year."),
        status=409,
    )
