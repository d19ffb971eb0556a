"""Facts that every server begins with: territories, terms of law, the working-day calendar.

Each may be run again: territories are kept by KATO code, rules by code and first day, the
calendar by its years; nothing is doubled and nothing corrected by hand is overwritten.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from kenes.domain.institutions.actions.calendars import insert_version, lock_calendar
from kenes.domain.institutions.actions.law import RuleFacts, insert_rule, published
from kenes.domain.institutions.actions.recording import note
from kenes.domain.institutions.actions.territories import keep_successor, keep_territory
from kenes.domain.institutions.events import object_id
from kenes.domain.institutions.holidays_kz import days_of
from kenes.domain.institutions.models import (
    CalendarVersion,
    LegalRule,
    Territory,
)
from kenes.domain.institutions.packaged import CALENDAR
from kenes.domain.shared.actions import reference_changed

DATA = Path(__file__).parent / "data"
DEFAULT_YEARS = tuple(range(2021, 2029))


@transaction.atomic
def seed_reference(*, now: datetime) -> None:
    """Put on record what every server needs before its first act; what is there stays.

    Territories, terms of law, and the calendar from five years back to two years ahead.
    """
    seed_territories()
    seed_rules(now=now)
    seed_calendar(range(now.year - 5, now.year + 3), now)


def territory_rows() -> list[dict[str, str]]:
    """Return the packaged list of first-level units, one dictionary of text a row."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@transaction.atomic
def seed_territories(rows: Iterable[Mapping[str, str]] | None = None) -> list[Territory]:
    """Put territories on record by KATO code, the packaged ones by default; return them all.

    Empty texts are empty values: no date, no figure, no successor. Raises KeyError for a row
    without a column, Territory.DoesNotExist for an unknown successor.
    """
    facts = list(territory_rows() if rows is None else rows)
    found = [keep_territory(row) for row in facts]
    for row, territory in zip(facts, found, strict=True):
        if row["successor"]:
            keep_successor(territory, row["successor"])
    reference_changed()
    return found


@transaction.atomic
def seed_rules(*, now: datetime) -> list[LegalRule]:
    """Put the packaged terms of law on record and on the register; return those that were new."""
    facts = tomllib.loads((DATA / "rules.toml").read_text(encoding="utf-8"))["rule"]
    new = []
    for values in sorted(facts, key=lambda each: (each["code"], each["valid_from"])):
        wanted = RuleFacts(**values)
        known = LegalRule.objects.filter(code=wanted.code, valid_from__gte=wanted.valid_from)
        if not known.exists():
            rule = insert_rule(wanted)
            note(published(rule), about=object_id("rule", rule.code), now=now)
            new.append(rule)
    return new


@transaction.atomic
def seed_calendar(
    years: Sequence[int] = DEFAULT_YEARS, now: datetime | None = None, *, code: str = "KZ"
) -> CalendarVersion:
    """Return a calendar that covers `years`: version 1, or the next one with the years it lacked.

    Years without a gap in between. Days already on record, corrected by hand or not, stay.
    Raises ValueError without `now` when a version has to be published.
    """
    calendar, latest = lock_calendar(code)
    known = set(range(latest.first.year, latest.last.year + 1)) if latest else set()
    covered = known | set(years)
    missing = sorted(set(range(min(covered), max(covered) + 1)) - known)
    if latest is not None and not missing:
        return latest
    if now is None:
        raise ValueError("a calendar is published at a moment: pass now=")
    days_off, days_on = days_of(missing)
    version = CalendarVersion(
        calendar=calendar,
        first=date(min(covered), 1, 1),
        last=date(max(covered), 12, 31),
        days_off=dict(sorted({**days_off, **(latest.days_off if latest else {})}.items())),
        days_on=sorted({*days_on, *(latest.days_on if latest else [])}),
        published_at=now,
        grounds=CALENDAR,
    )
    return insert_version(version, after=latest, now=now)
