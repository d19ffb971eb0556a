"""The steps of a due date as sentences in the reader's language.

Dates and names stand after a colon or a comma, so that no language needs to inflect them.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kenes.domain.institutions.models import LegalRule
from kenes.domain.shared.dates import span_of_days, whole_date
from kenes.domain.shared.languages import pick
from kenes.engines import deadlines
from kenes.engines.deadlines import Reckoning

if TYPE_CHECKING:
    from kenes.domain.institutions.models import CalendarVersion
    from kenes.domain.recommendations.models import Address


def explain(address: "Address", reckoning: Reckoning | None, language: str) -> list[str]:
    """Return the steps that led to the due date, one sentence each, in `language`."""
    with translation.override(language):
        if reckoning is None:
            return [_without_count(address)]
        sentences = [_step(step, address) for step in reckoning.steps]
        if reckoning.due_on:
            last = {"date": whole_date(reckoning.due_on)}
            sentences.append(_("Last day, to its end where the body is: %(date)s.") % last)
        calendar = {"code": reckoning.calendar_code, "number": reckoning.calendar_version}
        sentences.append(_("Working-day calendar: %(code)s, version %(number)s.") % calendar)
        return sentences


def term_in_words(amount: int, unit: str) -> str:
    """Return "10 working days" in the active language."""
    if unit == LegalRule.Unit.WORKING_DAYS:
        text = ngettext("%(number)s working day", "%(number)s working days", amount)
    elif unit == LegalRule.Unit.CALENDAR_DAYS:
        text = ngettext("%(number)s calendar day", "%(number)s calendar days", amount)
    else:
        text = ngettext("%(number)s month", "%(number)s months", amount)
    return text % {"number": amount}


def law_of(rule: LegalRule) -> str:
    """Return the law and its article, as a reader would look it up."""
    law = pick(rule.law_kk, rule.law_ru, rule.law_en)
    if not rule.article:
        return law
    return _("%(law)s, article %(article)s") % {"law": law, "article": rule.article}


def moved_because(change: deadlines.Change, calendar: "CalendarVersion") -> list[str]:
    """Say which days of a corrected calendar moved a due date, in the active language."""
    return [_changed_day(day, calendar) for day in change.days]


def holiday_names(calendar: "CalendarVersion", first: date, last: date) -> str:
    """Return the names of the days off from `first` to `last`, each once, in words."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    found = (calendar.days_off.get(day.isoformat()) for day in days)
    return ", ".join(dict.fromkeys(_name(name) for name in found if name))


def _name(name: str | Mapping[str, str]) -> str:
    if isinstance(name, str):
        return name
    return pick(name.get("kk", ""), name.get("ru", ""), name.get("en", ""))


def _without_count(address: "Address") -> str:
    if address.promised_on:
        return _("The body named the date itself: %(date)s.") % {
            "date": whole_date(address.promised_on)
        }
    if address.delivered_on is None:
        asked = {"date": whole_date(address.asked_on)}
        return _("Asked: %(date)s. Not yet delivered, so no term runs.") % asked
    return _("No term applies: the body was asked as a courtesy.")


def _step(step: deadlines.Step, address: "Address") -> str:
    match step:
        case deadlines.Started():
            return _started(step, address)
        case deadlines.Skipped() | deadlines.MovedToWorkingDay():
            return _by_calendar(step, address.calendar)
        case deadlines.Counted() | deadlines.CountedMonths():
            return _counted(step)
        case _:
            return _by_decision(step)


def _by_calendar(
    step: deadlines.Skipped | deadlines.MovedToWorkingDay, calendar: "CalendarVersion"
) -> str:
    if isinstance(step, deadlines.Skipped):
        return _skipped(step, calendar)
    return _moved(step, calendar)


def _by_decision(
    step: deadlines.Suspended | deadlines.Extended | deadlines.ExtendedTooLate,
) -> str:
    if isinstance(step, deadlines.Suspended):
        return _suspended(step)
    if isinstance(step, deadlines.Extended):
        return _extended(step)
    return _("An extension decided after the due date adds nothing: %(date)s.") % {
        "date": whole_date(step.decided_on)
    }


def _started(step: deadlines.Started, address: "Address") -> str:
    facts = {
        "date": whole_date(step.on),
        "number": address.incoming_number,
        "term": term_in_words(step.rule.amount, step.rule.unit),
        "first": whole_date(step.first_day),
        "law": law_of(address.rule) if address.rule else "",
    }
    if step.on == address.delivered_on:
        return (
            _("Received: %(date)s, no. %(number)s. Term: %(term)s from %(first)s (%(law)s).")
            % facts
        )
    return _("Asked: %(date)s. Term: %(term)s from %(first)s (%(law)s).") % facts


def _counted(step: deadlines.Counted | deadlines.CountedMonths) -> str:
    if isinstance(step, deadlines.CountedMonths):
        return _counted_months(step)
    facts = {
        "days": span_of_days(step.first, step.last),
        "number": step.number,
        "weekend": step.weekend_days,
    }
    if step.weekend_days:
        return (
            _("Days counted: %(number)s (%(days)s); weekend days passed over: %(weekend)s.") % facts
        )
    return _("Days counted: %(number)s (%(days)s).") % facts


def _counted_months(step: deadlines.CountedMonths) -> str:
    facts = {
        "term": term_in_words(step.months, LegalRule.Unit.MONTHS),
        "date": whole_date(step.last),
    }
    if step.shortened:
        return _("%(term)s, to the last day of a shorter month: %(date)s.") % facts
    return _("%(term)s, to the same day of the month: %(date)s.") % facts


def _skipped(step: deadlines.Skipped, calendar: "CalendarVersion") -> str:
    return _("Skipped: %(days)s (%(names)s).") % {
        "days": span_of_days(step.first, step.last),
        "names": holiday_names(calendar, step.first, step.last),
    }


def _suspended(step: deadlines.Suspended) -> str:
    if step.last is None:
        facts = {"date": whole_date(step.first), "reason": step.ground}
        return _("Suspended since: %(date)s. Reason: %(reason)s") % facts
    facts = {"days": span_of_days(step.first, step.last), "reason": step.ground}
    return _("Suspended: %(days)s. Reason: %(reason)s") % facts


def _moved(step: deadlines.MovedToWorkingDay, calendar: "CalendarVersion") -> str:
    names = holiday_names(calendar, step.from_on, step.to_on - timedelta(days=1))
    facts = {
        "from": whole_date(step.from_on),
        "why": names or _("weekend"),
        "to": whole_date(step.to_on),
    }
    return _("Not a working day: %(from)s (%(why)s). The next working day: %(to)s.") % facts


def _extended(step: deadlines.Extended) -> str:
    facts = {
        "date": whole_date(step.decided_on),
        "term": term_in_words(step.rule.amount, step.rule.unit),
        "reason": step.ground,
    }
    return _("Extended: %(date)s, by %(term)s. Reason: %(reason)s") % facts


def _changed_day(day: deadlines.DayChange, calendar: "CalendarVersion") -> str:
    facts = {"date": whole_date(day.on), "names": holiday_names(calendar, day.on, day.on)}
    if day.after.kind is deadlines.DayKind.OFF and facts["names"]:
        return _("Now a day off: %(date)s (%(names)s).") % facts
    if day.after.kind is deadlines.DayKind.OFF:
        return _("Now a day off: %(date)s.") % facts
    return _("Now a working day: %(date)s.") % facts
