"""An institution prepares a conversation, opens it, and closes it when its last day has passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.conversations import events, rules
from kenes.domain.conversations.actions.declaring import contest_fact, fill_contest
from kenes.domain.conversations.actions.issuing import destroy_token_key, make_token_key
from kenes.domain.conversations.actions.recording import lock_conversation, next_edition, note
from kenes.domain.conversations.models import Conversation, Rendering, Statement
from kenes.domain.conversations.wording import clean_abouts, clean_questions, clean_statement
from kenes.domain.institutions.models import Institution, Mandate, Territory
from kenes.domain.institutions.queries import today_at
from kenes.domain.norms.models import Act
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_if_any

SEEDS_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class SessionName:
    """How a session is named while it has no row of its own: whose, on which day, which title."""

    body: Institution
    on: date
    title_kk: str
    title_ru: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationFacts:
    """What a host says of a conversation; `seeds` are pairs of a Kazakh and a Russian text."""

    question_kk: str
    question_ru: str
    closes_on: date
    seeds: Sequence[tuple[str, str]]
    about_kk: str = ""
    about_ru: str = ""
    recommendation: Recommendation | None = None
    bill: Act | None = None
    territory: Territory | None = None
    session: SessionName | None = None
    moderation: str = Conversation.Moderation.BEFORE
    admits: str = Conversation.Admits.ANYBODY
    with_tokens: bool = False
    releases_rows: bool = False
    asks_region: bool = False
    contest: str = ""
    pollster: str = ""
    notice: str = ""


@transaction.atomic
def prepare(
    *, body: Institution, facts: ConversationFacts, by: Person, mandate: Mandate, now: datetime
) -> Conversation:
    """Keep a conversation that only its hosts see yet. Raises NotPermitted, Invalid."""
    permit(rules.refuse_to_host(by, mandate, body, on=today_at(body, now)))
    conversation = Conversation(body=body, created_at=now)
    _fill(conversation, facts, on=today_at(body, now))
    return conversation


@transaction.atomic
def rewrite(
    *, public_id: UUID, facts: ConversationFacts, by: Person, mandate: Mandate, now: datetime
) -> Conversation:
    """Replace all that a prepared conversation says. Raises NotPermitted once it was opened."""
    conversation = lock_conversation(public_id)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_rewrite(by, mandate, conversation, on=on))
    conversation.statements.all().delete()
    conversation.edition += 1
    _fill(conversation, facts, on=on)
    return conversation


@transaction.atomic
def discard(*, public_id: UUID, by: Person, mandate: Mandate, now: datetime) -> None:
    """Delete a conversation that was never opened."""
    conversation = lock_conversation(public_id)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_rewrite(by, mandate, conversation, on=on))
    conversation.delete()


@transaction.atomic
def open_conversation(
    *, public_id: UUID, by: Person, mandate: Mandate, now: datetime
) -> Conversation:
    """Open a conversation to everybody it admits, on the register."""
    conversation = lock_conversation(public_id)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_open(by, mandate, conversation, on=on))
    conversation.stage, conversation.opened_at = Conversation.Stage.OPEN, now
    next_edition(conversation, "stage", "opened_at")
    note(_opened_fact(conversation), conversation, by=by, mandate=mandate, now=now)
    make_token_key(conversation, now=now)
    if conversation.contest:
        note(contest_fact(conversation), conversation, by=by, mandate=mandate, now=now)
    return conversation


@transaction.atomic
def close_conversation(
    *, public_id: UUID, grounds: str, by: Person, mandate: Mandate, now: datetime
) -> Conversation:
    """Close a conversation before its last day, with grounds that everybody reads."""
    conversation = lock_conversation(public_id)
    on = today_at(conversation.body, now)
    permit(rules.refuse_to_close(by, mandate, conversation, on=on))
    conversation.close_grounds = clean_note("grounds", grounds, limit=500)
    note(_close(conversation, on, now), conversation, by=by, mandate=mandate, now=now)
    destroy_token_key(conversation, now=now)
    return conversation


@transaction.atomic
def close_due(*, now: datetime) -> int:
    """Close every conversation whose last day has passed; return how many."""
    open_ones = Conversation.objects.filter(stage=Conversation.Stage.OPEN).order_by("pk")
    closed = 0
    for public_id in list(open_ones.values_list("public_id", flat=True)):
        conversation = lock_conversation(public_id)
        on = today_at(conversation.body, now)
        if on > conversation.closes_on:
            note(_close(conversation, on, now), conversation, now=now)
            destroy_token_key(conversation, now=now)
            closed += 1
    return closed


def _close(conversation: Conversation, on: date, now: datetime) -> events.ConversationClosed:
    conversation.stage, conversation.closed_at = Conversation.Stage.CLOSED, now
    next_edition(conversation, "stage", "closed_at", "close_grounds")
    return events.ConversationClosed(
        body=conversation.body.public_id,
        closed_on=on,
        grounds_sha256=digest_if_any(conversation.close_grounds),
    )


def _fill(conversation: Conversation, facts: ConversationFacts, *, on: date) -> None:
    """Save what the facts say, and the statements to begin with. Raises Invalid."""
    if facts.closes_on < on:
        raise Invalid({"closes_on": _("This day has passed. Choose a later last day.")})
    if facts.releases_rows and facts.asks_region:
        raise Invalid({"asks_region": _("Rows of votes never stand beside regions: choose one.")})
    lines = clean_questions(question_kk=facts.question_kk, question_ru=facts.question_ru)
    texts = clean_abouts(about_kk=facts.about_kk, about_ru=facts.about_ru)
    for field, text in (lines | texts).items():
        setattr(conversation, field, text)
    conversation.recommendation = facts.recommendation
    conversation.bill, conversation.territory = facts.bill, facts.territory
    _name_session(conversation, facts.session)
    conversation.moderation, conversation.admits = facts.moderation, facts.admits
    conversation.with_tokens, conversation.closes_on = facts.with_tokens, facts.closes_on
    conversation.releases_rows = facts.releases_rows
    conversation.asks_region = facts.asks_region
    fill_contest(conversation, facts.contest, facts.pollster, facts.notice)
    conversation.save()
    add_seeds(conversation, facts.seeds, on=on)


def _name_session(conversation: Conversation, named: SessionName | None) -> None:
    """Put the session's name on the conversation, or none. Raises Invalid for an unfit title."""
    titles = {"session_title_kk": "", "session_title_ru": ""}
    if named is not None:
        raw = {"session_title_kk": named.title_kk, "session_title_ru": named.title_ru}
        titles = clean_questions(**raw)
    conversation.session_body = named.body if named else None
    conversation.session_on = named.on if named else None
    for field, title in titles.items():
        setattr(conversation, field, title)


def add_seeds(conversation: Conversation, seeds: Sequence[tuple[str, str]], *, on: date) -> None:
    """Give a conversation the statements it begins with, both texts the host's own words."""
    if len(seeds) > SEEDS_AT_MOST:
        raise Invalid({"seeds": _("This is too much to begin with: 100 statements at most.")})
    pairs = [(clean_statement("seeds", kk), clean_statement("seeds", ru)) for kk, ru in seeds]
    rows = [
        Statement(
            conversation=conversation,
            number=number,
            state=Statement.State.SHOWN,
            is_seed=True,
            original_language="kk",
        )
        for number, _pair in enumerate(pairs, start=1)
    ]
    made = Statement.objects.bulk_create(rows)
    Rendering.objects.bulk_create(
        Rendering(
            statement=statement,
            language=language,
            text=text,
            state=Rendering.State.AUTHOR,
            written_on=on,
        )
        for statement, pair in zip(made, pairs, strict=True)
        for language, text in zip(("kk", "ru"), pair, strict=True)
    )


def _opened_fact(conversation: Conversation) -> events.ConversationOpened:
    texts = Rendering.objects.filter(statement__conversation=conversation)
    ordered = texts.order_by("statement__number", "language").values_list("text", flat=True)
    return events.ConversationOpened(
        body=conversation.body.public_id,
        question_kk_sha256=digest_if_any(conversation.question_kk),
        question_ru_sha256=digest_if_any(conversation.question_ru),
        ground=ground_of(conversation),
        admits=conversation.admits,
        moderation=conversation.moderation,
        closes_on=conversation.closes_on,
        statements=tuple(digest_if_any(text) for text in ordered),
    )


def ground_of(conversation: Conversation) -> str:
    """Return what the conversation stands on as "kind:id" of the register; "" for nothing.

    A session is told by its body, its day and the digest of its Kazakh and its Russian title, a
    line each.
    """
    if conversation.recommendation is not None:
        return f"recommendation:{conversation.recommendation.public_id}"
    if conversation.bill is not None:
        return f"bill:{conversation.bill.public_id}"
    if conversation.session_body is not None:
        titles = f"{conversation.session_title_kk}\n{conversation.session_title_ru}"
        named = (
            conversation.session_body.public_id,
            conversation.session_on,
            digest_if_any(titles),
        )
        return "session:" + ":".join(map(str, named))
    return f"region:{conversation.territory.kato}" if conversation.territory else ""
