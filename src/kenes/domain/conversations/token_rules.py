"""Who may be issued a token of the checked tier, and when tokens are taken."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import IdentityFact, Person
from kenes.domain.accounts.queries import identity_level, is_at_least
from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.rules import refuse_unless_open
from kenes.domain.shared.refusals import Refusal

BATCH = 30
"""Fewer tokens than this hide nobody (docs/specs/blind-tokens.md, clause 8)."""


def refuse_to_issue_token(
    person: Person, conversation: Conversation, *, on: date
) -> Refusal | None:
    """Refuse where there is no checked tier, and who was not checked."""
    refusal = refuse_unless_open(conversation, on=on) or refuse_without_tokens(conversation)
    if refusal is not None or _is_checked(person):
        return refusal
    return Refusal(
        "identity_not_checked",
        _("No token can be issued to you: your identity was not checked here."),
        _("Sign in with an identity provider, or let it be checked in person, then come back."),
    )


def refuse_without_tokens(conversation: Conversation) -> Refusal | None:
    """Refuse where a conversation has no checked tier."""
    if conversation.takes_tokens:
        return None
    return Refusal(
        "no_checked_tier",
        _("No tokens are used in this conversation."),
        _("Take part by its link, or with your support key."),
        status=409,
    )


def another_request() -> Refusal:
    """Return the answer to somebody who was issued a token before and asks for another one."""
    return Refusal(
        "token_already_issued",
        _("You were issued your token of this conversation already, and one person has one."),
        _("Use the one that you kept. If it is lost, nobody can replace it; its votes stay."),
        status=409,
    )


def refuse_to_take_tokens(conversation: Conversation, issued: int, *, on: date) -> Refusal | None:
    """Refuse a token while so few were issued that whoever shows one could be guessed."""
    refusal = refuse_unless_open(conversation, on=on) or refuse_without_tokens(conversation)
    if refusal is not None or issued >= BATCH:
        return refusal
    return Refusal(
        "tokens_too_few",
        _("No token is taken yet: fewer than 30 were issued, too few to hide among."),
        _("Keep yours and come back in some days."),
        status=409,
    )


def _is_checked(person: Person) -> bool:
    return is_at_least(identity_level(person), IdentityFact.Level.OIDC)
