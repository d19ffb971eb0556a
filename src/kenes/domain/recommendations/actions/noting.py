"""What every act on an address shares: its event, its edition, its due date, its end."""

from datetime import date, datetime

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.recording import happened
from kenes.domain.recommendations.clocks import due_date, reckon
from kenes.domain.recommendations.models import Address, Answer, Event, EventKind
from kenes.domain.register.events import Event as PublicEvent

LADDER = ("demanded_on", "questioned_on", "question_answered_on", "agenda_asked_on")
"""The newest days of the later steps of the reminder ladder, as an address repeats them."""


def note(
    address: Address,
    kind: EventKind,
    fact: PublicEvent,
    *,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
    role: str = "",
    grounds: str = "",
    **facts: object,
) -> Event:
    """Record an act on an address; dates among `facts` are kept in ISO form."""
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }
    return happened(
        address.recommendation,
        kind,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        role=role,
        address=address,
        grounds=grounds,
        facts=plain,
    )


def save_address(address: Address, *fields: str) -> None:
    """Save `fields` and the next edition."""
    address.edition += 1
    address.save(update_fields=[*fields, "edition"])


def save_due_date(address: Address, *fields: str) -> None:
    """Compute the due date from what is on record and keep it, with `fields`; nobody enters it."""
    reckoning = reckon(address)
    address.due_on = due_date(address, reckoning)
    save_address(address, "due_on", *fields)


def set_drafts_aside(address: Address) -> None:
    """Discard an answer still in work: its address is closed."""
    in_work = (Answer.State.DRAFT, Answer.State.FOR_SIGNATURE)
    address.answers.filter(state__in=in_work).update(state=Answer.State.DISCARDED)


def close_address(address: Address, position: str, *, on: date) -> None:
    """End a clock with a position; a draft still in work is set aside.

    The ladder begins anew: what was demanded for want of an answer says nothing of a promise.
    """
    address.position, address.answered_on, address.is_open = position, on, False
    address.demanded_on = address.questioned_on = None
    address.question_answered_on = address.agenda_asked_on = None
    save_address(address, "position", "answered_on", "is_open", *LADDER)
    set_drafts_aside(address)
