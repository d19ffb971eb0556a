"""Call for organisations to take seats in a body, extend the call, call it off, decide it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.actions.recording import (
    limited,
    lock_institution,
    note,
    required,
    required_texts,
)
from kenes.domain.institutions.calls import LONGEST_CRITERIA
from kenes.domain.institutions.events import seats as events
from kenes.domain.institutions.models import (
    CallExtension,
    Institution,
    Mandate,
    Seat,
    SeatAward,
    SeatCall,
    Side,
)
from kenes.domain.institutions.rules import calls as rules
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, NotFound, permit
from kenes.domain.shared.text import clean_text, digest_of_text

MOST_PLACES = 7
LONGEST_CALL = timedelta(days=366)
"""A call opens within a year and is open for a year at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """A call as it is published; English may stay empty."""

    side: str
    places: int
    criteria_kk: str
    criteria_ru: str
    criteria_en: str = ""
    apply_kk: str
    apply_ru: str
    apply_en: str = ""
    source: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """Which organisation was given which seat, and which criteria it met."""

    seat: Seat
    organisation: Institution
    criteria: str


@transaction.atomic
def open_call(
    *, body: Institution, facts: CallFacts, by: Person, mandate: Mandate, now: datetime
) -> SeatCall:
    """Publish a call for seats of a body, with its criteria. Its secretary does.

    Raises NotPermitted, and Invalid for a past first day, days out of order, or missing words.
    """
    body = lock_institution(body)
    on = today_at(body, now)
    permit(rules.refuse_to_keep_calls(by, mandate, body, on=on))
    _check_values(facts, on)
    last = body.seat_calls.order_by("-number").first()
    call = SeatCall.objects.create(
        body=body,
        number=last.number + 1 if last else 1,
        side=facts.side,
        places=facts.places,
        opens_on=facts.opens_on,
        closes_on=facts.closes_on,
        published_at=now,
        **_criteria(facts),
        **_lines(facts),
    )
    note(_opened(call), about=call.public_id, now=now, by=by, mandate=mandate)
    return call


@transaction.atomic
def extend_call(
    *, call: SeatCall, closes_on: date, reason: str, by: Person, mandate: Mandate, now: datetime
) -> SeatCall:
    """Let a call without an outcome stay open to a later day, also after its last day.

    Raises NotPermitted, Invalid.
    """
    call, on = _lock(call, by, mandate, now)
    permit(rules.refuse_ended_call(call))
    if not max(call.closes_on, on - timedelta(days=1)) < closes_on <= on + LONGEST_CALL:
        said = _("Give a later last day than the one on record, within a year from today.")
        raise Invalid({"closes_on": said})
    words = required(reason=reason)["reason"]
    CallExtension.objects.create(
        call=call, before=call.closes_on, closes_on=closes_on, reason=words, at=now
    )
    call.closes_on = closes_on
    call.save(update_fields=["closes_on"])
    event = events.CallExtended(
        call=call.public_id,
        body=call.body.public_id,
        closes_on=closes_on,
        reason_sha256=digest_of_text(words),
    )
    note(event, about=call.public_id, now=now, by=by, mandate=mandate)
    return call


@transaction.atomic
def cancel_call(
    *, call: SeatCall, reason: str, by: Person, mandate: Mandate, now: datetime
) -> SeatCall:
    """Call off a call that has no outcome yet, with a reason. Raises NotPermitted, Invalid."""
    call, _on = _lock(call, by, mandate, now)
    permit(rules.refuse_ended_call(call))
    _end(call, SeatCall.Outcome.CANCELLED, reason, now)
    event = events.CallCancelled(
        call=call.public_id, body=call.body.public_id, reason_sha256=digest_of_text(call.reason)
    )
    note(event, about=call.public_id, now=now, by=by, mandate=mandate)
    return call


@transaction.atomic
def close_call(
    *,
    call: SeatCall,
    awards: Sequence[AwardFacts],
    reason: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> SeatCall:
    """Decide a call after its last day: who was given which seat and why, or why nobody was.

    The seat itself is taken by a mandate that stands for the organisation (`grant_mandate`).
    Raises NotPermitted, and Invalid for more awards than places, a seat of another body or side,
    an organisation that does not exist today, anything named twice, or words that lack.
    """
    call, on = _lock(call, by, mandate, now)
    permit(rules.refuse_to_close(call, on=on))
    _check_awards(call, awards, on)
    rows = [
        SeatAward(
            call=call,
            seat=one.seat,
            organisation=one.organisation,
            criteria=_text("criteria", one.criteria),
        )
        for one in awards
    ]
    _end(call, SeatCall.Outcome.FILLED if rows else SeatCall.Outcome.NOBODY, reason, now)
    SeatAward.objects.bulk_create(rows)
    note(_closed(call, rows), about=call.public_id, now=now, by=by, mandate=mandate)
    return call


def _lock(call: SeatCall, by: Person, mandate: Mandate, now: datetime) -> tuple[SeatCall, date]:
    """Return the call as it stands, locked, and today at its body. Raises NotPermitted."""
    rows = SeatCall.objects.select_for_update(of=("self",)).select_related("body")
    found = rows.filter(pk=call.pk).first()
    if found is None:
        raise NotFound(f"no call {call.public_id}")
    on = today_at(found.body, now)
    permit(rules.refuse_to_keep_calls(by, mandate, found.body, on=on))
    return found, on


def _end(call: SeatCall, outcome: str, reason: str, now: datetime) -> None:
    call.outcome, call.reason, call.ended_at = outcome, _text("reason", reason), now
    call.save(update_fields=["outcome", "reason", "ended_at"])


def _text(field: str, raw: str) -> str:
    return required_texts(LONGEST_CRITERIA, **{field: raw})[field]


def _criteria(facts: CallFacts) -> dict[str, str]:
    texts = {"criteria_kk": facts.criteria_kk, "criteria_ru": facts.criteria_ru}
    if clean_text(facts.criteria_en):
        texts["criteria_en"] = facts.criteria_en
    return {"criteria_en": ""} | required_texts(LONGEST_CRITERIA, **texts)


def _lines(facts: CallFacts) -> dict[str, str]:
    needed = required(apply_kk=facts.apply_kk, apply_ru=facts.apply_ru, source=facts.source)
    return needed | limited(apply_en=facts.apply_en)


def _check_values(facts: CallFacts, on: date) -> None:
    problems = {}
    if facts.side not in Side.values:
        problems["side"] = _("There is no such side: choose one from the list.")
    if not 1 <= facts.places <= MOST_PLACES:
        problems["places"] = _("This is a number of seats from 1 to 7.")
    if not on <= facts.opens_on <= on + LONGEST_CALL:
        problems["opens_on"] = _("A call opens today or later, within a year.")
    elif not facts.opens_on <= facts.closes_on <= facts.opens_on + LONGEST_CALL:
        problems["closes_on"] = _("The last day comes after the first, within a year of it.")
    if problems:
        raise Invalid(problems)


def _check_awards(call: SeatCall, awards: Sequence[AwardFacts], on: date) -> None:
    problem = None
    if len(awards) > call.places:
        problem = _("More seats are given than the call was for.")
    elif len({one.seat.pk for one in awards}) < len(awards):
        problem = _("A seat is named twice: each goes to one organisation.")
    elif len({one.organisation.pk for one in awards}) < len(awards):
        problem = _("An organisation is named twice: each is given one seat.")
    elif any(not _is_called(one.seat, call, on) for one in awards):
        problem = _("This seat is not one that the call was for: choose one of its side.")
    elif any(not _may_be_sent(one.organisation, on) for one in awards):
        problem = _("A seat goes to an organisation that exists today, not to a body.")
    if problem:
        raise Invalid({"awards": problem})


def _is_called(seat: Seat, call: SeatCall, on: date) -> bool:
    is_there = seat.valid_to is None or seat.valid_to >= on
    return seat.body_id == call.body_id and seat.side == call.side and is_there


def _may_be_sent(organisation: Institution, on: date) -> bool:
    is_there = organisation.valid_to is None or organisation.valid_to >= on
    return is_there and organisation.kind != Institution.Kind.BODY


def _opened(call: SeatCall) -> events.CallOpened:
    return events.CallOpened(
        call=call.public_id,
        body=call.body.public_id,
        number=call.number,
        side=call.side,
        places=call.places,
        criteria_kk_sha256=digest_of_text(call.criteria_kk),
        criteria_ru_sha256=digest_of_text(call.criteria_ru),
        criteria_en_sha256=digest_of_text(call.criteria_en),
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        source=call.source,
    )


def _closed(call: SeatCall, awards: Sequence[SeatAward]) -> events.CallClosed:
    return events.CallClosed(
        call=call.public_id,
        body=call.body.public_id,
        seats=tuple(one.seat.number for one in awards),
        organisations=tuple(one.organisation.public_id for one in awards),
        criteria_sha256=tuple(digest_of_text(one.criteria) for one in awards),
        reason_sha256=digest_of_text(call.reason),
    )
