"""Say in which region one lives, beside one's votes and nowhere else; or take it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import rules
from kenes.domain.conversations.models import Conversation, Voter
from kenes.domain.conversations.queries.voting import REGION_FIGURES
from kenes.domain.conversations.voices import Voice
from kenes.domain.institutions.queries import territories_in_force, today_at
from kenes.domain.shared.refusals import Invalid, permit


@transaction.atomic
def say_region(*, conversation: Conversation, voice: Voice, region: str, now: datetime) -> None:
    """Keep the region (first two figures of its KATO code) of a voter; "" takes it back.

    Raises NotPermitted where it is not asked, where nothing is taken now, and without a vote;
    Invalid for what is no region of today.
    """
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_say_region(conversation))
    permit(rules.refuse_to_take_part(conversation, voice.tier, on=on))
    known = {one.kato[:REGION_FIGURES] for one in territories_in_force(on)}
    if region and region not in known:
        raise Invalid({"region": _("There is no such region. Choose one of the list.")})
    own = Voter.objects.filter(
        number=voice.number_in(conversation.public_id), conversation=conversation
    )
    if not own.update(region=region):
        permit(rules.vote_first())
