"""The board of what is late, by body: a number for each, and the days behind it.

Overdue is said only where a statute and a delivery are on record; everything else that waits is
"asked, no answer for so many days". Rows read grow with what is open and late, not with the whole
record; long lists are cut and lead to the full one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet, prefetch_related_objects
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
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.facet_values import BOARD
from kenes.domain.recommendations.queries.lateness import is_overdue, is_silent
from kenes.domain.recommendations.values import PUBLIC_STAGES, Basis
from kenes.domain.shared.prepared import Prepared

SHOWN = 12
MOST_BODIES = 60
MOST_TICKS = 60
MOST_SOON = 30
BODY_COLUMNS = ("public_id", "name_kk", "name_ru", "name_en")
OWN_COLUMNS = (
    "recommendation_id", "institution_id", "basis", "calendar_id", "asked_on", "delivered_on",
    "due_on", "answered_on", "is_extended", "suspended_since", "is_open",
)  # fmt: skip
ADDRESS_COLUMNS = (*OWN_COLUMNS, "recommendation__number")
COLUMNS = ("overdue", "silent", "beside", "unproved", "extended", "received")


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
    lines = _lines(now)
    _add_ticks(lines, today)
    since = today - timedelta(7)
    rows = (_just_late(today, since), _silent(today), _soon(today), _extended(today))
    _give_bodies([row for found in rows for row in found], lines)
    return Board(list(lines.values()), *([_wait(row, today) for row in found] for found in rows))


def _open() -> QuerySet[Address]:
    """Return the addresses that still owe an answer, of texts that anybody may read."""
    return Address.objects.filter(
        is_open=True,
        answered_on__isnull=True,
        recommendation__hidden_ground="",
        recommendation__stage__in=PUBLIC_STAGES,
    )


def _first(rows: QuerySet[Address], order: str, many: int = SHOWN) -> QuerySet[Address]:
    """Return the first rows of an order, with the columns that are shown and no others."""
    related = rows.select_related("recommendation").only(*ADDRESS_COLUMNS)
    return related.order_by(order, "pk").fetch_mode(FETCH_RAISE)[:many]


@Prepared
def _just_late(today: date, since: date) -> QuerySet[Address]:
    return _first(_open().filter(is_overdue(today), due_on__gte=since), "-due_on")


@Prepared
def _silent(today: date) -> QuerySet[Address]:
    return _first(_open().filter(is_silent(today), suspended_since__isnull=True), "asked_on")


@Prepared
def _near(today: date, until: date) -> QuerySet[Address]:
    return _first(_open().filter(due_on__gte=today, due_on__lte=until), "due_on", MOST_SOON)


@Prepared
def _extended(today: date) -> QuerySet[Address]:
    rows = _open().filter(is_extended=True, basis=Basis.STATUTE, due_on__gte=today)
    return _first(rows, "due_on")


@Prepared
def _oldest(today: date) -> QuerySet[Address]:
    rows = _open().filter(is_overdue(today)).only(*OWN_COLUMNS)
    return rows.order_by("due_on", "pk").fetch_mode(FETCH_RAISE)[:MOST_TICKS]


def _lines(now: datetime) -> dict[int, BodyLine]:
    """Return the bodies in order, by number, then by name, with what the index counts of each."""
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for pair, number in facets.tally(BOARD, now=now).items():
        column, body = pair.split()
        counted[body][column] = number
    names = facets.names_of("body")

    def place(body: str) -> tuple[object, ...]:
        numbers = counted[body]
        name = names[body][1] if body in names else ""
        return (-numbers.get("overdue", 0), -numbers.get("silent", 0), name, body)

    asked = sorted((body for body in counted if counted[body].get("asked")), key=place)
    shown = asked[:MOST_BODIES]
    rows = Institution.objects.filter(public_id__in=shown).only(*BODY_COLUMNS)
    found = {str(row.public_id): row for row in rows}
    return {found[body].pk: _line(found[body], counted[body]) for body in shown}


def _line(body: Institution, counted: Mapping[str, int]) -> BodyLine:
    numbers: dict[str, Any] = {name: counted.get(name, 0) for name in COLUMNS}
    return BodyLine(body, **numbers)


def _add_ticks(lines: dict[int, BodyLine], today: date) -> None:
    """Give each body the days of its oldest overdue answers, as far as one page reads."""
    for address in _oldest(today):
        days = days_overdue(_with_calendar(address), today)
        if days is not None and address.institution_id in lines:
            lines[address.institution_id].days.append(days)


def _soon(today: date) -> list[Address]:
    """Return what is due within the days that count as soon."""
    rows = _near(today, today + timedelta(14))
    soon = [row for row in rows if timeliness_of(row, today) is Timeliness.DUE_SOON]
    return soon[:SHOWN]


def _give_bodies(rows: Sequence[Address], lines: Mapping[int, BodyLine]) -> None:
    """Give each row its body: one of the board's, or read all others at once.

    Read along with each row, SQLite would walk the bodies one by one, not the order of dates.
    """
    for row in rows:
        if row.institution_id in lines:
            row.institution = lines[row.institution_id].institution
    prefetch_related_objects(rows, "institution")


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
