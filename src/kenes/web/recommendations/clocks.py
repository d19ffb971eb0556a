"""A body's clock for its page: the verdict, the calculation step by step, the small calendar."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.institutions.queries import engine_calendar
from kenes.domain.recommendations.clocks import (
    Timeliness,
    days_overdue,
    days_silent,
    explain,
    reckon,
    timeliness_of,
)
from kenes.domain.recommendations.queries.detail import Story
from kenes.domain.recommendations.values import Basis
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.engines.deadlines import CalendarTooShort, working_days_between
from kenes.web.recommendations.cards import clock_word
from kenes.web.shared.components import Clock, ClockState, Day, Text
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Address

LONGEST = timedelta(days=120)
"""A small calendar shows four months at most; a longer wait is said in words."""

_STATES: dict[Timeliness, ClockState] = {
    Timeliness.NOT_DUE: "not_due",
    Timeliness.DUE_SOON: "due_soon",
    Timeliness.OVERDUE: "overdue",
    Timeliness.LAWFULLY_EXTENDED: "extended",
    Timeliness.SUSPENDED: "suspended",
    Timeliness.NO_ANSWER: "no_answer",
    Timeliness.NOT_DELIVERED: "no_answer",
}


def clock_of(story: Story, address: "Address", today: date) -> Clock:
    """Return the clock of an address that still owes an answer."""
    shown = timeliness_of(address, today) or Timeliness.NO_ANSWER
    days = (
        days_overdue(address, today) if shown is Timeliness.OVERDUE else days_silent(address, today)
    )
    extensions = story.extensions.get(address.pk, [])
    suspensions = story.suspensions.get(address.pk, [])
    reckoning = reckon(address, extensions, suspensions)
    return Clock(
        state=_STATES.get(shown, "answered"),
        heading=clock_word(shown.value, days, address.due_on),
        sentence=_sentence(address, shown),
        due_on=address.due_on,
        days=_days(address, today),
        steps=explain(address, reckoning, current_language()),
        basis=_basis(address),
        next_step=_next_step(address, shown),
        ident=f"clock-{address.pk}",
    )


def _sentence(address: "Address", shown: Timeliness) -> Text:
    body = name_of(address.institution)
    language = current_language()
    if shown is Timeliness.NOT_DELIVERED or address.due_on is None:
        asked = long_date(address.asked_on, language)
        return _("%(body)s. Asked: %(day)s.") % {"body": body, "day": asked}
    day = long_date(address.due_on, language)
    if address.original_due_on and address.original_due_on != address.due_on:
        first = long_date(address.original_due_on, language)
        return _("%(body)s. Answer due: %(day)s. First date: %(first)s.") % {
            "body": body, "day": day, "first": first,
        }  # fmt: skip
    return _("%(body)s. Answer due: %(day)s.") % {"body": body, "day": day}


def _basis(address: "Address") -> Text:
    """Say why the clock runs; only a statute makes it lawful or overdue."""
    return _("Basis of the term: %(basis)s.") % {"basis": Basis(address.basis).label}


def _next_step(address: "Address", shown: Timeliness) -> Text:
    if shown is not Timeliness.OVERDUE or address.rule is None:
        return ""
    rule = address.rule
    return pick(rule.next_step_kk, rule.next_step_ru, rule.next_step_en)


def _days(address: "Address", today: date) -> list[Day]:
    """Return the days from receipt to today or to the last day, whichever is later."""
    start, due = address.delivered_on, address.due_on
    if start is None or due is None or max(due, today) - start > LONGEST:
        return []
    count = (max(due, today) - start).days + 1
    calendar = engine_calendar(address.calendar)
    try:
        return [_day(start + timedelta(n), address, calendar) for n in range(count)]
    except CalendarTooShort:
        return []


def _day(on: date, address: "Address", calendar) -> Day:  # type: ignore[no-untyped-def]  # noqa: ANN001
    if on == address.delivered_on:
        return Day(on, "received")
    if on == address.due_on:
        return Day(on, "due")
    if working_days_between(on - timedelta(1), on, calendar) == 0:
        return Day(on, "off")
    if address.suspended_since and on >= address.suspended_since:
        return Day(on, "stopped")
    return Day(on, "late" if address.due_on and on > address.due_on else "counted")
