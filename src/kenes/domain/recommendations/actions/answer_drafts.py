"""Draft a body's reply in private, remark on it, hand it in for signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.actions.announcing import facts_about, tell_officers
from kenes.domain.recommendations.actions.locking import lock_address, lock_answer
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.models import Address, Answer, AnswerText, Remark
from kenes.domain.recommendations.rules import answering as rules
from kenes.domain.recommendations.rules.addressing import refuse_new_body
from kenes.domain.shared.refusals import Conflict, Invalid, Refusal, permit
from kenes.domain.shared.text import clean_line, clean_text

TEXT_LIMIT = 20_000
NOTE_LIMIT = 5_000
Kind, State = Answer.Kind, Answer.State


@dataclass(frozen=True, slots=True)
class Words:
    """What a reply says in one language, cleaned and measured."""

    body: str
    part: str
    reason: str


@transaction.atomic
def draft(
    *,
    address_id: UUID,
    kind: str,
    position: str,
    language: str,
    body: str,
    part: str = "",
    reason: str = "",
    evidence_due_on: date | None = None,
    evidence_link: str = "",
    forward_to: Institution | None = None,
    is_nobody_known: bool = False,
    files: Sequence[StoredFile] = (),
    by: Person,
    mandate: Mandate,
    edition: int | None = None,
    now: datetime,
) -> Answer:
    """Begin the body's draft, or change the one in work if `edition` is still its edition.

    A draft may be incomplete; what it lacks is said when it is handed in. Raises NotPermitted,
    Invalid, and Conflict with both texts when somebody else changed it first.
    """
    address = lock_address(address_id)
    today = local_today(address.institution, now)
    permit(rules.refuse_to_draft(by, mandate, address, kind=kind, on=today))
    permit(rules.refuse_position(kind, position))
    if forward_to is not None:
        permit(refuse_new_body(address, forward_to, on=today))
    words = clean_words(body, part, reason)
    permit(rules.refuse_foreign_files(files, by, address))
    answer = _in_work(address, kind, words, edition)
    answer.position, answer.original_language = position, language
    answer.evidence_due_on, answer.evidence_link = evidence_due_on, clean_link(evidence_link)
    answer.forward_to, answer.is_nobody_known = forward_to, is_nobody_known
    answer.drafted_by, answer.drafter, answer.changed_at = mandate, by.public_id, now
    answer.drafted_at = answer.drafted_at or now
    answer.edition = answer.edition + 1 if answer.pk else 1
    answer.save()
    _write(answer, language, words, now)
    answer.files.set(files)
    return answer


@transaction.atomic
def submit_for_signature(
    *, answer_id: UUID, by: Person, mandate: Mandate, now: datetime, edition: int | None = None
) -> Answer:
    """Hand a complete draft to the signatories, who are told."""
    answer = lock_answer(answer_id)
    today = local_today(answer.address.institution, now)
    permit(rules.refuse_to_submit(by, mandate, answer, on=today))
    refuse_stale(answer, edition)
    _move(answer, State.FOR_SIGNATURE, now)
    tell_officers(
        answer.address,
        f"{answer.public_id}:{answer.edition}",
        "signature_wanted",
        facts_about(answer.address),
        on=today,
        now=now,
        roles=(Mandate.Role.SIGNATORY,),
    )
    return answer


@transaction.atomic
def remark(*, answer_id: UUID, text: str, by: Person, mandate: Mandate, now: datetime) -> Remark:
    """Note something on a draft for the other hand; it never becomes public."""
    answer, words = lock_answer(answer_id), _note(text)
    today = local_today(answer.address.institution, now)
    permit(rules.refuse_to_remark(by, mandate, answer, text=words, on=today))
    return Remark.objects.create(answer=answer, mandate=mandate, text=words, at=now)


@transaction.atomic
def send_back(
    *, answer_id: UUID, remark: str, by: Person, mandate: Mandate, now: datetime
) -> Answer:
    """Return a draft to its drafter with a remark that says what to change."""
    answer, words = lock_answer(answer_id), _note(remark)
    today = local_today(answer.address.institution, now)
    permit(rules.refuse_to_send_back(by, mandate, answer, text=words, on=today))
    Remark.objects.create(answer=answer, mandate=mandate, text=words, at=now)
    _move(answer, State.DRAFT, now)
    tell_officers(
        answer.address,
        f"{answer.public_id}:{answer.edition}",
        "sent_back",
        facts_about(answer.address, reason=words),
        on=today,
        now=now,
        roles=(Mandate.Role.FOCAL_POINT,),
    )
    return answer


@transaction.atomic
def discard(*, answer_id: UUID, by: Person, mandate: Mandate, now: datetime) -> Answer:
    """Set a draft aside; it stays in the body's own file."""
    answer = lock_answer(answer_id)
    today = local_today(answer.address.institution, now)
    permit(rules.refuse_to_discard(by, mandate, answer, on=today))
    _move(answer, State.DISCARDED, now)
    return answer


def clean_words(body: str, part: str, reason: str) -> Words:
    """Return the three texts cleaned. Raises Invalid with a sentence for each that is too long."""
    words = Words(clean_text(body), clean_text(part), clean_text(reason))
    measured = {
        "body": (words.body, TEXT_LIMIT),
        "part": (words.part, NOTE_LIMIT),
        "reason": (words.reason, NOTE_LIMIT),
    }
    refuse_too_long(measured)
    return words


def refuse_too_long(texts: dict[str, tuple[str, int]]) -> None:
    """Raise Invalid naming each text over its limit of characters."""
    problems = {
        field: _("This text is too long; the limit in characters: %(limit)s. Shorten it.")
        % {"limit": limit}
        for field, (text, limit) in texts.items()
        if len(text) > limit
    }
    if problems:
        raise Invalid(problems)


def clean_link(raw: str) -> str:
    """Return a web address, or nothing. Raises Invalid unless it is http or https and short."""
    link = clean_line(raw)
    try:
        if link:
            URLValidator(schemes=["http", "https"])(link)
        refuse_too_long({"evidence_link": (link, 500)})
    except ValidationError as error:
        sentence = _("This is not a web address. It begins with https:// and has no spaces.")
        raise Invalid({"evidence_link": sentence}) from error
    return link


def refuse_stale(answer: Answer, edition: int | None, yours: Words | None = None) -> None:
    """Raise Conflict with both texts unless `edition` is still the answer's."""
    if edition == answer.edition or (edition is None and yours is None):
        return
    refusal = Refusal(
        "changed_meanwhile",
        _("Somebody else changed this answer after you opened it. Both texts are kept here."),
        _("Compare them, then save the one that should stand."),
        status=409,
    )
    text = answer.texts.filter(is_original=True).first()
    theirs = Words(text.body, text.part, text.reason) if text else Words("", "", "")
    raise Conflict(refusal, theirs=_labelled(theirs), yours=_labelled(yours) if yours else {})


def _in_work(address: Address, kind: str, words: Words, edition: int | None) -> Answer:
    """Return the body's draft in work, or a new one. Raises Conflict, NotPermitted."""
    in_work = address.answers.filter(state__in=(State.DRAFT, State.FOR_SIGNATURE)).first()
    if in_work is None:
        return Answer(address=address, kind=kind)
    permit(rules.refuse_to_change(in_work, kind))
    refuse_stale(in_work, edition, words)
    return in_work


def _write(answer: Answer, language: str, words: Words, now: datetime) -> None:
    # A draft has one text: a change of its language replaces it.
    answer.texts.exclude(language=language).delete()
    AnswerText.objects.update_or_create(
        answer=answer,
        language=language,
        defaults={
            "body": words.body,
            "part": words.part,
            "reason": words.reason,
            "is_original": True,
            "at": now,
        },
    )


def _move(answer: Answer, state: str, now: datetime) -> None:
    answer.state, answer.changed_at, answer.edition = state, now, answer.edition + 1
    answer.save(update_fields=["state", "changed_at", "edition"])


def _note(text: str) -> str:
    words = clean_text(text)
    refuse_too_long({"remark": (words, NOTE_LIMIT)})
    return words


def _labelled(words: Words) -> dict[str, str]:
    labels = {_("Text"): words.body, _("Part"): words.part, _("Reason"): words.reason}
    return {label: text for label, text in labels.items() if text}
