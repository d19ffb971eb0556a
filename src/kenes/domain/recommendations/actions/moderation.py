"""Hide a published text for a listed ground, with notice to its author; show it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import tell_author
from kenes.domain.recommendations.models import EventKind, Hiding, Recommendation
from kenes.domain.recommendations.rules import moderation as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import HidingGround
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_if_any


@transaction.atomic
def hide(
    *, public_id: UUID, ground: str, explanation: str, by: Person, mandate: Mandate, now: datetime
) -> Hiding:
    """Hide the words of a published text; its page, number and history stay.

    The author can still read it, with the account or the code.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_hide(by, mandate, recommendation, on=on))
    if ground not in HidingGround.values:
        raise Invalid({"ground": _("This is not a ground to hide a text. Choose a listed one.")})
    why = clean_note("explanation", explanation)
    hiding = Hiding.objects.create(
        recommendation=recommendation, ground=ground, explanation=why, mandate=mandate, at=now
    )
    recommendation.hidden_ground = ground
    recommendation.save(update_fields=["hidden_ground"])
    fact = events.RecommendationHidden(str(recommendation.number), ground, digest_if_any(why))
    event = happened(
        recommendation,
        EventKind.HIDDEN,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts={"ground": ground},
    )
    told = {"ground": HidingGround(ground).label, "explanation": why}
    tell_author(recommendation, event, "hidden", facts=told, on_own_page=True, now=now)
    return hiding


@transaction.atomic
def show_again(
    *, public_id: UUID, reason: str, by: Person, mandate: Mandate, now: datetime
) -> Recommendation:
    """Show a hidden text again, with the reason."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_show_again(by, mandate, recommendation, on=on))
    why = clean_note("reason", reason)
    ground = recommendation.hidden_ground
    recommendation.hidings.filter(lifted_at__isnull=True).update(lifted_at=now)
    recommendation.hidden_ground = ""
    recommendation.save(update_fields=["hidden_ground"])
    number = str(recommendation.number)
    fact = events.RecommendationShownAgain(number, ground, digest_if_any(why))
    event = happened(
        recommendation,
        EventKind.SHOWN_AGAIN,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts={"ground": ground},
    )
    tell_author(recommendation, event, "news", now=now)
    return recommendation
