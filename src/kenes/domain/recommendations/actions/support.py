"""Support a text without leaving a trace of who did.

The server sees a pseudonym made with a secret that only the supporter holds. No person, no time
and no order is kept: no event, no change of the text's `changed_at`, and the rows of a text are
rewritten in the order of their pseudonyms.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.support_keys import pseudonym, read_key
from kenes.domain.recommendations.actions.recording import lock_recommendation
from kenes.domain.recommendations.models import Recommendation, Support
from kenes.domain.recommendations.rules import support as rules
from kenes.domain.shared.refusals import NotPermitted, permit

# Rewriting more rows than this would hold up the click; `mix_all` does it once a day.
MIXED_AT_ONCE = 500


@transaction.atomic
def give(*, public_id: UUID, key: str, now: datetime) -> int:  # noqa: ARG001 (no time is kept)
    """Support a text with a support key; return how many support it now.

    Raises Invalid for what is no key of this server, NotPermitted for a text that takes no
    support and, calmly, for a second support with the same key.
    """
    recommendation = lock_recommendation(public_id)
    permit(rules.refuse_support(recommendation))
    own = pseudonym(read_key(key), public_id)
    if Support.objects.filter(pseudonym=own).exists():
        raise NotPermitted(rules.already_supported())
    Support.objects.create(pseudonym=own, recommendation=recommendation)
    count = Support.objects.filter(recommendation=recommendation).count()
    if count <= MIXED_AT_ONCE:
        mix(recommendation)
    return count


@transaction.atomic
def take_back(*, public_id: UUID, key: str, now: datetime) -> int:  # noqa: ARG001 (no time is kept)
    """Take back the support given with this key; return how many are left."""
    recommendation = lock_recommendation(public_id)
    own = pseudonym(read_key(key), public_id)
    deleted, _by_model = Support.objects.filter(pseudonym=own).delete()
    if not deleted:
        raise NotPermitted(rules.not_supported())
    return Support.objects.filter(recommendation=recommendation).count()


@transaction.atomic
def mix(recommendation: Recommendation) -> None:
    """Write the rows of one text anew in the order of their pseudonyms, so none tells its turn."""
    rows = Support.objects.filter(recommendation=recommendation)
    pseudonyms = sorted(bytes(kept) for kept in rows.values_list("pseudonym", flat=True))
    rows.delete()
    Support.objects.bulk_create(
        [Support(pseudonym=kept, recommendation=recommendation) for kept in pseudonyms],
        batch_size=400,
    )


def mix_all() -> int:
    """Mix every text that has more support than is mixed at once; return how many texts."""
    ids = Support.objects.values_list("recommendation_id", flat=True).order_by().distinct()
    done = 0
    for pk in list(ids):
        with transaction.atomic():
            locked = Recommendation.objects.select_for_update(of=("self",)).get(pk=pk)
            if Support.objects.filter(recommendation=locked).count() > MIXED_AT_ONCE:
                mix(locked)
                done += 1
    return done
