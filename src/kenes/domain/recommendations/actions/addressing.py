"""Ask bodies, put their delivery on record, and hand a matter to the body that is competent.

The acts on a running clock stand in `extending`, `moving` and `succession`; they are named here
too, since whoever acts on an address looks here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, LegalRule, Mandate
from kenes.domain.institutions.queries import current_rule, latest_calendar
from kenes.domain.recommendations.actions.announcing import (
    facts_about,
    names_of,
    tell_author,
    tell_officers,
)
from kenes.domain.recommendations.actions.extending import extend, resume, suspend
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.moving import move_clocks, note_passed_dates
from kenes.domain.recommendations.actions.noting import (
    close_address,
    note,
    save_due_date,
)
from kenes.domain.recommendations.actions.recording import lock_recommendation
from kenes.domain.recommendations.actions.succession import pass_on_duties, pass_on_when_due
from kenes.domain.recommendations.clocks import local_today, reckon
from kenes.domain.recommendations.events import answers as events
from kenes.domain.recommendations.models import Address, EventKind, Recommendation
from kenes.domain.recommendations.rules import addressing as rules
from kenes.domain.recommendations.values import AddressRole, Basis, Position, Stage
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import clean_line, clean_text, digest_of_text

__all__ = [
    "AddresseeFacts",
    "extend",
    "forward",
    "hand_over",
    "mark_delivered",
    "move_clocks",
    "note_passed_dates",
    "pass_on_duties",
    "pass_on_when_due",
    "resume",
    "send",
    "suspend",
]

PUBLIC_CONTROL_RULE = "public-control-13"
NUMBER_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeFacts:
    """Whom to ask, in which role, and on what the clock rests.

    With neither basis nor rule the law in force applies: ten working days for a final document
    of public control, fifteen otherwise. A promise carries the date the body named.
    """

    institution: Institution
    role: str = AddressRole.LEAD
    basis: str = ""
    rule: LegalRule | None = None
    promised_on: date | None = None


@transaction.atomic
def send(
    *, public_id: UUID, to: Sequence[AddresseeFacts], by: Person, mandate: Mandate, now: datetime
) -> list[Address]:
    """Ask each body; its clock waits for the delivery. Raises NotPermitted, NotFound."""
    recommendation = lock_recommendation(public_id)
    today = local_today(recommendation.body, now)
    permit(rules.refuse_to_send(by, mandate, recommendation, on=today))
    bodies = [(one.institution, one.role) for one in to]
    permit(rules.refuse_recipients(recommendation, bodies, on=today))
    return [_ask(recommendation, one, by=by, mandate=mandate, now=now) for one in to]


@transaction.atomic
def mark_delivered(
    *,
    address_id: UUID,
    incoming_number: str,
    on: date,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Address:
    """Put the body's incoming number and date on record: the clock starts."""
    address = lock_address(address_id)
    number, today = (
        clean_line(incoming_number)[:NUMBER_LIMIT],
        local_today(address.institution, now),
    )
    permit(rules.refuse_to_deliver(by, mandate, address, on=today))
    permit(rules.refuse_delivery_facts(address, number, on, today=today))
    address.delivered_on, address.incoming_number = on, number
    save_due_date(address, "delivered_on", "incoming_number")
    address.original_due_on = address.due_on
    address.save(update_fields=["original_due_on"])
    fact = events.AddressDelivered(
        address.public_id,
        address.institution.public_id,
        digest_of_text(number),
        on,
        address.due_on,
    )
    note(
        address,
        EventKind.DELIVERED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        incoming_number=number,
        delivered_on=on,
        due_on=address.due_on,
    )
    return address


@transaction.atomic
def forward(
    *,
    address_id: UUID,
    to: Institution,
    reason: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Address:
    """Hand the matter to the competent body; return its new address. The author is told.

    The law gives three working days; a later forwarding is not refused but shows its date.
    """
    address = lock_address(address_id)
    today, why = local_today(address.institution, now), clean_text(reason)
    permit(rules.refuse_to_forward(by, mandate, address, to=to, reason=why, on=today))
    close_address(address, Position.NOT_OUR_COMPETENCE, on=today)
    return hand_over(address, to=to, reason=why, by=by, mandate=mandate, now=now)


def hand_over(
    address: Address, *, to: Institution, reason: str, by: Person, mandate: Mandate, now: datetime
) -> Address:
    """Open an address at the competent body for a locked one that was just closed."""
    today = local_today(address.institution, now)
    new = _new_address(address.recommendation, _passed_along(address, to), now=now)
    permit(rules.refuse_term(new.basis, new.rule, new.promised_on))
    new.forwarded_from = address
    new.save()
    save_due_date(new)
    fact = events.AddressForwarded(
        address.public_id,
        address.institution.public_id,
        new.public_id,
        to.public_id,
        today,
        forwarding_ends_on(address),
        digest_of_text(reason),
    )
    event = note(
        address,
        EventKind.FORWARDED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        grounds=reason,
        to_address=str(new.public_id),
        term_ended_on=fact.term_ended_on,
    )
    told = facts_about(address, to=names_of(to), reason=reason)
    tell_author(event, "forwarded", told, now=now)
    tell_officers(new, str(new.public_id), "asked", facts_about(new), on=today, now=now)
    return new


def forwarding_ends_on(address: Address) -> date | None:
    """Return the last day on which the law lets a body forward; None where no law says."""
    if address.delivered_on is None:
        return None
    rule = current_rule(LegalRule.Duty.FORWARD, address.delivered_on)
    if rule is None:
        return None
    reckoning = reckon(
        Address(
            rule=rule,
            calendar=address.calendar,
            asked_on=address.asked_on,
            delivered_on=address.delivered_on,
        ),
        (),
        (),
    )
    return reckoning.due_on if reckoning else None


def _ask(
    recommendation: Recommendation,
    facts: AddresseeFacts,
    *,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Address:
    address = _new_address(recommendation, facts, now=now)
    permit(rules.refuse_term(address.basis, address.rule, address.promised_on))
    address.save()
    save_due_date(address)
    if recommendation.stage != Stage.SENT:
        recommendation.stage, recommendation.sent_at = Stage.SENT, now
        recommendation.save(update_fields=["stage", "sent_at"])
    fact = events.RecommendationSent(
        address.public_id,
        facts.institution.public_id,
        address.role,
        address.basis,
        address.rule.code if address.rule else None,
        address.calendar.number,
        address.asked_on,
        address.promised_on,
    )
    event = note(
        address, EventKind.SENT, fact, by=by, mandate=mandate, now=now, body_role=address.role
    )
    about = facts_about(address)
    tell_author(event, "sent", about, now=now)
    tell_officers(address, str(address.public_id), "asked", about, on=address.asked_on, now=now)
    return address


def _new_address(
    recommendation: Recommendation, facts: AddresseeFacts, *, now: datetime
) -> Address:
    rule = _rule_of(recommendation, facts, now)
    return Address(
        recommendation=recommendation,
        institution=facts.institution,
        role=facts.role,
        basis=facts.basis or (rule.basis if rule else Basis.STATUTE),
        rule=rule,
        calendar=latest_calendar(),
        promised_on=facts.promised_on,
        asked_on=local_today(facts.institution, now),
    )


def _rule_of(
    recommendation: Recommendation, facts: AddresseeFacts, now: datetime
) -> LegalRule | None:
    """Return the rule that was named, or the statute in force where none and no basis is."""
    if facts.rule is not None or facts.basis not in {"", Basis.STATUTE}:
        return facts.rule
    on = local_today(facts.institution, now)
    code = PUBLIC_CONTROL_RULE if recommendation.is_public_control else None
    return current_rule(LegalRule.Duty.ANSWER, on, code=code)


def _passed_along(address: Address, to: Institution) -> AddresseeFacts:
    """Return the terms for the competent body: a statute goes along, a promise does not."""
    if address.basis == Basis.STATUTE:
        return AddresseeFacts(
            institution=to, role=address.role, basis=address.basis, rule=address.rule
        )
    return AddresseeFacts(institution=to, role=address.role)
