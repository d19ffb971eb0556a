"""What a statement says in a language: written, corrected, always beside what it said before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.conversations import events, rules
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition, note
from kenes.domain.conversations.models import Conversation, Rendering
from kenes.domain.conversations.queries import statement_row
from kenes.domain.conversations.wording import clean_statement
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import digest_if_any


@transaction.atomic
def correct_rendering(
    *,
    public_id: UUID,
    number: int,
    language: str,
    text: str,
    state: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Rendering:
    """Write a statement's text in one language anew; what was shown before stays on record.

    The same text in the same state changes nothing. Raises NotFound, NotPermitted, Invalid.
    """
    conversation = lock_conversation(public_id)
    statement = statement_row(conversation, number)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_correct(by, mandate, statement, on=on))
    words = clean_statement("text", text)
    rows = Rendering.objects.filter(statement=statement, language=language)
    last = rows.order_by("-number").first()
    if last is not None and (last.text, last.state) == (words, state):
        return last
    rendering = Rendering.objects.create(
        statement=statement,
        language=language,
        number=last.number + 1 if last else 1,
        text=words,
        state=state,
        written_on=on,
    )
    next_edition(conversation)
    if conversation.stage == Conversation.Stage.OPEN:
        note(_fact(rendering, last), conversation, by=by, mandate=mandate, now=now)
    return rendering


def _fact(rendering: Rendering, before: Rendering | None) -> events.RenderingCorrected:
    return events.RenderingCorrected(
        statement=rendering.statement.number,
        language=rendering.language,
        number=rendering.number,
        state=rendering.state,
        text_sha256=digest_if_any(rendering.text),
        before_sha256=digest_if_any(before.text) if before else "",
    )
