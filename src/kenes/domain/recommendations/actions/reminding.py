"""The reminder ladder: before the date, on it, after it, the next lawful step; each once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from kenes.domain.institutions.queries import engine_calendar
from kenes.domain.recommendations.actions.announcing import facts_about, tell_officers
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.moving import note_passed_dates
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.models import Address, Indicator, Measure, Reminder
from kenes.domain.recommendations.values import Stage
from kenes.engines import deadlines

Step = Reminder.Step
DAYS_BEFORE = 3
DAYS_TO_NEXT_STEP = 5
# Calendar days within which the rungs around a due date lie, long holidays included.
REACH = timedelta(days=30)
TEMPLATES = {
    Step.BEFORE_DUE: "duty_before",
    Step.DUE: "duty_due",
    Step.PAST_DUE: "duty_past",
    Step.NEXT_STEP: "duty_next",
    Step.MEASURE_DUE: "measure_due",
    Step.REPORT_DUE: "report_due",
}


def climb_ladder(now: datetime) -> int:
    """Record dates that passed, then remind of each rung reached; return how many were new.

    May run at any hour and again: a rung is climbed once for each address and day. After a
    pause of the server only the highest rung reached is climbed, so nobody gets four mails.
    """
    note_passed_dates(now=now)
    climbed = sum(_climb(key, now) for key in _addresses_near(now))
    return climbed + sum(_remind_of_promises(key, now) for key in _addresses_with_promises(now))


def rung_of(address: Address, today: date) -> str | None:
    """Return the highest rung that an open clock has reached by `today`; None below the first."""
    if address.due_on is None:
        return None
    try:
        calendar = engine_calendar(address.calendar)
        past = deadlines.working_days_between(address.due_on, today, calendar)
    except deadlines.CalendarTooShort:
        return None
    if today > address.due_on:
        return Step.NEXT_STEP if past >= DAYS_TO_NEXT_STEP else Step.PAST_DUE
    if today == address.due_on:
        return Step.DUE
    return Step.BEFORE_DUE if past >= -DAYS_BEFORE else None


def _addresses_near(now: datetime) -> list[UUID]:
    soon = now.date() + REACH
    rows = Address.objects.filter(
        is_open=True,
        recommendation__stage=Stage.SENT,
        suspended_since__isnull=True,
        due_on__lte=soon,
    )
    return _keys(rows)


def _addresses_with_promises(now: datetime) -> list[UUID]:
    tomorrow = now.date() + timedelta(days=1)
    due = Q(measures__due_on__lte=tomorrow) | Q(measures__indicators__next_due_on__lte=tomorrow)
    rows = Address.objects.filter(
        due,
        measures__done_on__isnull=True,
        recommendation__stage__in=(Stage.SENT, Stage.CLOSED),
        taken_over_by__isnull=True,
    )
    return _keys(rows.distinct())


def _keys(rows: QuerySet[Address]) -> list[UUID]:
    return list(rows.order_by("recommendation_id", "pk").values_list("public_id", flat=True))


@transaction.atomic
def _climb(address_id: UUID, now: datetime) -> int:
    address = lock_address(address_id)
    rung = rung_of(address, local_today(address.institution, now)) if address.is_open else None
    if rung is None or address.due_on is None:
        return 0
    rule = address.rule
    step = {
        "kk": rule.next_step_kk if rule else "",
        "ru": rule.next_step_ru if rule else "",
        "en": rule.next_step_en if rule else "",
    }
    return _remind(address, Step(rung), address.due_on, now, {"step": step})


@transaction.atomic
def _remind_of_promises(address_id: UUID, now: datetime) -> int:
    """Remind of measures and indicators due by today where the body is."""
    address = lock_address(address_id)
    today = local_today(address.institution, now)
    measures = Measure.objects.filter(address=address, done_on__isnull=True)
    indicators = Indicator.objects.filter(measure__in=measures, next_due_on__lte=today)
    due = [(Step.MEASURE_DUE, row.due_on) for row in measures.filter(due_on__lte=today)]
    due += [(Step.REPORT_DUE, row.next_due_on) for row in indicators]
    return sum(_remind(address, step, day, now) for step, day in sorted(set(due)))


def _remind(
    address: Address,
    step: Step,
    for_day: date,
    now: datetime,
    more: Mapping[str, object] = MappingProxyType({}),
) -> int:
    _row, is_new = Reminder.objects.get_or_create(
        address=address, step=step, for_day=for_day, defaults={"at": now}
    )
    if not is_new:
        return 0
    facts = facts_about(address, **more) | {"due_on": for_day}
    key = f"{address.public_id}:{for_day.isoformat()}"
    today = local_today(address.institution, now)
    tell_officers(address, key, TEMPLATES[step], facts, on=today, now=now)
    return 1
