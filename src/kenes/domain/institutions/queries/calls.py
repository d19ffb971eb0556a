"""Calls for seats in a body, who was given one, and whose term ends next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kenes.domain.institutions.models import (
    CallExtension,
    Institution,
    Mandate,
    Seat,
    SeatAward,
    SeatCall,
)
from kenes.domain.institutions.queries.authority import mandates_of, seats_of
from kenes.domain.institutions.rules.mandates import SENT
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import latest_about
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.refusals import NotFound

MOST_ACTS = 20


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award, and the mandate by which the organisation holds that seat today."""

    award: SeatAward
    mandate: Mandate | None


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything the page of a call shows: the call, its extensions, awards and acts."""

    call: SeatCall
    extensions: Sequence[CallExtension]
    awards: Sequence[AwardLine]
    acts: Sequence[Entry]


def calls_of(body: Institution) -> Sequence[SeatCall]:
    """Return every call of a body without the criteria, newest first."""
    return _calls_of(body.pk)


def seat_call(body: UUID, number: int) -> SeatCall:
    """Return one call with its body. Raises NotFound."""
    rows = SeatCall.objects.select_related("body__territory")
    found = rows.filter(body__public_id=body, number=number).first()
    if found is None:
        raise NotFound(f"no call {number} of {body}")
    return found


def call_page(call: SeatCall, on: date) -> CallPage:
    """Read what the page of a call shows on a day: four queries."""
    return CallPage(
        call=call,
        extensions=list(call.extensions.order_by("pk")),
        awards=_award_lines(call, on),
        acts=list(latest_about(_own_id(call), MOST_ACTS)),
    )


def called_seats(call: SeatCall, on: date) -> QuerySet[Seat]:
    """Return the seats that a call may give: those of its side that exist on a day."""
    return seats_of(call.body, on).filter(side=call.side)


def ending_terms(mandates: Iterable[Mandate], until: date) -> list[Mandate]:
    """Return those of the mandates of a body that end by a day, the first to end first.

    Substitutes are left out, and so are terms without a last day.
    """
    ending = [
        one
        for one in mandates
        if one.role in SENT and not one.substitute_for_id and one.valid_to and one.valid_to <= until
    ]
    return sorted(ending, key=lambda one: (one.valid_to or until, one.pk))


def members_of(body: Institution, on: date) -> list[Mandate]:
    """Return who sits in a body or observes it on a day, with their organisations."""
    rows = mandates_of(body, on).filter(role__in=SENT).select_related("stands_for")
    return list(rows.order_by("side", "seat__number", "pk"))


def _award_lines(call: SeatCall, on: date) -> list[AwardLine]:
    if call.outcome != SeatCall.Outcome.FILLED:
        return []
    rows = list(call.awards.select_related("seat", "organisation").order_by("pk"))
    held = mandates_of(call.body, on).filter(
        seat__in=[one.seat_id for one in rows], substitute_for__isnull=True
    )
    by_place = {(one.seat_id, one.stands_for_id): one for one in held}
    return [AwardLine(one, by_place.get((one.seat_id, one.organisation_id))) for one in rows]


def _own_id(call: SeatCall) -> QuerySet[SeatCall, UUID]:
    return SeatCall.objects.filter(pk=call.pk).values_list("public_id", flat=True)


@Prepared
def _calls_of(pk: int) -> QuerySet[SeatCall]:
    rows = SeatCall.objects.filter(body=pk).order_by("-number")
    return rows.defer("criteria_kk", "criteria_ru", "criteria_en", "reason")
