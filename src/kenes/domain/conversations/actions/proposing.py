"""Somebody who takes part adds a statement of their own; who it was is kept nowhere."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kenes.domain.conversations import rules
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition
from kenes.domain.conversations.models import Conversation, Rendering, Statement
from kenes.domain.conversations.wording import clean_statement
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import Conflict, permit

State = Statement.State


@transaction.atomic
def propose_statement(
    *, public_id: UUID, tier: str, language: str, text: str, now: datetime
) -> Statement:
    """Add a statement in the language it was written in; it waits, or is shown at once.

    Where as many are shown as one map holds it waits, too. The same words in another case are no
    new statement. Raises NotPermitted, Invalid, and Conflict (`said_already`).
    """
    conversation = lock_conversation(public_id)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_take_part(conversation, tier, on=on))
    words = clean_statement("text", text)
    if _is_said(conversation, words):
        raise Conflict(rules.said_already())
    is_after = conversation.moderation == Conversation.Moderation.AFTER
    at_once = is_after and not rules.is_full(conversation)
    last = conversation.statements.aggregate(last=Max("number"))["last"] or 0
    statement = Statement.objects.create(
        conversation=conversation,
        number=last + 1,
        state=State.SHOWN if at_once else State.WAITING,
        original_language=language,
    )
    Rendering.objects.create(
        statement=statement,
        language=language,
        text=words,
        state=Rendering.State.AUTHOR,
        written_on=on,
    )
    if at_once:
        next_edition(conversation)
    return statement


def _is_said(conversation: Conversation, words: str) -> bool:
    """Compare without case in Python: databases differ in what they know of Cyrillic letters."""
    rows = Rendering.objects.filter(statement__conversation=conversation)
    rows = rows.exclude(statement__state=State.RETURNED)
    folded = words.casefold().rstrip(".!… ")
    return any(
        text.casefold().rstrip(".!… ") == folded for text in rows.values_list("text", flat=True)
    )
