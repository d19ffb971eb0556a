"""The periodic demand letter: prepared for each body in arrears, sent and recorded by a person."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import procedure_of, today_at
from kenes.domain.recommendations.actions.announcing import OFFICERS, names_of, tell_holders
from kenes.domain.recommendations.actions.ladder.letters import (
    LetterFacts,
    clean_letter,
    keep_letter,
    record_demand,
)
from kenes.domain.recommendations.actions.ladder.speaking import Speaker, tell_readers
from kenes.domain.recommendations.actions.recording import lock_recommendations
from kenes.domain.recommendations.models import Address, DemandLetter, WaitingLetter
from kenes.domain.recommendations.queries.demands import owed_addresses, owing
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.shared.refusals import NotFound, permit


def prepare_letters(now: datetime) -> int:
    """Prepare the letters of the period for each body whose rules ask for them; return how many.

    May run at any hour and again: a body in arrears has one letter a period, and none beside one
    that still waits. What waits and has nothing left to demand is dropped.
    """
    bodies = Institution.objects.filter(procedures__demand_months__gt=0).distinct()
    return sum(_prepare(pk, now) for pk in bodies.order_by("pk").values_list("pk", flat=True))


def period_of(on: date, months: int) -> date:
    """Return the first day of the period of so many months that holds a day: 1, 3, 6 or 12.

    Periods are counted from January.
    """
    return date(on.year, (on.month - 1) // months * months + 1, 1)


@transaction.atomic
def send_waiting(
    *, public_id: UUID, letter: LetterFacts, by: Person, mandate: Mandate, now: datetime
) -> DemandLetter:
    """Record that a periodic letter was sent, on every recommendation that it demands.

    It names what was owed on the day of the letter and is owed still: what was answered meanwhile
    is left out. Raises NotPermitted (see `rules.ladder`), Invalid, NotFound.
    """
    waiting, addresses = _lock(public_id, letter.sent_on)
    on = today_at(waiting.sender, now)
    permit(rules.refuse_to_send(by, mandate, waiting, on=on))
    permit(rules.refuse_letter_day(letter.sent_on, waiting.prepared_on, on=on))
    permit(rules.refuse_unowed(is_owed=bool(addresses)))
    speaker = Speaker(by, mandate, is_author=False, institution=waiting.sender)
    clean = clean_letter(letter, speaker)
    items = len({address.recommendation_id for address in addresses})
    made = keep_letter(clean, speaker, waiting.institution, items=items, now=now)
    for address in addresses:
        # A step that was taken stands: the letter of the period does not put off the next one.
        step_on = address.demanded_on or made.sent_on
        event = record_demand(address, made, speaker, step_on=step_on, grounds=clean.text, now=now)
        tell_readers(address, event, now)
    waiting.letter = made
    waiting.save(update_fields=["letter"])
    _tell_body(made, now)
    return made


def _lock(public_id: UUID, on: date) -> tuple[WaitingLetter, list[Address]]:
    """Return a letter with what is owed, once all of it is locked. Raises NotFound."""
    rows = WaitingLetter.objects.select_related("sender", "institution")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no letter {public_id}")
    # Recommendations are locked first, in the order of their keys; then it is read again.
    named = {row.recommendation.public_id for row in _owed(found, on)}
    locked = {row.pk: row for row in lock_recommendations(sorted(named))}
    waiting = rows.select_for_update(of=("self",)).get(pk=found.pk)
    addresses = [row for row in _owed(waiting, on) if row.recommendation_id in locked]
    for address in addresses:
        address.recommendation = locked[address.recommendation_id]
    return waiting, addresses


def _owed(waiting: WaitingLetter, on: date) -> list[Address]:
    return owed_addresses(waiting.sender, waiting.institution, on)


@transaction.atomic
def _prepare(pk: int, now: datetime) -> int:
    # The body's row is the lock: two workers prepare one after the other.
    body = Institution.objects.select_for_update(of=("self",)).get(pk=pk)
    today = today_at(body, now)
    months = procedure_of(body, today).demand_months
    owed = owing(body, now) if months else []
    waiting = WaitingLetter.objects.filter(sender=body, letter__isnull=True)
    waiting.exclude(institution__in=[institution for institution, _many in owed]).delete()
    made = 0
    for institution, many in owed:
        period = period_of(today, months)
        if not _has_letter(body, institution, period):
            _make(body, institution, period, many, now)
            made += 1
    return made


def _has_letter(body: Institution, institution: Institution, period: date) -> bool:
    rows = WaitingLetter.objects.filter(sender=body, institution=institution)
    return rows.filter(letter__isnull=True).exists() or rows.filter(period_from=period).exists()


def _make(
    body: Institution, institution: Institution, period: date, many: int, now: datetime
) -> None:
    today = today_at(body, now)
    waiting = WaitingLetter.objects.create(
        sender=body, institution=institution, period_from=period, prepared_on=today
    )
    facts = {"institution": names_of(institution), "items": many}
    path = f"/desk/letters/?office={body.public_id}"
    tell_holders(
        body,
        str(waiting.public_id),
        "letter_waiting",
        facts,
        path=path,
        on=today,
        now=now,
        roles=(Mandate.Role.SECRETARY,),
    )


def _tell_body(letter: DemandLetter, now: datetime) -> None:
    """Tell the officers of the body once, however many recommendations the letter names."""
    facts = {"number": letter.number, "items": letter.items, "sent_on": letter.sent_on}
    tell_holders(
        letter.institution,
        str(letter.public_id),
        "demanded_together",
        facts,
        path="/body/",
        on=today_at(letter.institution, now),
        now=now,
        roles=OFFICERS,
    )
