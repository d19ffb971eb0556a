"""What day it is where an institution works: terms and mandates are counted in its own days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kenes.domain.institutions.models import Institution


def date_in(zone: str, now: datetime) -> date:
    """Return the date of the moment `now` (timezone-aware) in a zone, such as Asia/Almaty."""
    return now.astimezone(ZoneInfo(zone)).date()


def today_at(institution: Institution, now: datetime) -> date:
    """Return the date of the moment `now` in the institution's own zone."""
    return date_in(institution.time_zone, now)
