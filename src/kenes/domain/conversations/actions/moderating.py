"""The host decides what people wrote: show it, return it with a ground, merge a double."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.conversations import events, rules
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition, note
from kenes.domain.conversations.models import Conversation, Rendering, Statement, Vote
from kenes.domain.conversations.queries import statement_row
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import digest_if_any

State = Statement.State


@transaction.atomic
def accept_statement(
    *, public_id: UUID, number: int, by: Person, mandate: Mandate, now: datetime
) -> Statement:
    """Show a statement that waits, or one that was returned before."""
    conversation, statement, on = _locked(public_id, number, now)
    permit(rules.refuse_to_accept(by, mandate, statement, on=on))
    statement.state, statement.ground, statement.note = State.SHOWN, "", ""
    statement.save()
    own = Rendering.objects.filter(
        statement=statement, language=statement.original_language
    ).latest("number")
    fact = events.StatementAccepted(statement=number, text_sha256=digest_if_any(own.text))
    next_edition(conversation)
    note(fact, conversation, by=by, mandate=mandate, now=now)
    return statement


@transaction.atomic
def return_statement(
    *,
    public_id: UUID,
    number: int,
    ground: str,
    explanation: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Statement:
    """Take a statement out of sight on a listed ground; its votes stay and count nowhere."""
    conversation, statement, on = _locked(public_id, number, now)
    permit(rules.refuse_to_return(by, mandate, statement, on=on))
    statement.note = clean_note("explanation", explanation, limit=500)
    statement.state, statement.ground = State.RETURNED, Statement.Ground(ground)
    statement.save()
    fact = events.StatementReturned(
        statement=number, ground=statement.ground, note_sha256=digest_if_any(statement.note)
    )
    next_edition(conversation)
    note(fact, conversation, by=by, mandate=mandate, now=now)
    return statement


@transaction.atomic
def merge_statement(
    *, public_id: UUID, number: int, into: int, by: Person, mandate: Mandate, now: datetime
) -> Statement:
    """Merge a double into another statement.

    A vote on the double counts for the other one, unless its voter has voted there. Votes that are
    on their way are waited for, later ones follow (`landing`).
    """
    conversation, statement, on = _locked(public_id, number, now)
    permit(rules.refuse_to_merge(by, mandate, statement, into=into, on=on))
    other = statement_row(conversation, into)
    _hold_votes_back(statement, other)
    voted_there = Vote.objects.filter(statement=other).values("voter")
    Vote.objects.filter(statement=statement).exclude(voter__in=voted_there).update(statement=other)
    statement.state, statement.merged_into = State.MERGED, other
    statement.save()
    next_edition(conversation)
    fact = events.StatementMerged(statement=number, into=into)
    note(fact, conversation, by=by, mandate=mandate, now=now)
    return statement


def _hold_votes_back(statement: Statement, other: Statement) -> None:
    """Lock, in the order of `landing`, what votes fall on; doubles of the double go along."""
    Statement.objects.filter(merged_into=statement).update(merged_into=other)
    for one in (statement, other):
        Statement.objects.select_for_update(no_key=True).get(pk=one.pk)


def _locked(public_id: UUID, number: int, now: datetime) -> tuple[Conversation, Statement, date]:
    """Return the conversation under its lock, the statement, and the day. Raises NotFound."""
    conversation = lock_conversation(public_id)
    statement = statement_row(conversation, number)
    return conversation, statement, today_at(conversation.body, now)
