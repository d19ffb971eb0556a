"""The clock of a matter for its officer: the verdict, the steps that led to it, the days."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.institutions.queries import engine_calendar
from kenes.domain.recommendations.clocks import days_overdue, timeliness_of
from kenes.domain.shared.languages import current_language
from kenes.engines.deadlines import CalendarTooShort, working_days_between
from kenes.web.body.cases import BodyCase
from kenes.web.shared.axes import TIMELINESS
from kenes.web.shared.clocks import STATES, basis_of, days_of, next_step_of, steps_of
from kenes.web.shared.components import Clock
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Address


def clock_of(case: BodyCase) -> Clock:
    """Return the clock of the case's address."""
    address = case.address
    shown = timeliness_of(address, case.today)
    return Clock(
        state=STATES.get(shown, "answered") if shown else "answered",
        heading=str(TIMELINESS[shown.value][1]) if shown else _("The duty has passed on"),
        sentence=days_left(address, case.today),
        due_on=address.due_on,
        days=days_of(address, case.today),
        steps=steps_of(address, case.papers.extensions, case.papers.suspensions),
        basis=basis_of(address),
        next_step=next_step_of(address, shown, case.today),
    )


def days_left(address: "Address", today: date) -> str:
    """Say the date and how many working days are left, or how many have passed."""
    if address.answered_on is not None:
        return _("Answered: %(day)s.") % {"day": long_date(address.answered_on, current_language())}
    if address.due_on is None:
        asked = {"day": long_date(address.asked_on, current_language())}
        return _("Asked: %(day)s. The term begins when the delivery is on record.") % asked
    facts = {"day": long_date(address.due_on, current_language())}
    if late := days_overdue(address, today):
        return _("Last day: %(day)s. Working days late: %(late)s.") % (facts | {"late": late})
    left = _left(address, today, address.due_on)
    if left is None:
        return _("Last day: %(day)s.") % facts
    return _("Last day: %(day)s. Working days left: %(left)s.") % (facts | {"left": left})


def _left(address: "Address", today: date, due_on: date) -> int | None:
    try:
        return working_days_between(today, due_on, engine_calendar(address.calendar))
    except CalendarTooShort:
        return None
