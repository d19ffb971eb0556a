"""What the public page of an institution shows: offices and roles, never who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kenes.domain.institutions.models import (
    Declaration,
    FoundingText,
    Institution,
    InstitutionName,
    Mandate,
    Procedure,
    Seat,
    SeatCall,
    Succession,
)
from kenes.domain.institutions.queries.authority import in_force, seats_of
from kenes.domain.institutions.queries.calls import calls_of, ending_terms
from kenes.domain.institutions.queries.declarations import declarations_of
from kenes.domain.institutions.queries.founding import founding_texts
from kenes.domain.institutions.queries.law import procedure_of
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import latest_about
from kenes.domain.shared.prepared import Prepared

MOST_ACTS = 10
"""Acts shown on the page of an institution; the register has all of them."""
A_YEAR = timedelta(days=365)
"""How far the calendar of ending terms looks."""


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat and, where it is held today, the office of its holder."""

    seat: Seat
    mandate: Mandate | None


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """The ready values of the page: names (newest first), neighbours in time, parts, seats.

    `procedure` holds the rules that a body set itself, None where it set none; `texts` are
    all versions of its statute and rules of procedure, without the words. `ending` are the terms
    in it that end within a year; `sent` the mandates by which it sits in bodies itself.
    """

    institution: Institution
    names: Sequence[InstitutionName]
    successors: Sequence[Succession]
    predecessors: Sequence[Succession]
    parts: Sequence[Institution]
    seats: Sequence[SeatLine]
    offices: Sequence[Mandate]
    acts: Sequence[Entry]
    procedure: Procedure | None
    texts: Sequence[FoundingText]
    calls: Sequence[SeatCall]
    ending: Sequence[Mandate]
    sent: Sequence[Mandate]
    declarations: Sequence[Declaration]
    is_ended: bool


def institution_page(institution: Institution, today: date) -> InstitutionPage:
    """Read everything the page of an institution shows on a day: seven queries, nine of a body."""
    touching = _mandates(institution.pk, today)
    mandates = [row for row in touching if row.institution_id == institution.pk]
    is_body = institution.kind == Institution.Kind.BODY
    holders = {row.seat_id: row for row in mandates if row.seat_id and not row.substitute_for_id}
    seats = [SeatLine(seat, holders.get(seat.pk)) for seat in _seats(institution.pk, today)]
    turns = _turns(institution.pk)
    before = [row for row in turns if row.successor_id == institution.pk]
    return InstitutionPage(
        institution=institution,
        names=_names(institution.pk),
        successors=[row for row in turns if row.predecessor_id == institution.pk],
        predecessors=before[::-1],
        parts=_parts(institution.pk),
        seats=seats,
        offices=[row for row in mandates if row.seat_id is None],
        acts=_acts(institution.public_id),
        procedure=_own_rules(institution, today),
        texts=founding_texts(institution) if is_body else (),
        calls=calls_of(institution) if is_body else (),
        ending=ending_terms(mandates, today + A_YEAR) if is_body else (),
        sent=[row for row in touching if row.stands_for_id == institution.pk],
        declarations=() if is_body else declarations_of(institution),
        is_ended=institution.valid_to is not None and institution.valid_to < today,
    )


def _own_rules(institution: Institution, today: date) -> Procedure | None:
    if institution.kind != Institution.Kind.BODY:
        return None
    found = procedure_of(institution, today)
    return found if found.pk else None


def things_of(institution: UUID) -> QuerySet[Any, Any]:
    """Return the register's names of an institution, its mandates and its calls for seats."""
    own = Institution.objects.filter(public_id=institution).values("public_id")
    mandates = Mandate.objects.filter(institution__public_id=institution).values("public_id")
    calls = SeatCall.objects.filter(body__public_id=institution).values("public_id")
    return own.union(mandates, calls, all=True)


@Prepared
def _mandates(pk: int, today: date) -> QuerySet[Mandate]:
    rows = in_force(Mandate.objects.filter(Q(institution=pk) | Q(stands_for=pk)), today)
    rows = rows.select_related("seat", "institution", "stands_for")
    return rows.order_by("role", "-valid_from", "-pk")


@Prepared
def _seats(pk: int, today: date) -> QuerySet[Seat]:
    return seats_of(Institution(pk=pk), today)


@Prepared
def _turns(pk: int) -> QuerySet[Succession]:
    turns = Succession.objects.filter(Q(successor=pk) | Q(predecessor=pk))
    return turns.select_related("predecessor", "successor").order_by("on", "pk")


@Prepared
def _names(pk: int) -> QuerySet[InstitutionName]:
    return InstitutionName.objects.filter(institution=pk).order_by("-pk")


@Prepared
def _parts(pk: int) -> QuerySet[Institution]:
    return Institution.objects.filter(parent=pk).order_by("name_ru", "pk")


@Prepared
def _acts(public_id: UUID) -> QuerySet[Entry]:
    return latest_about(things_of(public_id), MOST_ACTS)
