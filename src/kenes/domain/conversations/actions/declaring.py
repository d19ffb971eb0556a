"""The host says whether a conversation names a candidate, a party or a referendum question."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.conversations import events, rules
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition, note
from kenes.domain.conversations.models import LINE_LIMIT, Conversation
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import clean_line, digest_if_any

NOTICE_LIMIT = 100
_TOO_LONG = _("This is too long: shorten it.")


@transaction.atomic
def declare_contest(
    *,
    public_id: UUID,
    contest: str,
    pollster: str,
    notice: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Conversation:
    """Keep what the host says; of a conversation that was opened, on the register.

    Raises NotFound, NotPermitted, Invalid.
    """
    conversation = lock_conversation(public_id)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_host(by, mandate, conversation.body, on=on))
    fill_contest(conversation, contest, pollster, notice)
    next_edition(conversation, "contest", "pollster", "notice")
    if conversation.stage != Conversation.Stage.PREPARED:
        note(contest_fact(conversation), conversation, by=by, mandate=mandate, now=now)
    return conversation


def fill_contest(conversation: Conversation, contest: str, pollster: str, notice: str) -> None:
    """Set the three fields, cleaned; a pollster stands only beside what it polls on."""
    if contest not in {"", *Conversation.Contest.values}:
        raise Invalid({"contest": _("There is no such value: choose one from the list.")})
    pollster, notice = clean_line(pollster), clean_line(notice)
    problems = {}
    if len(pollster) > LINE_LIMIT:
        problems["pollster"] = _TOO_LONG
    if len(notice) > NOTICE_LIMIT:
        problems["notice"] = _TOO_LONG
    if problems:
        raise Invalid(problems)
    is_named = contest == Conversation.Contest.YES
    conversation.contest = contest
    conversation.pollster, conversation.notice = (pollster, notice) if is_named else ("", "")


def contest_fact(conversation: Conversation) -> events.ContestDeclared:
    """Return what the register says of it."""
    return events.ContestDeclared(
        contest=conversation.contest,
        pollster_sha256=digest_if_any(conversation.pollster),
        notice_sha256=digest_if_any(conversation.notice),
    )
