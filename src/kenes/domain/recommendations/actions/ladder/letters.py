"""A demand letter: what went to a body, when, under which number, in which words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.actions.announcing import names_of
from kenes.domain.recommendations.actions.ladder.speaking import (
    Speaker,
    is_owed,
    speaker_of,
    tell_everybody,
)
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.noting import note, save_address
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import ladder as events
from kenes.domain.recommendations.models import Address, DemandLetter, Event, EventKind
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.recommendations.wording import clean_said, clean_short
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_of_text

NUMBER_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """A letter as it went out: outgoing number, day, language and words."""

    number: str
    sent_on: date
    language: str
    text: str


@transaction.atomic
def send_demand(
    *,
    address_id: UUID,
    letter: LetterFacts,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
    code: str | None = None,
) -> DemandLetter:
    """Record that a demand letter about one recommendation went to a body; its words are public.

    The secretary or chair of the handling body acts by mandate, the author without one. Raises
    NotPermitted (see `rules.ladder`), Invalid for words or a number that are missing.
    """
    address = lock_address(address_id)
    on = local_today(address.recommendation.body, now)
    speaker = speaker_of(address, by, mandate, code, on)
    permit(
        rules.refuse_to_demand(
            by, mandate, address, is_author=speaker.is_author, is_owed=is_owed(address, on), on=on
        )
    )
    permit(rules.refuse_letter_day(letter.sent_on, address.asked_on, on=on))
    clean = clean_letter(letter, speaker)
    made = keep_letter(clean, speaker, address.institution, items=1, now=now)
    event = record_demand(address, made, speaker, step_on=made.sent_on, grounds=clean.text, now=now)
    tell_everybody(address, event, "demanded", {"sent_on": made.sent_on.isoformat()}, now)
    return made


def clean_letter(letter: LetterFacts, speaker: Speaker) -> LetterFacts:
    """Return the letter cleaned; an institution's has an outgoing number. Raises Invalid."""
    number = clean_short("number", letter.number, limit=NUMBER_LIMIT)
    if not number and speaker.institution is not None:
        raise Invalid(
            {"number": _("The outgoing number is missing. Give the letter one and enter it.")}
        )
    return LetterFacts(
        number=number,
        sent_on=letter.sent_on,
        language=letter.language,
        text=clean_said("text", letter.text),
    )


def keep_letter(
    letter: LetterFacts,
    speaker: Speaker,
    institution: Institution,
    *,
    items: int,
    now: datetime,
) -> DemandLetter:
    """Keep a letter that went to an institution about so many recommendations."""
    return DemandLetter.objects.create(
        sender=speaker.institution,
        institution=institution,
        number=letter.number,
        sent_on=letter.sent_on,
        language=letter.language,
        digest=digest_of_text(letter.text),
        items=items,
        at=now,
    )


def record_demand(
    address: Address,
    letter: DemandLetter,
    speaker: Speaker,
    *,
    step_on: date,
    grounds: str,
    now: datetime,
) -> Event:
    """Record a letter on one of the recommendations that it names.

    `step_on` is the day from which the next step of the ladder is counted.
    """
    address.demanded_on = step_on
    save_address(address, "demanded_on")
    sender = letter.sender
    return note(
        address,
        EventKind.DEMANDED,
        events.DemandSent(
            address=address.public_id,
            institution=address.institution.public_id,
            sender=sender.public_id if sender else None,
            letter=letter.public_id,
            number_sha256=digest_of_text(letter.number),
            sent_on=letter.sent_on,
            language=letter.language,
            items=letter.items,
            letter_sha256=letter.digest,
        ),
        now=now,
        by=speaker.by,
        mandate=speaker.mandate,
        role=speaker.role,
        grounds=grounds,
        number=letter.number,
        sent_on=letter.sent_on,
        items=letter.items,
        name=names_of(sender) if sender else {},
    )
