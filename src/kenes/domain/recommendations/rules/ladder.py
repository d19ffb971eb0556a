"""When the later steps of the reminder ladder may be taken, and by whom.

Each step rests on the one before it: reminders go out by themselves, then a demand letter, then a
public question, then the agenda of the body. `REST` lies between two of them, so that whoever was
reminded can act. All of them need something that is owed on the day; nobody enters "overdue".
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Address, PublicQuestion, WaitingLetter
from kenes.domain.recommendations.rules.authority import refuse_to_act
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.shared.refusals import Refusal

Role = Mandate.Role
DEMANDING = (Role.SECRETARY, Role.CHAIR)
REST = timedelta(days=10)


def opens_on(taken_on: date) -> date:
    """Return the first day on which the step after one taken on a day may be taken."""
    return taken_on + REST


def refuse_to_demand(
    by: Person | None,
    mandate: Mandate | None,
    address: Address,
    *,
    is_author: bool,
    is_owed: bool,
    on: date,
) -> Refusal | None:
    """Refuse all but the author and the secretariat, and a letter upon a fresh letter."""
    return (
        _refuse_voice(by, mandate, address, DEMANDING, is_author=is_author, on=on)
        or refuse_unowed(is_owed=is_owed)
        or _refuse_too_soon(address.demanded_on, on)
    )


def refuse_to_question(
    by: Person | None,
    mandate: Mandate | None,
    address: Address,
    *,
    open_question: PublicQuestion | None,
    is_author: bool,
    is_owed: bool,
    on: date,
) -> Refusal | None:
    """Refuse a public question without a demand letter before it, or beside an open one."""
    if refusal := (
        _refuse_voice(by, mandate, address, DEMANDING, is_author=is_author, on=on)
        or refuse_unowed(is_owed=is_owed)
    ):
        return refusal
    if open_question is not None:
        return Refusal(
            "question_open",
            _("Another question cannot be put: one waits for the answer of this body already."),
            _("The record shows it, with the days since. After ten days the agenda is open."),
            status=409,
        )
    if address.demanded_on is None:
        return Refusal(
            "no_demand_yet",
            _("A public question cannot be put yet: no demand letter to this body is on record."),
            _("Send a demand letter first and record its number and day."),
            status=409,
        )
    return _refuse_too_soon(max(address.demanded_on, address.questioned_on or date.min), on)


def refuse_to_answer_question(
    by: Person, mandate: Mandate | None, question: PublicQuestion, *, on: date
) -> Refusal | None:
    """Refuse all but the signatory of the body that was asked, and a second answer."""
    institution = question.address.institution
    if refusal := refuse_to_act(
        by, mandate, institution=institution, roles=(Role.SIGNATORY,), on=on
    ):
        return refusal
    if question.answered_on is None:
        return None
    return Refusal(
        "question_answered",
        _("This question has been answered already; an answer stays as it is."),
        _("What is new belongs in the body's answer to the recommendation, or in a report."),
        status=409,
    )


def refuse_to_ask_agenda(
    by: Person | None, mandate: Mandate | None, address: Address, *, is_owed: bool, on: date
) -> Refusal | None:
    """Refuse all but the body's secretary and chair, and an agenda item before a question."""
    if refusal := (
        _refuse_voice(by, mandate, address, DEMANDING, is_author=False, on=on)
        or refuse_unowed(is_owed=is_owed)
    ):
        return refusal
    if address.questioned_on is None:
        return Refusal(
            "no_question_yet",
            _("It cannot be put on the agenda yet: no public question to this body is on record."),
            _("Put a public question first; ten days later the agenda is open."),
            status=409,
        )
    return _refuse_too_soon(max(address.questioned_on, address.agenda_asked_on or date.min), on)


def refuse_to_send(
    by: Person | None, mandate: Mandate | None, waiting: WaitingLetter, *, on: date
) -> Refusal | None:
    """Refuse all but the secretariat, and a periodic letter that was sent already."""
    body = waiting.sender
    if refusal := refuse_to_act_for(by, mandate, institution=body, roles=DEMANDING, on=on):
        return refusal
    if waiting.letter_id is None:
        return None
    return Refusal(
        "letter_sent",
        _("This letter is on record already, with its number and day."),
        _("The next one is prepared when the next period begins."),
        status=409,
    )


def refuse_letter_day(sent_on: date, since: date, *, on: date) -> Refusal | None:
    """Refuse a letter sent before there was anything to send, or in the future."""
    if since <= sent_on <= on:
        return None
    return Refusal(
        "letter_day_impossible",
        format_lazy(
            _("The letter cannot have been sent on this day. Possible from {first} to {last}."),
            first=since.strftime("%d.%m.%Y"),
            last=on.strftime("%d.%m.%Y"),
        ),
        _("Enter the day that stands on the letter."),
        status=422,
    )


def refuse_session_day(session_on: date | None, decided_on: date, *, on: date) -> Refusal | None:
    """Refuse a session that has passed, and a decision that is yet to be made."""
    if decided_on <= on and (session_on is None or session_on >= on):
        return None
    return Refusal(
        "session_day_impossible",
        _("These days cannot be: a decision was made by today, and a session is still to come."),
        _("Enter the day of the decision, and a session from today on, or none for the next one."),
        status=422,
    )


def _refuse_voice(
    by: Person | None,
    mandate: Mandate | None,
    address: Address,
    roles: Collection[str],
    *,
    is_author: bool,
    on: date,
) -> Refusal | None:
    if is_author:
        return None
    body = address.recommendation.body
    return refuse_to_act_for(by, mandate, institution=body, roles=roles, on=on)


def refuse_unowed(*, is_owed: bool) -> Refusal | None:
    """Refuse a step towards a body that owes nothing on the day."""
    if is_owed:
        return None
    return Refusal(
        "nothing_owed",
        _("This step cannot be taken: on this day the body owes nothing here."),
        _("It opens once a date has passed, or after 30 days without an answer."),
        status=409,
    )


def _refuse_too_soon(taken_on: date | None, on: date) -> Refusal | None:
    if taken_on is None or on >= opens_on(taken_on):
        return None
    return Refusal(
        "step_too_soon",
        format_lazy(
            _("This step cannot be taken yet: the one before it is too fresh. It opens on: {day}."),
            day=opens_on(taken_on).strftime("%d.%m.%Y"),
        ),
        _("Ten days lie between two steps, so that the body can act."),
        status=409,
    )
