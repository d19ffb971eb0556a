"""What may not be taken out of the register, and why."""

from django.utils.translation import gettext_lazy as _

from kenes.domain.register.events import ContentRemoved
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Refusal


def refuse_to_remove(entry: Entry) -> Refusal | None:
    """Say why salt and content of an entry stay: it is a tombstone, or they are gone already."""
    if entry.type == ContentRemoved.TYPE:
        return Refusal(
            "tombstone_stays",
            _("This entry records a removal, and what says so cannot be removed."),
            _("It holds no text of anybody: only the ground, the day and a digest of the order."),
            status=409,
        )
    if entry.content is None:
        return Refusal(
            "content_removed",
            _("Content and salt of this entry were removed before."),
            _("Its page names the ground and the order."),
            status=409,
        )
    return None
