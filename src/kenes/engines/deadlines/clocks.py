"""What may be said of a clock on a given day: computed from facts, entered by nobody.

"Overdue" and "lawfully" accuse or excuse by law, so they are said only where a statute
binds the body and the delivery is on record (spec, clause 11).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kenes.engines.deadlines.calendars import Calendar, refuse_moment, working_days_between


class Basis(StrEnum):
    """What a clock rests on."""

    STATUTE = "statute"
    OWN_RULES = "own_rules"
    PROMISE = "promise"
    COURTESY = "courtesy"


class Timeliness(StrEnum):
    """What a clock shows."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    OVERDUE = "overdue"
    LAWFULLY_EXTENDED = "lawfully_extended"
    SUSPENDED = "suspended"
    NOT_DELIVERED = "not_delivered"
    NO_ANSWER = "no_answer"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """What the record knows of one addressee's clock on `today`.

    `asked_on` is when the text was sent, `delivered_on` when the body registered it.
    `soon_days` is in working days. Anything dated after `today` has not happened yet, so
    the same facts answer for a day in the past.
    """

    basis: Basis
    asked_on: date
    today: date
    delivered_on: date | None = None
    due_on: date | None = None
    answered_on: date | None = None
    extended: bool = False
    suspended_since: date | None = None
    soon_days: int = 3


def timeliness(facts: ClockFacts, calendar: Calendar) -> Timeliness:
    """Say what the clock shows (spec, clause 11).

    Raises CalendarTooShort when a day from `today` to the due date is not covered, and
    CalendarError when `today` is a moment.
    """
    refuse_moment(facts.today, "today")
    delivered = _happened(facts.delivered_on, facts)
    if _happened(facts.answered_on, facts):
        return _answered(facts, delivered=delivered)
    if not delivered:
        return Timeliness.NOT_DELIVERED
    if _is_suspended(facts):
        return Timeliness.SUSPENDED
    if facts.due_on is None or facts.basis is Basis.COURTESY:
        return Timeliness.NO_ANSWER
    return _running(facts, facts.due_on, calendar)


def _running(facts: ClockFacts, due_on: date, calendar: Calendar) -> Timeliness:
    """Say what an unanswered clock with a due date shows."""
    by_law = facts.basis is Basis.STATUTE
    if facts.today > due_on:
        return Timeliness.OVERDUE if by_law else Timeliness.NO_ANSWER
    if facts.extended and by_law:
        return Timeliness.LAWFULLY_EXTENDED
    left = working_days_between(facts.today, due_on, calendar)
    return Timeliness.DUE_SOON if left <= facts.soon_days else Timeliness.NOT_DUE


def silent_days(facts: ClockFacts) -> int:
    """Calendar days from the asking to `today`, for "asked on ..., no answer for N days"."""
    return max(0, (facts.today - facts.asked_on).days)


def _happened(on: date | None, facts: ClockFacts) -> bool:
    return on is not None and on <= facts.today


def _answered(facts: ClockFacts, *, delivered: bool) -> Timeliness:
    """Judge an answer; without a delivery or a term there is nothing to be late by."""
    if facts.answered_on is None or not delivered or facts.basis is Basis.COURTESY:
        return Timeliness.ANSWERED
    if facts.due_on is None:
        # Answered while the clock stood is in time; answered with no term is just answered.
        in_pause = facts.suspended_since is not None
        return Timeliness.ANSWERED_IN_TIME if in_pause else Timeliness.ANSWERED
    late = facts.answered_on > facts.due_on
    return Timeliness.ANSWERED_LATE if late else Timeliness.ANSWERED_IN_TIME


def _is_suspended(facts: ClockFacts) -> bool:
    """Tell whether the clock stands; a suspension begun after the due date stops nothing."""
    if facts.suspended_since is None or facts.suspended_since > facts.today:
        return False
    return facts.due_on is None or facts.suspended_since <= facts.due_on
