"""What the register says of conversations.

Public facts only: public ids, codes, dates and digests of texts; no vote and nobody who voted. A
published (TYPE, V) is never edited; golden JSON of each stands in tests/vectors/events.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConversationOpened:
    """An institution opened a conversation with its first statements.

    `ground` is what it stands on: "recommendation:ID", "bill:ID", "region:KATO",
    "session:BODY:DAY:SHA-256 of the two titles", or nothing. `statements` holds for each, in order
    of number, the digest of its Kazakh and Russian text.
    """

    TYPE: ClassVar[str] = "conversation.opened"
    V: ClassVar[int] = 1
    body: UUID
    question_kk_sha256: str
    question_ru_sha256: str
    ground: str
    admits: str
    moderation: str
    closes_on: date
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConversationClosed:
    """A conversation was closed: its last day passed (no grounds), or the body closed it early."""

    TYPE: ClassVar[str] = "conversation.closed"
    V: ClassVar[int] = 1
    body: UUID
    closed_on: date
    grounds_sha256: str


@dataclass(frozen=True, slots=True)
class RenderingCorrected:
    """The text of a statement in one language was replaced; votes on the statement stay."""

    TYPE: ClassVar[str] = "conversation.rendering_corrected"
    V: ClassVar[int] = 1
    statement: int
    language: str
    number: int
    state: str
    text_sha256: str
    before_sha256: str


@dataclass(frozen=True, slots=True)
class StatementAccepted:
    """The host showed a statement that somebody wrote, or one it had returned before."""

    TYPE: ClassVar[str] = "conversation.statement_accepted"
    V: ClassVar[int] = 1
    statement: int
    text_sha256: str


@dataclass(frozen=True, slots=True)
class StatementReturned:
    """The host does not show a statement, on a listed ground."""

    TYPE: ClassVar[str] = "conversation.statement_returned"
    V: ClassVar[int] = 1
    statement: int
    ground: str
    note_sha256: str


@dataclass(frozen=True, slots=True)
class StatementMerged:
    """A statement says what another one says; its votes count there, once a voter."""

    TYPE: ClassVar[str] = "conversation.statement_merged"
    V: ClassVar[int] = 1
    statement: int
    into: int


@dataclass(frozen=True, slots=True)
class TokenKeyPublished:
    """The key that signs a conversation's tokens, as SubjectPublicKeyInfo (DER, hexadecimal)."""

    TYPE: ClassVar[str] = "conversation.token_key_published"
    V: ClassVar[int] = 1
    tier: str
    key_der: str


@dataclass(frozen=True, slots=True)
class TokenKeyDestroyed:
    """A conversation is over: its key signs nothing more; so many tokens were issued and shown."""

    TYPE: ClassVar[str] = "conversation.token_key_destroyed"
    V: ClassVar[int] = 1
    tier: str
    key_id: str
    issued: int
    spent: int


@dataclass(frozen=True, slots=True)
class ResultPublished:
    """What the votes said once so many people had voted.

    `verdict`: groups, no_stable_groups, too_few_people. `basis`: whether votes or tables are
    published beside it, with the digest of that file; the other one is of the figures (RFC 8785).
    """

    TYPE: ClassVar[str] = "conversation.result_published"
    V: ClassVar[int] = 1
    voters: int
    votes: int
    verdict: str
    basis: str
    basis_sha256: str
    figures_sha256: str


@dataclass(frozen=True, slots=True)
class ContestDeclared:
    """The host said whether a conversation names a candidate, a party or a referendum question.

    `contest` is "yes" or "no"; the digests are of the lawful pollster's name and of the number of
    its notice, of an empty text where none is named.
    """

    TYPE: ClassVar[str] = "conversation.contest_declared"
    V: ClassVar[int] = 1
    contest: str
    pollster_sha256: str
    notice_sha256: str


@dataclass(frozen=True, slots=True)
class RecommendationDrawn:
    """The host drew up a recommendation from statements that were agreed on, by their numbers.

    `voters`: how many people the result rests on that says so.
    """

    TYPE: ClassVar[str] = "conversation.recommendation_drawn"
    V: ClassVar[int] = 1
    recommendation: UUID
    statements: tuple[int, ...]
    voters: int
