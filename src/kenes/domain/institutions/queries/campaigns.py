"""Which periods of elections and referendums are on record, and which hold on a day."""

from collections.abc import Iterable
from datetime import date

from kenes.domain.institutions.events import object_id
from kenes.domain.institutions.models import CampaignPeriod
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entries_by_version


def campaign_periods() -> list[CampaignPeriod]:
    """Return the newest version of every period, the latest voting day first: one query."""
    rows = CampaignPeriod.objects.order_by("code", "-number")
    newest: dict[str, CampaignPeriod] = {}
    for row in rows:
        newest.setdefault(row.code, row)
    return sorted(newest.values(), key=lambda one: (one.voting_on, one.code), reverse=True)


def entries_of_campaigns(periods: Iterable[CampaignPeriod]) -> dict[int, Entry]:
    """Return the register's entries of these versions, by the version's key: one query."""
    things = {one.pk: (object_id("campaign", one.code), one.number) for one in periods}
    entries = entries_by_version({thing for thing, _number in things.values()})
    return {pk: entries[version] for pk, version in things.items() if version in entries}


def campaign_on(day: date, kato: str | None) -> CampaignPeriod | None:
    """Return the period that binds in a region on a day, that which hides results first.

    `kato` None stands for the whole country.
    """
    found = [one for one in campaign_periods() if one.holds_on(day) and one.concerns(kato)]
    return min(found, key=lambda one: (not one.hides_on(day), one.voting_on), default=None)
