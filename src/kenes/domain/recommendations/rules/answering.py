"""Why an answer may not be drafted, submitted, sent back, signed or translated."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Address, Answer
from kenes.domain.recommendations.rules.authority import (
    DRAFTERS,
    Role,
    refuse_closed_address,
    refuse_to_act,
    refuse_unless_in_work,
)
from kenes.domain.recommendations.rules.completeness import (
    GIVEN,
    refuse_incomplete,
    text_missing,
)
from kenes.domain.recommendations.values import Stage, TextState
from kenes.domain.shared.refusals import Refusal

Kind, State = Answer.Kind, Answer.State
BY_SECRETARY = (TextState.CHECKED, TextState.DRAFT, TextState.MACHINE)
ANSWERABLE = (Stage.SENT, Stage.CLOSED)


def refuse_to_draft(
    by: Person, mandate: Mandate | None, address: Address, *, kind: str, on: date
) -> Refusal | None:
    """Refuse all but the body's focal point, and what the address no longer or not yet takes."""
    return refuse_to_act(
        by, mandate, institution=address.institution, roles=(Role.FOCAL_POINT,), on=on
    ) or refuse_kind(address, kind)


def refuse_kind(address: Address, kind: str) -> Refusal | None:
    """Refuse a reply where it cannot stand: a clarification needs a signed position before it."""
    if kind != Kind.CLARIFICATION:
        return refuse_unless_in_work(address.recommendation) or refuse_closed_address(address)
    if address.recommendation.stage not in ANSWERABLE:
        return refuse_unless_in_work(address.recommendation)
    if address.answers.filter(kind=Kind.POSITION, state=State.SIGNED).exists():
        return None
    return Refusal(
        "nothing_to_clarify",
        _("There is no signed position yet, so there is nothing to clarify."),
        _("Draft the position, or an interim reply."),
        status=409,
    )


def refuse_position(kind: str, position: str) -> Refusal | None:
    """Refuse a value that is none, and any value where no position is given.

    A draft may still lack its value; it is demanded when the draft is handed in.
    """
    if not position or (kind == Kind.POSITION and position in GIVEN):
        return None
    return Refusal(
        "position_does_not_fit",
        _("A position names one of the five values; an interim reply or clarification names none."),
        _("Choose the value, or another kind of reply."),
        status=422,
    )


def refuse_foreign_files(
    files: Iterable[StoredFile], by: Person, address: Address
) -> Refusal | None:
    """Refuse files that neither `by` uploaded nor this body's replies hold already."""
    kept = set(address.answers.values_list("files", flat=True))
    if all(file.uploaded_by_id == by.pk or file.pk in kept for file in files):
        return None
    return Refusal(
        "foreign_file",
        _("A file of somebody else cannot be attached."),
        _("Upload the file yourself."),
    )


def refuse_to_change(answer: Answer, kind: str) -> Refusal | None:
    """Refuse to draft over an answer that waits for signature or is of another kind."""
    if answer.state == State.FOR_SIGNATURE:
        return Refusal(
            "waits_for_signature",
            _("The draft waits for signature, so it cannot be changed."),
            _("Ask the signatory to send it back with a remark."),
            status=409,
        )
    if answer.kind == kind:
        return None
    return Refusal(
        "another_reply_in_work",
        _("Another reply of this body is in work, and one is written at a time."),
        _("Finish that one or set it aside."),
        status=409,
    )


def refuse_to_submit(
    by: Person, mandate: Mandate | None, answer: Answer, *, on: date
) -> Refusal | None:
    """Refuse all but a complete draft handed in by the body's focal point."""
    return (
        refuse_to_draft(by, mandate, answer.address, kind=answer.kind, on=on)
        or refuse_unless_draft(answer)
        or refuse_incomplete(answer)
    )


def refuse_to_remark(
    by: Person, mandate: Mandate | None, answer: Answer, *, text: str, on: date
) -> Refusal | None:
    institution = answer.address.institution
    who = refuse_to_act(by, mandate, institution=institution, roles=DRAFTERS, on=on)
    return who or refuse_unless_in_hand(answer) or _refuse_empty_remark(text)


def refuse_to_discard(
    by: Person, mandate: Mandate | None, answer: Answer, *, on: date
) -> Refusal | None:
    institution = answer.address.institution
    return refuse_to_act(
        by, mandate, institution=institution, roles=(Role.FOCAL_POINT,), on=on
    ) or refuse_unless_draft(answer)


def refuse_to_send_back(
    by: Person, mandate: Mandate | None, answer: Answer, *, text: str, on: date
) -> Refusal | None:
    return (
        _refuse_signatory(by, mandate, answer, on=on)
        or _refuse_unless_submitted(answer)
        or _refuse_empty_remark(text)
    )


def refuse_to_sign(
    by: Person, mandate: Mandate | None, answer: Answer, *, on: date
) -> Refusal | None:
    """Refuse all but another person's signature under a complete draft of an open address."""
    return (
        _refuse_signatory(by, mandate, answer, on=on)
        or _refuse_unless_submitted(answer)
        or refuse_kind(answer.address, answer.kind)
        or refuse_own_draft(by, answer)
        or refuse_incomplete(answer)
    )


def refuse_own_draft(by: Person, answer: Answer) -> Refusal | None:
    """Refuse the drafter, whatever other mandates the same person holds."""
    if by.public_id != answer.drafter:
        return None
    return Refusal(
        "own_draft",
        _("You cannot sign: a draft is signed by somebody other than its author."),
        _("Ask another signatory of your body, or its substitute."),
    )


def refuse_to_translate(
    by: Person,
    mandate: Mandate | None,
    answer: Answer,
    *,
    language: str,
    state: str,
    on: date,
) -> Refusal | None:
    """Refuse all but the body's officers and the secretary; only the body makes it official."""
    handler = answer.address.recommendation.body
    if mandate is not None and mandate.institution_id == handler.pk and state in BY_SECRETARY:
        roles = (Role.SECRETARY, *DRAFTERS)
        who = refuse_to_act(by, mandate, institution=handler, roles=roles, on=on)
    else:
        body = answer.address.institution
        who = refuse_to_act(by, mandate, institution=body, roles=DRAFTERS, on=on)
    return who or _refuse_unsigned(answer) or _refuse_original(answer, language)


def refuse_empty_translation(body: str) -> Refusal | None:
    return None if body else text_missing()


def refuse_unless_draft(answer: Answer) -> Refusal | None:
    if answer.state == State.DRAFT:
        return None
    return refuse_unless_in_hand(answer) or Refusal(
        "already_submitted",
        _("The draft has been handed in for signature already."),
        _("The signatory signs it or sends it back."),
        status=409,
    )


def refuse_unless_in_hand(answer: Answer) -> Refusal | None:
    """Refuse what is signed or set aside."""
    if answer.state == State.SIGNED:
        return Refusal(
            "already_signed",
            _("This answer has been signed already; a signed answer stays as it is."),
            _("Add a clarification beside it."),
            status=409,
        )
    if answer.state == State.DISCARDED:
        return Refusal(
            "discarded",
            _("This draft was set aside, so it goes no further."),
            _("Begin a new one, if the body still has to answer."),
            status=409,
        )
    return None


def _refuse_signatory(
    by: Person, mandate: Mandate | None, answer: Answer, *, on: date
) -> Refusal | None:
    institution = answer.address.institution
    return refuse_to_act(by, mandate, institution=institution, roles=(Role.SIGNATORY,), on=on)


def _refuse_unless_submitted(answer: Answer) -> Refusal | None:
    if answer.state == State.FOR_SIGNATURE:
        return None
    return refuse_unless_in_hand(answer) or Refusal(
        "not_submitted",
        _("The draft has not been handed in for signature."),
        _("The focal point hands it in when it is ready."),
        status=409,
    )


def _refuse_empty_remark(text: str) -> Refusal | None:
    if text:
        return None
    return Refusal(
        "remark_missing",
        _("The remark is empty, so the drafter would not know what to change."),
        _("Write what should be changed."),
        status=422,
    )


def _refuse_unsigned(answer: Answer) -> Refusal | None:
    if answer.state == State.SIGNED:
        return None
    return Refusal(
        "not_signed",
        _("Only a signed answer is translated."),
        _("Wait for the signature."),
        status=409,
    )


def _refuse_original(answer: Answer, language: str) -> Refusal | None:
    if language != answer.original_language:
        return None
    return Refusal(
        "original_language",
        _("The answer was signed in this language, so a translation into it would replace it."),
        _("Choose another language."),
        status=409,
    )
