"""Which rule, calendar and procedure hold on a day."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from kenes.domain.institutions.events import object_id
from kenes.domain.institutions.models import CalendarVersion, Institution, LegalRule, Procedure
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entries_by_version
from kenes.domain.shared.languages import pick
from kenes.domain.shared.refusals import NotFound
from kenes.engines import deadlines


def current_rule(duty: str, on: date, *, code: str | None = None) -> LegalRule | None:
    """Return the rule of a duty that holds on a day: the one named, else the duty's default.

    Without a default the first by code; None where no rule holds, for then no clock runs by law.
    """
    rows = _holding(LegalRule.objects.filter(duty=duty), on)
    if code is not None:
        rows = rows.filter(code=code)
    return rows.order_by("-is_default", "code", "-valid_from").first()


def rules_in_time(on: date | None = None) -> QuerySet[LegalRule]:
    """Return every rule with its versions, or those that hold on a day; newest version first."""
    rows = LegalRule.objects.all()
    return (rows if on is None else _holding(rows, on)).order_by("duty", "code", "-valid_from")


def procedure_of(body: Institution, on: date) -> Procedure:
    """Return a body's own rules on a day; where it set none, the unsaved defaults.

    Grades and rejoinders are turned on by rules alone, so a body without rules has neither.
    """
    rows = Procedure.objects.filter(body=body, valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    silent = Procedure(body=body, valid_from=on, grades_on=False, rejoinder_on=False)
    return rows.order_by("-valid_from").first() or silent


def calendar_versions(code: str = "KZ") -> QuerySet[CalendarVersion]:
    """Return the versions of a calendar, newest first."""
    rows = CalendarVersion.objects.filter(calendar__code=code).select_related("calendar")
    return rows.order_by("-number")


def entries_of_rules(rules: Iterable[LegalRule]) -> dict[int, Entry]:
    """Return the register's entries of rules with all their versions, by the rule's key.

    Versions of a rule are published in the order of their first days, and each is one act.
    """
    ordered = sorted(rules, key=lambda rule: (rule.code, rule.valid_from))
    things = {rule.code: object_id("rule", rule.code) for rule in ordered}
    entries = entries_by_version(things.values())
    found, count = {}, dict.fromkeys(things, 0)
    for rule in ordered:
        count[rule.code] += 1
        entry = entries.get((things[rule.code], count[rule.code]))
        if entry is not None:
            found[rule.pk] = entry
    return found


def entries_of_calendar(code: str = "KZ") -> dict[int, Entry]:
    """Return the register's entries of a calendar's versions, by their numbers."""
    entries = entries_by_version([object_id("calendar", code)])
    return {number: entry for (_thing, number), entry in entries.items()}


def latest_calendar(code: str = "KZ") -> CalendarVersion:
    """Return the newest version of a calendar. Raises NotFound before the first one."""
    found = calendar_versions(code).first()
    if found is None:
        raise NotFound(
            f"no working-day calendar {code!r} is on record, so no term can be counted; "
            "run `kenes seed`"
        )
    return found


def engine_calendar(version: CalendarVersion) -> deadlines.Calendar:
    """Return a version as the deadlines engine reads it; kept in memory, versions never change.

    The engine's names of days off are Kazakh; `day_off_name` says them in another language.
    """
    return engine_calendar_of(version.pk)


def day_off_name(version: CalendarVersion, name_kk: str, language: str | None = None) -> str:
    """Return the name of a day off, given by its Kazakh name, in the reader's language."""
    for name in version.days_off.values():
        if name["kk"] == name_kk:
            return pick(name["kk"], name["ru"], name["en"], language)
    return name_kk


def forget_calendars() -> None:
    """Forget what is kept of calendars: their keys were taken back and are given anew."""
    kept_calendar.cache_clear()
    engine_calendar_of.cache_clear()


@lru_cache(maxsize=64)
def kept_calendar(pk: int) -> CalendarVersion:
    """Return a version with its calendar, read once in a process: versions never change."""
    return CalendarVersion.objects.select_related("calendar").get(pk=pk)


@lru_cache(maxsize=64)
def engine_calendar_of(pk: int) -> deadlines.Calendar:
    """Return the version with this key as the deadlines engine reads it."""
    version = kept_calendar(pk)
    return deadlines.Calendar(
        code=version.calendar.code,
        version=version.number,
        covers=deadlines.Span(version.first, version.last),
        days_off={date.fromisoformat(day): name["kk"] for day, name in version.days_off.items()},
        days_on=frozenset(date.fromisoformat(day) for day in version.days_on),
    )


def _holding(rows: QuerySet[LegalRule], on: date) -> QuerySet[LegalRule]:
    return rows.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
