"""Who may prepare, open and close a conversation, and when it takes part in nothing more."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.conversations.campaigns import refuse_in_campaign
from kenes.domain.conversations.models import Conversation, Statement, Voter
from kenes.domain.conversations.telling import MAY_BE_RELEASED
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.shared.refusals import Refusal

Stage = Conversation.Stage
HOSTS = (Mandate.Role.SECRETARY, Mandate.Role.CHAIR)
SEEDS_AT_LEAST = 3
SHOWN_AT_MOST = 4_000
"""As many as one map holds (`kenes.engines.opinion.tables.WIDEST`), which needs numpy."""


def refuse_to_host(
    by: Person, mandate: Mandate | None, body: Institution, *, on: date
) -> Refusal | None:
    """Refuse all but the body's secretary and chair."""
    return refuse_to_act_for(by, mandate, institution=body, roles=HOSTS, on=on)


def refuse_to_rewrite(
    by: Person, mandate: Mandate | None, conversation: Conversation, *, on: date
) -> Refusal | None:
    """Refuse to change or throw away what people may have voted on already."""
    return refuse_to_host(by, mandate, conversation.body, on=on) or _refuse_unless_prepared(
        conversation
    )


def refuse_to_open(
    by: Person, mandate: Mandate | None, conversation: Conversation, *, on: date
) -> Refusal | None:
    """Refuse to open twice, with too few statements, after the last day, or against a campaign."""
    return (
        refuse_to_rewrite(by, mandate, conversation, on=on)
        or _refuse_unready(conversation, on)
        or refuse_in_campaign(conversation, on=on)
    )


def refuse_to_close(
    by: Person, mandate: Mandate | None, conversation: Conversation, *, on: date
) -> Refusal | None:
    """Refuse to close what is not open."""
    return refuse_to_host(by, mandate, conversation.body, on=on) or refuse_unless_open(
        conversation, on=on
    )


def refuse_to_recommend(
    by: Person, mandate: Mandate | None, conversation: Conversation, *, agreed: int, on: date
) -> Refusal | None:
    """Refuse all but the body's secretary, and where nothing that is shown is agreed on."""
    roles = (Mandate.Role.SECRETARY,)
    refusal = refuse_to_act_for(by, mandate, institution=conversation.body, roles=roles, on=on)
    if refusal is not None or agreed:
        return refusal
    return Refusal(
        "nothing_agreed",
        _("There is nothing to recommend yet: the published result shows no agreement."),
        _("A result comes with 30 people and then with every ten. Wait, or ask otherwise."),
        status=409,
    )


def refuse_to_correct(
    by: Person, mandate: Mandate | None, statement: Statement, *, on: date
) -> Refusal | None:
    """Refuse to correct a rendering once the conversation is closed: what was voted on stays."""
    conversation = statement.conversation
    refusal = refuse_to_host(by, mandate, conversation.body, on=on)
    if refusal is None and conversation.stage == Stage.CLOSED:
        return _closed()
    return refusal


def refuse_to_accept(
    by: Person, mandate: Mandate | None, statement: Statement, *, on: date
) -> Refusal | None:
    """Refuse to show what is shown already or was merged, and more than one map holds."""
    return (
        _refuse_to_moderate(by, mandate, statement, on)
        or _refuse_unless_in(statement, {Statement.State.WAITING, Statement.State.RETURNED})
        or (_full() if is_full(statement.conversation) else None)
    )


def is_full(conversation: Conversation) -> bool:
    """Tell whether so many statements are shown that one more would leave all without a result."""
    return conversation.statements.filter(state=Statement.State.SHOWN).count() >= SHOWN_AT_MOST


def refuse_to_return(
    by: Person, mandate: Mandate | None, statement: Statement, *, on: date
) -> Refusal | None:
    """Refuse to return what was returned or merged already."""
    return _refuse_to_moderate(by, mandate, statement, on) or _refuse_unless_in(
        statement, {Statement.State.WAITING, Statement.State.SHOWN}
    )


def refuse_to_merge(
    by: Person, mandate: Mandate | None, statement: Statement, *, into: int | None, on: date
) -> Refusal | None:
    """Refuse to merge into itself, or into what is not shown; `into` is the other's number."""
    refusal = refuse_to_return(by, mandate, statement, on=on)
    if refusal is not None or into is None:
        return refusal
    others = statement.conversation.statements.filter(state=Statement.State.SHOWN, number=into)
    if into != statement.number and others.exists():
        return None
    return Refusal(
        "cannot_merge_into",
        _("It cannot be merged into that one: there is no such statement shown beside it."),
        _("Choose another statement that is shown in this conversation."),
        status=409,
    )


def _refuse_to_moderate(
    by: Person, mandate: Mandate | None, statement: Statement, on: date
) -> Refusal | None:
    conversation = statement.conversation
    return refuse_to_host(by, mandate, conversation.body, on=on) or refuse_unless_open(
        conversation, on=on
    )


def _refuse_unless_in(statement: Statement, states: Collection[str]) -> Refusal | None:
    if statement.state in states:
        return None
    return Refusal(
        "statement_decided",
        _("This was decided already: the statement is not in a state to decide it anew."),
        _("The list of statements says how it stands."),
        status=409,
    )


def refuse_unless_open(conversation: Conversation, *, on: date) -> Refusal | None:
    """Say why the conversation takes nothing now: not opened yet, closed, or past its last day."""
    if conversation.stage == Stage.PREPARED:
        return Refusal(
            "conversation_not_open",
            _("This conversation is not open yet."),
            _("Come back once the body has opened it."),
            status=409,
        )
    if conversation.stage == Stage.CLOSED or on > conversation.closes_on:
        return _closed()
    return None


def refuse_to_take_part(conversation: Conversation, tier: str, *, on: date) -> Refusal | None:
    """Refuse a conversation that is not open, or one that asks for a surer tier."""
    refusal = refuse_unless_open(conversation, on=on)
    if refusal is not None:
        return refusal
    if conversation.admits == Conversation.Admits.KEY and tier == Voter.Tier.LINK:
        return Refusal(
            "key_needed",
            _("Only people with a support key take part here, so that each is counted once."),
            _("Enter your key, or get one on your page."),
        )
    if conversation.admits == Conversation.Admits.CHECKED and tier != Voter.Tier.CHECKED:
        return Refusal(
            "token_needed",
            _("Only people whose identity was checked take part here, each with one token."),
            _("Show your token, or ask for one while you are signed in."),
        )
    return None


def refuse_unless_told(conversation: Conversation, told: int) -> Refusal | None:
    """Refuse a first vote where rows may be released and its voter was not told so before it."""
    if not conversation.releases_rows or told == MAY_BE_RELEASED:
        return None
    return Refusal(
        "not_told",
        _("This vote was not taken: votes may be published as rows here, and it was not said so."),
        _("Open the page of the conversation: it says so before the first vote."),
        status=409,
    )


def refuse_to_say_region(conversation: Conversation) -> Refusal | None:
    """Refuse where the host did not choose, before opening, that people are asked."""
    if conversation.asks_region:
        return None
    return Refusal(
        "region_not_asked",
        _("This conversation does not ask where people live."),
        _("Go on voting: nothing more is needed."),
        status=409,
    )


def vote_first() -> Refusal:
    """Return the answer to a region of somebody who has no vote to keep it beside."""
    return Refusal(
        "vote_first",
        _("Your region is kept beside your votes, and there are none yet."),
        _("Vote on a statement first."),
        status=409,
    )


def not_shown() -> Refusal:
    """Return the answer to a vote on what is not in the conversation, or is not shown there."""
    return Refusal(
        "statement_not_shown",
        _("This cannot be voted on: the statement is not shown in this conversation."),
        _("It may have been returned. Go on with the next one."),
        status=409,
    )


def said_already() -> Refusal:
    """Return the answer to a statement in words that stand here already."""
    return Refusal(
        "said_already",
        _("These words stand in the conversation already."),
        _("Vote on the statement when it comes, or say what is different in yours."),
        status=409,
    )


def _full() -> Refusal:
    return Refusal(
        "too_many_shown",
        _("It cannot be shown: 4,000 statements are shown already, as many as one map holds."),
        _("Merge doubles, or return what does not answer the question."),
        status=409,
    )


def _closed() -> Refusal:
    return Refusal(
        "conversation_closed",
        _("This conversation is closed: nothing is added to it any more."),
        _("Its page shows what people said, and what became of it."),
        status=409,
    )


def _refuse_unless_prepared(conversation: Conversation) -> Refusal | None:
    if conversation.stage == Stage.PREPARED:
        return None
    return Refusal(
        "already_opened",
        _("This conversation was opened, so its question and dates stay as they are."),
        _("Close it and prepare another one, if the question itself was wrong."),
        status=409,
    )


def _refuse_unready(conversation: Conversation, on: date) -> Refusal | None:
    if on > conversation.closes_on:
        return Refusal(
            "last_day_passed",
            _("It cannot be opened: its last day has passed."),
            _("Set a later last day first."),
            status=409,
        )
    shown = conversation.statements.filter(state=Statement.State.SHOWN).count()
    if shown < SEEDS_AT_LEAST:
        return Refusal(
            "too_few_statements",
            _("It cannot be opened: it needs three statements at least to begin with."),
            _("Add statements that different people would say."),
            status=409,
        )
    return None
