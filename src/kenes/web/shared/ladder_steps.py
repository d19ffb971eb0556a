"""How far the reminder ladder was climbed towards a body, and which step may follow.

Said from the columns of an address alone: the page of a record reads nothing more for it.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.recommendations.clocks import Timeliness, days_silent
from kenes.domain.recommendations.queries.demands import PATIENCE
from kenes.domain.recommendations.rules.ladder import opens_on
from kenes.domain.shared.languages import current_language
from kenes.web.shared.formats import ended, long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Address

SILENT = (Timeliness.NO_ANSWER, Timeliness.NOT_DELIVERED)


def taken_steps(address: "Address", today: date) -> list[str]:
    """Return a sentence for each later step on record, in the order of the ladder."""
    steps = [_dated(_("Demand letter sent"), address.demanded_on)]
    if address.questioned_on:
        steps.append(_dated(_("Public question put"), address.questioned_on))
        steps.append(_question(address, address.questioned_on, today))
    steps.append(_dated(_("Put on the agenda of the body"), address.agenda_asked_on))
    return [step for step in steps if step]


def step_that_follows(address: "Address", shown: Timeliness | None, today: date) -> str:
    """Return the step that may follow while a body keeps silent past its date; else nothing."""
    waits = shown in SILENT and days_silent(address, today) >= PATIENCE.days
    if address.agenda_asked_on or not (waits or shown is Timeliness.OVERDUE):
        return ""
    if address.questioned_on:
        return _dated(_("The agenda of the body is open from"), opens_on(address.questioned_on))
    if address.demanded_on:
        return _dated(_("A public question may be put from"), opens_on(address.demanded_on))
    return _("A demand letter may be sent.")


def _question(address: "Address", asked_on: date, today: date) -> str:
    if address.question_answered_on:
        return _dated(_("The body answered the question"), address.question_answered_on)
    return _("No answer to the question; days: %(days)s.") % {"days": (today - asked_on).days}


def _dated(words: str, on: date | None) -> str:
    return ended(f"{words}: {long_date(on, current_language())}") if on else ""
