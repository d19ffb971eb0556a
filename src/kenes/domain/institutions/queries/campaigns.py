"""Which periods of elections and referendums are on record, and which hold on a day."""

from datetime import date

from kenes.domain.institutions.models import CampaignPeriod


def campaign_periods() -> list[CampaignPeriod]:
    """Return the newest version of every period, the latest voting day first: one query."""
    rows = CampaignPeriod.objects.order_by("code", "-number")
    newest: dict[str, CampaignPeriod] = {}
    for row in rows:
        newest.setdefault(row.code, row)
    return sorted(newest.values(), key=lambda one: (one.voting_on, one.code), reverse=True)


def campaign_on(day: date, kato: str | None) -> CampaignPeriod | None:
    """Return the period that binds in a region on a day, that which hides results first.

    `kato` None stands for the whole country.
    """
    found = [one for one in campaign_periods() if one.holds_on(day) and one.concerns(kato)]
    return min(found, key=lambda one: (not one.hides_on(day), one.voting_on), default=None)
