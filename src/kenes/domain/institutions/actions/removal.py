"""Remove content from the register by a lawful order: an administrator's act, itself on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import rules
from kenes.domain.institutions.actions.recording import required
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.zones import today_at
from kenes.domain.register.actions import Order, remove_content
from kenes.domain.register.models import Removal
from kenes.domain.shared.refusals import Invalid, permit


@transaction.atomic
def remove_from_register(
    *, entry_id: UUID, order: Order, by: Person, mandate: Mandate, now: datetime
) -> Removal:
    """Take content and salt out of an entry; a tombstone says on what ground and by whose order.

    Only an administrator of the institution that runs this server may. Raises Invalid for an order
    without a listed ground, its giver or its document, or of a day to come.
    """
    today = today_at(mandate.institution, now)
    permit(rules.refuse_to_manage(by, mandate, on=today))
    words = required(ordered_by=order.ordered_by, document=order.document)
    if order.ground not in Removal.Ground.values:
        raise Invalid({"ground": _("This is not a ground to remove content. Choose a listed one.")})
    if order.ordered_on > today:
        raise Invalid({"ordered_on": _("This day is still to come. Give the day of the order.")})
    return remove_content(
        entry_id=entry_id,
        order=Order(ground=order.ground, ordered_on=order.ordered_on, **words),
        actor_role=mandate.role,
        now=now,
        person=by.public_id,
        mandate=mandate.public_id,
    )
