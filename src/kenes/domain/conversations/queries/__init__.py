"""Read conversations and what their statements say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet, Sum

from kenes.domain.conversations.models import STATEMENT_LIMIT, Conversation, Rendering, Statement
from kenes.domain.institutions.models import Institution
from kenes.domain.register.models import Entry
from kenes.domain.shared.languages import current_language, pick
from kenes.domain.shared.queries import reference_edition
from kenes.domain.shared.refusals import NotFound

__all__ = [
    "STATEMENT_LIMIT",
    "Admits",
    "Contest",
    "Ground",
    "Moderation",
    "Shown",
    "Stage",
    "StatementState",
    "TextState",
    "about_of",
    "at_desk",
    "by_public_id",
    "conversations_of",
    "entries_of",
    "hosted_by",
    "public_conversations",
    "question_of",
    "shown_statements",
    "stamp",
    "statement_row",
    "text_language",
]

Stage = Conversation.Stage
Admits = Conversation.Admits
Contest = Conversation.Contest
Moderation = Conversation.Moderation
StatementState = Statement.State
TextState = Rendering.State
Ground = Statement.Ground


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as somebody reads it: the rendering that is in use in each language."""

    pk: int
    number: int
    state: str
    original_language: str
    texts: dict[str, Rendering]
    ground: str = ""
    note: str = ""
    merged_into: int | None = None

    def in_language(self, language: str) -> Rendering:
        """Return the text in a language, else the author's own."""
        return self.texts.get(language) or self.texts[self.original_language]


def public_conversations() -> QuerySet[Conversation]:
    """Return conversations that were opened: open ones first, the last opened first."""
    rows = Conversation.objects.exclude(stage=Stage.PREPARED).select_related("body")
    rows = rows.annotate(statement_count=_shown_count())
    # "open" comes after "closed" by its letters.
    return rows.order_by("-stage", "-opened_at", "-pk")


def hosted_by(body: Institution) -> QuerySet[Conversation]:
    """Return every conversation of a body, those being prepared first, then the last made."""
    rows = Conversation.objects.filter(body=body).annotate(statement_count=_shown_count())
    return rows.order_by("-stage", "-pk")


def by_public_id(public_id: UUID) -> Conversation:
    """Return a conversation that was opened, with what it stands on. Raises NotFound."""
    return _found(public_conversations().filter(public_id=public_id), public_id)


def at_desk(public_id: UUID) -> Conversation:
    """Return a conversation in any stage, for its hosts. Raises NotFound."""
    return _found(Conversation.objects.filter(public_id=public_id), public_id)


def shown_statements(
    conversation: Conversation, states: Iterable[str] = (StatementState.SHOWN,)
) -> list[Shown]:
    """Return the statements in the given states by number, with the texts in use: two queries."""
    newest = Prefetch("renderings", Rendering.objects.order_by("language", "number"))
    rows = Statement.objects.filter(conversation=conversation, state__in=list(states))
    return [
        Shown(
            row.pk,
            row.number,
            row.state,
            row.original_language,
            {one.language: one for one in row.renderings.all()},
            row.ground,
            row.note,
            row.merged_into.number if row.merged_into else None,
        )
        for row in rows.select_related("merged_into").prefetch_related(newest).order_by("number")
    ]


def statement_row(conversation: Conversation, number: int) -> Statement:
    """Return a statement of the conversation by its number, for a rule. Raises NotFound."""
    rows = Statement.objects.filter(conversation=conversation, number=number)
    found = rows.select_related("conversation__body").first()
    if found is None:
        raise NotFound(f"no statement {number} of {conversation.public_id}")
    return found


def question_of(conversation: Conversation) -> str:
    """Return the question in the reader's language, in English the Kazakh one."""
    return pick(conversation.question_kk, conversation.question_ru, "")


def about_of(conversation: Conversation) -> str:
    """Return what the host says about it, in the reader's language or the nearest there is."""
    return pick(conversation.about_kk, conversation.about_ru, "")


def text_language() -> str:
    """Return the language in which statements are shown to this reader."""
    language = current_language()
    return language if language in {"kk", "ru"} else "kk"


def conversations_of(body: UUID) -> QuerySet[Conversation, UUID]:
    """Return the public ids of a body's conversations."""
    return Conversation.objects.filter(body__public_id=body).values_list("public_id", flat=True)


def entries_of(conversation: Conversation) -> Sequence[Entry]:
    """Return the register entries of a conversation, newest first."""
    rows = Entry.objects.filter(object=conversation.public_id).defer("salt", "leaf_hash")
    return list(rows.order_by("-object_version"))


def stamp() -> str:
    """Return what changes whenever a conversation or the names beside it do: for ETags."""
    names = Max(reference_edition())
    found = Conversation.objects.aggregate(
        last=Max("pk"), many=Count("pk"), sum=Sum("edition"), names=names
    )
    return f"{found['last']}-{found['many']}-{found['sum']}-{found['names']}"


def _shown_count() -> Count:
    return Count("statements", filter=Q(statements__state=StatementState.SHOWN))


def _found(rows: QuerySet[Conversation], public_id: UUID) -> Conversation:
    grounds = ("recommendation", "bill", "territory", "session_body")
    found = rows.select_related("body", *grounds).first()
    if found is None:
        raise NotFound(f"no conversation {public_id}")
    return found
