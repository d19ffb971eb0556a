"""The calendar's end in sight: terms cannot be counted beyond it, so somebody is told early."""

from datetime import datetime, timedelta

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate, WorkingCalendar
from kenes.domain.institutions.queries import calendar_versions, host, mandates_of, today_at
from kenes.domain.notices.actions import tell

HORIZON = timedelta(days=365)


def warn_of_calendar_end(*, now: datetime) -> int:
    """Tell the host's administrators, once a version, that a calendar ends within a year.

    Return how many people were told or had been told of what still holds; 0 while all is well or
    where there is no host yet.
    """
    server = host()
    if server is None:
        return 0
    today = today_at(server, now)
    mandates = mandates_of(server, today).filter(role=Mandate.Role.ADMINISTRATOR)
    people = Person.objects.filter(pk__in=mandates.values("person_id")).order_by("pk")
    told = 0
    for code in WorkingCalendar.objects.order_by("code").values_list("code", flat=True):
        latest = calendar_versions(code).first()
        if latest is not None and latest.last <= today + HORIZON:
            for person in people:
                tell(
                    person=person,
                    event=f"calendar_ends:{code}:{latest.last.isoformat()}",
                    template="calendar_ends",
                    facts={"code": code, "last_on": latest.last},
                    path="/host/calendar/",
                    now=now,
                )
                told += 1
    return told
