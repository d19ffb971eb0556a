"""The board of what is late, by body: a number for each, and the days behind it.

Overdue is said only where a statute and a delivery are on record; everything else that waits is
"asked, no answer for so many days". Rows read grow with what is open and late, not with the whole
record; long lists are cut and lead to the full one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import FETCH_RAISE, Count, F, Q, QuerySet
from django.utils import timezone

from kenes.domain.institutions.models import Institution
from kenes.domain.institutions.queries import kept_calendar
from kenes.domain.recommendations.clocks import (
    Timeliness,
    days_overdue,
    days_silent,
    timeliness_of,
)
from kenes.domain.recommendations.models import Address
from kenes.domain.recommendations.queries.promises import unproved_answers, unproved_measures
from kenes.domain.recommendations.values import PUBLIC_STAGES, Basis, Grade

SHOWN = 12
MOST_BODIES = 60
MOST_TICKS = 60
MOST_SOON = 30
BODY_COLUMNS = ("public_id", "name_kk", "name_ru", "name_en")
BESIDE_THE_POINT = (Grade.D.value, Grade.E.value)


@dataclass(slots=True)
class BodyLine:
    """One body on the board; `days` holds the working days late of each overdue answer."""

    institution: Institution
    received: int = 0
    days: list[int] = field(default_factory=list)
    overdue: int = 0
    silent: int = 0
    beside: int = 0
    unproved: int = 0
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One address that waits: whose, until when, for how many days."""

    recommendation: int
    institution: Institution
    number: str
    asked_on: date
    due_on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page shows."""

    lines: Sequence[BodyLine]
    just_late: Sequence[Waiting]
    silent: Sequence[Waiting]
    soon: Sequence[Waiting]
    extended: Sequence[Waiting]

    @property
    def overdue(self) -> int:
        """How many answers are overdue in all."""
        return sum(line.overdue for line in self.lines)


def board(now: datetime) -> Board:
    """Read the board; bodies with nothing overdue stay on it with 0, ordered by number alone."""
    today = timezone.localdate(now)
    lines = _lines(today)
    _add_ticks(lines, today)
    return Board(
        lines=list(lines.values()),
        just_late=_waiting(
            _overdue(today).filter(due_on__gte=today - timedelta(7)), "-due_on", today
        ),
        silent=_waiting(_silent(today), "asked_on", today),
        soon=_soon(today),
        extended=_waiting(_extended(today), "due_on", today),
    )


def _open() -> QuerySet[Address]:
    """Return the addresses that still owe an answer, of texts that anybody may read."""
    return Address.objects.filter(
        is_open=True,
        answered_on__isnull=True,
        recommendation__hidden_ground="",
        recommendation__stage__in=PUBLIC_STAGES,
    )


def is_overdue(today: date) -> Q:
    """Tell what a statute calls overdue: delivered, past its date and not suspended."""
    stands = Q(suspended_since__isnull=False, suspended_since__lte=today) & Q(
        suspended_since__lte=F("due_on")
    )
    bound = Q(basis=Basis.STATUTE, delivered_on__isnull=False, delivered_on__lte=today)
    return bound & Q(due_on__lt=today) & ~stands


def is_silent(today: date) -> Q:
    """Tell what no statute calls overdue: not delivered yet, or asked on another basis and due."""
    other = ~Q(basis=Basis.STATUTE) & (Q(due_on__lt=today) | Q(due_on__isnull=True))
    return other | Q(delivered_on__isnull=True)


def _overdue(today: date) -> QuerySet[Address]:
    return _open().filter(is_overdue(today))


def _silent(today: date) -> QuerySet[Address]:
    return _open().filter(is_silent(today), suspended_since__isnull=True)


def _extended(today: date) -> QuerySet[Address]:
    return _open().filter(is_extended=True, basis=Basis.STATUTE, due_on__gte=today)


def _lines(today: date) -> dict[int, BodyLine]:
    """Count for each body in one read; the order is by number, then by name."""
    waiting = Q(is_open=True, answered_on__isnull=True)
    rows = (
        Address.objects.filter(
            recommendation__hidden_ground="", recommendation__stage__in=PUBLIC_STAGES
        )
        .values("institution", *(f"institution__{name}" for name in BODY_COLUMNS))
        .annotate(
            overdue=Count("pk", filter=waiting & is_overdue(today)),
            silent=Count("pk", filter=waiting & is_silent(today) & Q(suspended_since=None)),
            extended=Count(
                "pk",
                filter=waiting & Q(is_extended=True, basis=Basis.STATUTE, due_on__gte=today),
            ),
            beside=Count("pk", filter=Q(grade__in=BESIDE_THE_POINT)),
            unproved=Count("pk", filter=_is_unproved(today)),
            received=Count("pk", filter=Q(asked_on__gt=today - timedelta(365))),
        )
        .order_by("-overdue", "-silent", "institution__name_ru", "institution")[:MOST_BODIES]
    )
    return {row["institution"]: _line(row) for row in rows}


def _line(row: Mapping[str, Any]) -> BodyLine:
    numbers = ("overdue", "silent", "extended", "beside", "received", "unproved")
    columns = {name: row[f"institution__{name}"] for name in BODY_COLUMNS}
    return BodyLine(Institution(pk=row["institution"], **columns), **{n: row[n] for n in numbers})


def _is_unproved(today: date) -> Q:
    """Tell which addresses have a promise past its date and nothing shown for it."""
    return Q(pk__in=unproved_measures(today).values("address")) | Q(
        pk__in=unproved_answers(today).values("address")
    )


def _add_ticks(lines: dict[int, BodyLine], today: date) -> None:
    """Give each body the days of its oldest overdue answers, as far as one page reads."""
    rows = _overdue(today).filter(institution__in=list(lines)).order_by("due_on", "pk")
    for address in rows[:MOST_TICKS]:
        days = days_overdue(_with_calendar(address), today)
        if days is not None:
            lines[address.institution_id].days.append(days)


def _soon(today: date) -> list[Waiting]:
    """Return what is due within the days that count as soon."""
    near = _open().filter(due_on__gte=today, due_on__lte=today + timedelta(14))
    rows = near.select_related("institution", "recommendation").order_by("due_on", "pk")[:MOST_SOON]
    soon = [row for row in rows if timeliness_of(_with_calendar(row), today) is Timeliness.DUE_SOON]
    return [_wait(row, today) for row in soon[:SHOWN]]


def _waiting(rows: QuerySet[Address], order: str, today: date) -> list[Waiting]:
    related = rows.select_related("institution", "recommendation").order_by(order, "pk")
    return [_wait(row, today) for row in related.fetch_mode(FETCH_RAISE)[:SHOWN]]


def _wait(address: Address, today: date) -> Waiting:
    _with_calendar(address)
    late = address.due_on is not None and address.due_on < today and address.basis == Basis.STATUTE
    days = days_overdue(address, today) if late else days_silent(address, today)
    return Waiting(
        recommendation=address.recommendation_id,
        institution=address.institution,
        number=address.recommendation.number or "",
        asked_on=address.asked_on,
        due_on=address.due_on,
        days=days or 0,
    )


def _with_calendar(address: Address) -> Address:
    address.calendar = kept_calendar(address.calendar_id)
    return address
