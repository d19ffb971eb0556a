"""The agenda of a body: a matter comes before it by a decision document."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.announcing import names_of
from kenes.domain.recommendations.actions.ladder.speaking import (
    is_owed,
    tell_readers,
)
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.noting import note, save_address
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import ladder as events
from kenes.domain.recommendations.models import AgendaItem, Event, EventKind
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.recommendations.wording import clean_short
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_of_text

NUMBER_LIMIT = 60


@transaction.atomic
def ask_for_agenda(
    *,
    address_id: UUID,
    document: str,
    document_number: str,
    decided_on: date,
    session_on: date | None,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> AgendaItem:
    """Put a matter on the agenda of the handling body, for a day or its next session.

    Raises NotPermitted, Invalid for a decision document without a name.
    """
    address = lock_address(address_id)
    body = address.recommendation.body
    on = local_today(body, now)
    owes = is_owed(address, on)
    permit(rules.refuse_to_ask_agenda(by, mandate, address, is_owed=owes, on=on))
    permit(rules.refuse_session_day(session_on, decided_on, on=on))
    item = AgendaItem.objects.create(
        address=address,
        body=body,
        session_on=session_on,
        document=_clean_document(document),
        document_number=clean_short("document_number", document_number, limit=NUMBER_LIMIT),
        decided_on=decided_on,
        at=now,
    )
    address.agenda_asked_on = on
    save_address(address, "agenda_asked_on")
    event = _note_agenda(item, by, mandate, now)
    tell_readers(address, event, now)
    return item


def _note_agenda(item: AgendaItem, by: Person, mandate: Mandate, now: datetime) -> Event:
    address = item.address
    fact = events.AgendaAsked(
        address=address.public_id,
        institution=address.institution.public_id,
        body=item.body.public_id,
        item=item.public_id,
        session_on=item.session_on,
        document_sha256=digest_of_text(f"{item.document}\n{item.document_number}"),
    )
    return note(
        address, EventKind.AGENDA_ASKED, fact, now=now, by=by, mandate=mandate,
        grounds=item.document, number=item.document_number, decided_on=item.decided_on,
        session_on=item.session_on, name=names_of(item.body),
    )  # fmt: skip


def _clean_document(document: str) -> str:
    found = clean_short("document", document)
    if found:
        return found
    raise Invalid({"document": _("The decision document is not named. Enter what it is called.")})
