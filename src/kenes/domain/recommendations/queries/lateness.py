"""What is overdue and what is silent: said once for the database, once for a row in memory.

Overdue is said only where a statute and a delivery are on record; everything else that waits is
silent. What is counted of a body, on the board and on its own page, is counted as the index is
built; the records behind a number are asked of the database. A test holds the two to each other.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from kenes.domain.recommendations.values import Basis, Grade

BESIDE_THE_POINT = (Grade.D.value, Grade.E.value)
YEAR = timedelta(365)


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


def columns_of(row: Any, today: date) -> Iterator[str]:
    """Yield the numbers of its body in which an address counts."""
    yield "asked"
    if row.asked_on > today - YEAR:
        yield "received"
    if row.grade in BESIDE_THE_POINT:
        yield "beside"
    if row.answered_on is not None and row.answered_on <= today:
        yield from _answered(row, today)
    if row.is_open and row.answered_on is None:
        yield "waiting"
        yield from _waiting(row, today)


def _answered(row: Any, today: date) -> Iterator[str]:
    """Only a delivered question with a term that binds was answered in time or late."""
    yield "answered"
    delivered = row.delivered_on is not None and row.delivered_on <= today
    if delivered and row.due_on is not None and row.basis != Basis.COURTESY:
        yield "in_time" if row.answered_on <= row.due_on else "late"


def _waiting(row: Any, today: date) -> Iterator[str]:
    is_bound = row.basis == Basis.STATUTE
    is_past = row.due_on is not None and row.due_on < today
    delivered = row.delivered_on is not None and row.delivered_on <= today
    if is_bound and is_past and delivered and not _stands(row, today):
        yield "overdue"
    if row.suspended_since is None and (
        row.delivered_on is None or (not is_bound and (is_past or row.due_on is None))
    ):
        yield "silent"
    if is_bound and row.is_extended and row.due_on is not None and not is_past:
        yield "extended"


def _stands(row: Any, today: date) -> bool:
    """Tell whether the clock of a row with a due date was stopped before it ran out."""
    since = row.suspended_since
    return since is not None and since <= today and since <= row.due_on
