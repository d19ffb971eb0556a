"""A body's clock for its page: the verdict, the calculation step by step, the small calendar."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.recommendations.clocks import (
    Timeliness,
    days_overdue,
    days_silent,
    timeliness_of,
)
from kenes.domain.recommendations.queries.detail import Story
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.recommendations.cards import clock_word
from kenes.web.shared.clocks import STATES, basis_of, days_of, next_step_of, steps_of
from kenes.web.shared.components import Clock, Text
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Address


def clock_of(story: Story, address: "Address", today: date) -> Clock:
    """Return the clock of an address that still owes an answer."""
    shown = timeliness_of(address, today) or Timeliness.NO_ANSWER
    days = (
        days_overdue(address, today) if shown is Timeliness.OVERDUE else days_silent(address, today)
    )
    extensions = story.extensions.get(address.pk, [])
    suspensions = story.suspensions.get(address.pk, [])
    return Clock(
        state=STATES.get(shown, "answered"),
        heading=clock_word(shown.value, days, address.due_on),
        sentence=_sentence(address, shown),
        due_on=address.due_on,
        days=days_of(address, today),
        steps=steps_of(address, extensions, suspensions),
        basis=basis_of(address),
        next_step=next_step_of(address, shown, today),
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
