"""Publish whole versions of the working-day calendar; a version on record never changes."""

import hashlib
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import rfc8785
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import events, rules
from kenes.domain.institutions.actions.recording import note, required
from kenes.domain.institutions.events import object_id
from kenes.domain.institutions.models import CalendarVersion, Mandate, WorkingCalendar
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, NotFound, permit
from kenes.domain.shared.text import clean_line

type DayNames = dict[str, str]
SATURDAY = 5


class DayKind(StrEnum):
    """What a day becomes: a day off, a weekend day that is worked, or an ordinary day again."""

    OFF = "off"
    ON = "on"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCorrection:
    """What one day becomes. A day off needs a name at least in Kazakh and Russian."""

    on: date
    kind: DayKind
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""
    note: str = ""


@transaction.atomic
def publish_calendar_version(
    *,
    code: str = "KZ",
    corrections: Sequence[DayCorrection],
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> CalendarVersion:
    """Publish the calendar anew with some days corrected, under the next number.

    Clocks that run are moved by `recommendations.actions.addressing.move_clocks`, which the
    caller calls in the same transaction. Raises NotPermitted unless `by` is an administrator,
    NotFound without a calendar, Invalid for a day outside it or a correction that changes nothing.
    """
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    latest = _lock_latest(code)
    days_off, days_on = deepcopy(latest.days_off), set(latest.days_on)
    for correction in corrections:
        _apply(correction, latest, days_off, days_on)
    version = CalendarVersion(
        calendar=latest.calendar,
        first=latest.first,
        last=latest.last,
        days_off=dict(sorted(days_off.items())),
        days_on=sorted(days_on),
        published_at=now,
        **required(grounds=grounds),
    )
    changed = changed_days(latest, version)
    if not changed:
        raise Invalid({"corrections": _("Nothing would change: the calendar already says so.")})
    return insert_version(version, after=latest, now=now, by=by, mandate=mandate)


def insert_version(
    version: CalendarVersion,
    *,
    after: CalendarVersion | None,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
) -> CalendarVersion:
    """Give a version its number, save and record it; the caller holds the calendar's lock."""
    version.number = after.number + 1 if after else 1
    version.save()
    code = version.calendar.code
    fact = events.CalendarPublished(
        code=code,
        number=version.number,
        first=version.first,
        last=version.last,
        changed_days=changed_days(after, version) if after else (),
        digest=digest_of_days(version),
        grounds=version.grounds,
    )
    note(fact, about=object_id("calendar", code), now=now, by=by, mandate=mandate)
    return version


def changed_days(before: CalendarVersion, after: CalendarVersion) -> tuple[date, ...]:
    """Return the days that the two versions treat or name differently, in order."""
    names = before.days_off.keys() | after.days_off.keys()
    differing = {day for day in names if before.days_off.get(day) != after.days_off.get(day)}
    differing |= set(before.days_on) ^ set(after.days_on)
    return tuple(date.fromisoformat(day) for day in sorted(differing))


def digest_of_days(version: CalendarVersion) -> str:
    """Return the hexadecimal SHA-256 of the table's canonical JSON (RFC 8785)."""
    table: dict[str, Any] = {"days_off": version.days_off, "days_on": sorted(version.days_on)}
    return hashlib.sha256(rfc8785.dumps(table)).hexdigest()


def lock_calendar(code: str) -> tuple[WorkingCalendar, CalendarVersion | None]:
    """Return a calendar, made if need be and locked, and its newest version if it has one."""
    WorkingCalendar.objects.get_or_create(code=code)
    calendar = WorkingCalendar.objects.select_for_update(of=("self",)).get(code=code)
    return calendar, calendar.versions.order_by("-number").first()


def _lock_latest(code: str) -> CalendarVersion:
    _calendar, latest = lock_calendar(code)
    if latest is None:
        raise NotFound(f"no calendar {code!r} to correct; seed it first")
    return latest


def _apply(
    correction: DayCorrection,
    latest: CalendarVersion,
    days_off: dict[str, DayNames],
    days_on: set[str],
) -> None:
    _check(correction, latest)
    day = correction.on.isoformat()
    days_off.pop(day, None)
    days_on.discard(day)
    if correction.kind == DayKind.ON:
        days_on.add(day)
    if correction.kind == DayKind.OFF:
        days_off[day] = {
            "kk": clean_line(correction.name_kk),
            "ru": clean_line(correction.name_ru),
            "en": clean_line(correction.name_en),
        }
        if correction.note:
            days_off[day]["note"] = correction.note


def _check(correction: DayCorrection, latest: CalendarVersion) -> None:
    if not latest.first <= correction.on <= latest.last:
        raise Invalid({"on": _("The calendar does not cover this day: add its year first.")})
    if correction.kind == DayKind.ON and correction.on.weekday() < SATURDAY:
        raise Invalid(
            {"kind": _("Only a Saturday or Sunday can become a working day; make it ordinary.")}
        )
    if correction.kind == DayKind.OFF:
        required(name_kk=correction.name_kk, name_ru=correction.name_ru)
