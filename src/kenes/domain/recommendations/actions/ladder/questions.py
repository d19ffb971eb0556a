"""A public question to a body about a matter past its date, and the body's own answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.announcing import names_of
from kenes.domain.recommendations.actions.ladder.speaking import (
    Speaker,
    is_owed,
    speaker_of,
    tell_everybody,
    tell_readers,
)
from kenes.domain.recommendations.actions.locking import lock_address
from kenes.domain.recommendations.actions.noting import note, save_address
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import ladder as events
from kenes.domain.recommendations.models import Event, EventKind, PublicQuestion
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.recommendations.wording import clean_said
from kenes.domain.shared.refusals import NotFound, permit
from kenes.domain.shared.text import digest_of_text


@transaction.atomic
def put_question(
    *,
    address_id: UUID,
    text: str,
    language: str,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
    code: str | None = None,
) -> PublicQuestion:
    """Ask a body in public about a matter past its date. Raises NotPermitted, Invalid."""
    address = lock_address(address_id)
    on = local_today(address.recommendation.body, now)
    speaker = speaker_of(address, by, mandate, code, on)
    permit(
        rules.refuse_to_question(
            by,
            mandate,
            address,
            open_question=address.questions.filter(answered_on=None).first(),
            is_author=speaker.is_author,
            is_owed=is_owed(address, on),
            on=on,
        )
    )
    words = clean_said("text", text)
    question = PublicQuestion.objects.create(
        address=address, asked_by=speaker.institution, text=words, language=language, asked_on=on
    )
    address.questioned_on, address.question_answered_on = on, None
    save_address(address, "questioned_on", "question_answered_on")
    event = _note_question(question, speaker, now)
    tell_everybody(address, event, "questioned", {"asked_on": on.isoformat()}, now)
    return question


@transaction.atomic
def answer_question(
    *, question_id: UUID, text: str, language: str, by: Person, mandate: Mandate, now: datetime
) -> PublicQuestion:
    """Answer a public question, once. The answer is no position: the clock runs on."""
    question = _lock_question(question_id)
    address = question.address
    on = local_today(address.institution, now)
    permit(rules.refuse_to_answer_question(by, mandate, question, on=on))
    question.answer, question.answer_language = clean_said("text", text), language
    question.answered_on = on
    question.save(update_fields=["answer", "answer_language", "answered_on"])
    address.question_answered_on = on
    save_address(address, "question_answered_on")
    fact = events.QuestionAnswered(
        address=address.public_id,
        institution=address.institution.public_id,
        question=question.public_id,
        language=language,
        text_sha256=digest_of_text(question.answer),
    )
    event = note(
        address, EventKind.QUESTION_ANSWERED, fact,
        now=now, by=by, mandate=mandate, grounds=question.answer, language=language,
    )  # fmt: skip
    tell_readers(address, event, now)
    return question


def _note_question(question: PublicQuestion, speaker: Speaker, now: datetime) -> Event:
    address, asker = question.address, speaker.institution
    fact = events.QuestionPut(
        address=address.public_id,
        institution=address.institution.public_id,
        asked_by=asker.public_id if asker else None,
        question=question.public_id,
        language=question.language,
        text_sha256=digest_of_text(question.text),
    )
    return note(
        address, EventKind.QUESTIONED, fact, now=now, by=speaker.by, mandate=speaker.mandate,
        role=speaker.role, grounds=question.text, language=question.language,
        name=names_of(asker) if asker else {},
    )  # fmt: skip


def _lock_question(public_id: UUID) -> PublicQuestion:
    """Return the question once its recommendation is locked. Raises NotFound."""
    rows = PublicQuestion.objects.filter(public_id=public_id)
    owner = rows.values_list("address__public_id", flat=True).first()
    if owner is None:
        raise NotFound(f"no question {public_id}")
    address = lock_address(owner)
    question = rows.get()
    question.address = address
    return question
