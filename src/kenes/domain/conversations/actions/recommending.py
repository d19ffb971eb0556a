"""What people agreed on becomes a draft recommendation in the name of the body that asked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.conversations import events, rules
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition, note
from kenes.domain.conversations.agreement import agreed_now
from kenes.domain.conversations.campaigns import refuse_to_show_results
from kenes.domain.conversations.models import Conversation, Outcome
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.queries.results import last_result
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.actions.drafts import start_draft
from kenes.domain.recommendations.wording import Wording
from kenes.domain.shared.refusals import Invalid, permit


@transaction.atomic
def recommend(
    *,
    public_id: UUID,
    numbers: Sequence[int],
    language: str,
    address: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Outcome:
    """Start a draft from agreed statements, by their numbers, with the figures that bear them.

    `address` is where the result can be read; it stands in the text. Raises NotFound, NotPermitted
    (also on days on which the law bars results), and Invalid where a statement is not agreed on, or
    none is named.
    """
    conversation = lock_conversation(public_id)
    agreed = agreed_now(conversation)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_recommend(by, mandate, conversation, agreed=len(agreed), on=on))
    permit(refuse_to_show_results(conversation, on=on))
    chosen = [(lower, number) for lower, number in agreed if number in numbers]
    if not chosen or len(chosen) < len(set(numbers)):
        raise Invalid({"numbers": _("Choose among the statements that the result calls agreed.")})
    words = _wording(conversation, chosen, language, address)
    started = start_draft(
        by=by,
        body=conversation.body,
        language=language,
        title=words.title,
        problem=words.problem,
        demand=words.demand,
        author_institution=conversation.body,
        mandate=mandate,
        now=now,
    )
    outcome = Outcome.objects.create(
        conversation=conversation,
        recommendation=started.recommendation,
        statements=[number for _lower, number in chosen],
        drawn_at=now,
    )
    next_edition(conversation)
    note(_fact(outcome), conversation, by=by, mandate=mandate, now=now)
    return outcome


def _wording(
    conversation: Conversation, chosen: Sequence[tuple[float, int]], language: str, address: str
) -> Wording:
    """Return title, problem and demand in the language of the draft."""
    texts = {one.number: one.in_language(language).text for one in shown_statements(conversation)}
    question = conversation.question_ru if language == "ru" else conversation.question_kk
    result = last_result(conversation)
    with override(language):
        heading = gettext("What all groups of opinion agree on, by the group that agrees least:")
        problem = [
            _colon(gettext("People were asked"), question),
            _colon(gettext("People who took part"), str(result.voters if result else 0)),
            heading,
            *(_share(texts[number], lower) for lower, number in chosen),
            _colon(gettext("The result in full"), address),
        ]
    demand = [f"{place}. {texts[number]}" for place, (_l, number) in enumerate(chosen, start=1)]
    return Wording(question, "\n".join(problem), "\n".join(demand))


def _colon(words: str, value: str) -> str:
    """Write "words: value", so that no inserted value needs an ending."""
    return f"{words}: {value}"


def _share(text: str, lower: float) -> str:
    """Say the lower bound of a statement, never more than it is."""
    return f"«{text}». " + _colon(
        gettext("Share of those who agree, not below"), f"{int(100 * lower)} %"
    )


def _fact(outcome: Outcome) -> events.RecommendationDrawn:
    result = last_result(outcome.conversation)
    return events.RecommendationDrawn(
        recommendation=outcome.recommendation.public_id,
        statements=tuple(outcome.statements),
        voters=result.voters if result else 0,
    )
