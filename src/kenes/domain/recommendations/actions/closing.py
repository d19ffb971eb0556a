"""The end of a matter: the author is asked whether it is done, then the secretary closes it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import tell_author, tell_followers
from kenes.domain.recommendations.events.execution import WordAsked
from kenes.domain.recommendations.models import EventKind, Recommendation
from kenes.domain.recommendations.queries.closing import WORD_TERM, Execution, execution_of
from kenes.domain.recommendations.rules import closing as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import Ending, Stage
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import digest_if_any

ENDINGS = {
    (True, True): Ending.DONE,
    (True, False): Ending.DONE_NO_WORD,
    (False, True): Ending.NOT_DONE,
    (False, False): Ending.NOT_DONE_NO_WORD,
}
"""By whether it is closed as done, and whether the author gave a word."""


@transaction.atomic
def ask_for_word(*, public_id: UUID, by: Person, mandate: Mandate, now: datetime) -> Recommendation:
    """Ask the author whether it is done: in public, and by a notice where there is an account.

    Raises NotPermitted (see `rules.closing`).
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    execution = execution_of(recommendation)
    permit(rules.refuse_to_ask_word(by, mandate, recommendation, execution, on=on))
    recommendation.word_asked_at = now
    recommendation.save(update_fields=["word_asked_at"])
    until = on + WORD_TERM
    fact = WordAsked(str(recommendation.number), until)
    event = happened(
        recommendation,
        EventKind.WORD_ASKED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        facts={"until": until.isoformat()},
    )
    told = {"until_on": until}
    tell_author(recommendation, event, "word_asked", facts=told, on_own_page=True, now=now)
    return recommendation


@transaction.atomic
def close(
    *,
    public_id: UUID,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
    is_done: bool | None = None,
) -> Recommendation:
    """End the matter, with the reason; the page and its history stay.

    `is_done` says as what a matter ends that a body had taken on, None for any other. Raises
    NotPermitted where the evidence or the author's word is missing or says otherwise, Invalid.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    execution = execution_of(recommendation)
    permit(rules.refuse_to_close(by, mandate, recommendation, execution, on=on))
    permit(rules.refuse_ending(execution, is_done=is_done, on=on))
    why = clean_note("grounds", grounds)
    recommendation.stage = Stage.CLOSED
    recommendation.closed_at = now
    recommendation.closed_as = _ending(execution, is_done=is_done)
    recommendation.save(update_fields=["stage", "closed_at", "closed_as"])
    _record_end(recommendation, why, by, mandate, now)
    return recommendation


def _ending(execution: Execution, *, is_done: bool | None) -> str:
    if is_done is None:
        return ""
    return ENDINGS[is_done, execution.is_done is not None]


def _record_end(
    recommendation: Recommendation, why: str, by: Person, mandate: Mandate, now: datetime
) -> None:
    ending = recommendation.closed_as
    fact = events.RecommendationClosed(str(recommendation.number), ending, digest_if_any(why))
    event = happened(
        recommendation,
        EventKind.CLOSED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts={"ending": ending} if ending else {},
    )
    tell_author(recommendation, event, "news", now=now)
    tell_followers(recommendation, event, now=now)
