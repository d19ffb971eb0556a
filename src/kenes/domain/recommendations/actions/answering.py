"""Sign a body's reply: the second pair of eyes that makes it the body's word.

The private steps before it stand in `answer_drafts` and are named here too, since whoever answers
looks here.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.actions.addressing import hand_over
from kenes.domain.recommendations.actions.announcing import facts_about, tell_author
from kenes.domain.recommendations.actions.answer_drafts import (
    Words,
    clean_words,
    discard,
    draft,
    refuse_stale,
    remark,
    send_back,
    submit_for_signature,
)
from kenes.domain.recommendations.actions.locking import lock_answer
from kenes.domain.recommendations.actions.noting import close_address, note
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import answers as events
from kenes.domain.recommendations.models import (
    Answer,
    AnswerText,
    Event,
    EventKind,
    ReplacedAnswerText,
)
from kenes.domain.recommendations.rules import answering as rules
from kenes.domain.recommendations.values import Position, TextState
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import clean_line, digest_of_text

__all__ = [
    "add_answer_translation",
    "clarify",
    "discard",
    "draft",
    "remark",
    "send_back",
    "sign",
    "submit_for_signature",
]

Kind = Answer.Kind
KINDS = {
    Kind.INTERIM: EventKind.INTERIM_REPLY,
    Kind.POSITION: EventKind.ANSWERED,
    Kind.CLARIFICATION: EventKind.CLARIFIED,
}

TOLD = {Kind.INTERIM: "interim_reply", Kind.POSITION: "answered", Kind.CLARIFICATION: "clarified"}


def clarify(**facts: Any) -> Answer:
    """Draft a clarification of a signed position: `draft` without kind and position."""
    return draft(kind=Kind.CLARIFICATION, position="", **facts)


@transaction.atomic
def sign(
    *, answer_id: UUID, by: Person, mandate: Mandate, edition: int | None, now: datetime
) -> Answer:
    """Sign what another person drafted: it is public from now on, and a position ends the clock.

    An interim reply is no position: the clock runs on. `edition` is the one that was read. Raises
    NotPermitted, and Conflict when the draft changed meanwhile.
    """
    answer = lock_answer(answer_id)
    today = local_today(answer.address.institution, now)
    permit(rules.refuse_to_sign(by, mandate, answer, on=today))
    refuse_stale(answer, edition)
    _put_signature(answer, by, mandate, now)
    if answer.kind == Kind.POSITION:
        close_address(answer.address, answer.position, on=today)
    event = _note_signature(answer, by=by, mandate=mandate, now=now)
    _tell_of_signature(answer, event, now)
    if answer.forward_to is not None:
        _forward(answer, by, mandate, now)
    return answer


@transaction.atomic
def add_answer_translation(
    *,
    answer_id: UUID,
    language: str,
    body: str,
    part: str = "",
    reason: str = "",
    state: str = TextState.CHECKED,
    credit: str = "",
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> AnswerText:
    """Add or replace the answer's wording in another language, with who made it and its state.

    What is replaced stays readable among the versions.
    """
    answer = lock_answer(answer_id)
    today = local_today(mandate.institution, now)
    permit(rules.refuse_to_translate(by, mandate, answer, language=language, state=state, on=today))
    words = clean_words(body, part, reason)
    permit(rules.refuse_empty_translation(words.body))
    _keep_replaced(answer, language, words, now)
    text, _is_new = AnswerText.objects.update_or_create(
        answer=answer,
        language=language,
        defaults={
            "body": words.body,
            "part": words.part,
            "reason": words.reason,
            "state": state,
            "translator_credit": clean_line(credit)[:200],
            "at": now,
        },
    )
    fact = events.AnswerTranslated(answer.public_id, language, state, digest_of_answer(text))
    note(
        answer.address,
        EventKind.ANSWER_TRANSLATED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        answer=str(answer.public_id),
        language=language,
        state=state,
    )
    return text


def digest_of_answer(text: AnswerText) -> str:
    """Return the SHA-256 of an answer's wording in one language, over its canonical JSON."""
    words = {
        "language": text.language,
        "body": text.body,
        "part": text.part,
        "reason": text.reason,
    }
    return digest_of_text(rfc8785.dumps(words).decode())


def _keep_replaced(answer: Answer, language: str, words: Words, now: datetime) -> None:
    before = answer.texts.filter(language=language).first()
    if before is None or Words(before.body, before.part, before.reason) == words:
        return
    ReplacedAnswerText.objects.create(
        answer=answer,
        language=language,
        body=before.body,
        part=before.part,
        reason=before.reason,
        state=before.state,
        translator_credit=before.translator_credit,
        at=before.at,
        replaced_at=now,
    )


def _put_signature(answer: Answer, by: Person, mandate: Mandate, now: datetime) -> None:
    answer.state, answer.edition = Answer.State.SIGNED, answer.edition + 1
    answer.signed_by, answer.signer = mandate, by.public_id
    answer.signed_at = answer.changed_at = now
    # The office is copied: a later change of the mandate must not change who had signed.
    answer.office_kk, answer.office_ru = mandate.office_kk, mandate.office_ru
    answer.office_en = mandate.office_en
    answer.save()


def _note_signature(answer: Answer, *, by: Person, mandate: Mandate, now: datetime) -> Event:
    address, text = answer.address, answer.texts.get(is_original=True)
    fact = events.AnswerSigned(
        address=address.public_id,
        institution=address.institution.public_id,
        answer=answer.public_id,
        kind=answer.kind,
        position=answer.position or None,
        language=text.language,
        text_sha256=digest_of_answer(text),
        files=sorted(answer.files.values_list("sha256", flat=True)),
        evidence_due_on=answer.evidence_due_on,
        forward_to=answer.forward_to.public_id if answer.forward_to else None,
        signed_on=local_today(address.institution, now),
        due_on=address.due_on,
    )
    return note(
        address,
        KINDS[Kind(answer.kind)],
        fact,
        by=by,
        mandate=mandate,
        now=now,
        answer=str(answer.public_id),
        position=answer.position,
    )


def _tell_of_signature(answer: Answer, event: Event, now: datetime) -> None:
    facts = facts_about(answer.address)
    if answer.kind == Kind.POSITION:
        facts["position"] = Position(answer.position).label
    tell_author(event, TOLD[Kind(answer.kind)], facts, now=now)


def _forward(answer: Answer, by: Person, mandate: Mandate, now: datetime) -> None:
    """Hand the matter to the body that the answer names, unless it was asked meanwhile."""
    address, to = answer.address, answer.forward_to
    if to is None or address.recommendation.addresses.filter(institution=to).exists():
        return
    reason = answer.texts.get(is_original=True).reason
    hand_over(address, to=to, reason=reason, by=by, mandate=mandate, now=now)
