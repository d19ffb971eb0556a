"""What the register says of the later steps of the reminder ladder.

Public facts only: public ids, days, languages, counts, and SHA-256 digests of what people wrote.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DemandSent:
    """A demand letter went to a body about one recommendation; `sender` None: a resident's own.

    A letter about several recommendations is as many entries, which name the same letter.
    """

    TYPE: ClassVar[str] = "address.demand_sent"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    sender: UUID | None
    letter: UUID
    number_sha256: str
    sent_on: date
    language: str
    items: int
    letter_sha256: str


@dataclass(frozen=True, slots=True)
class QuestionPut:
    """A body was asked in public about a matter past its date."""

    TYPE: ClassVar[str] = "address.question_put"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    asked_by: UUID | None
    question: UUID
    language: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A body answered a public question; that is no position on the recommendation."""

    TYPE: ClassVar[str] = "address.question_answered"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    question: UUID
    language: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class AgendaAsked:
    """A matter was put on the agenda of a body; `session_on` None: of its next session."""

    TYPE: ClassVar[str] = "address.agenda_asked"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    body: UUID
    item: UUID
    session_on: date | None
    document_sha256: str


CLASSES = (DemandSent, QuestionPut, QuestionAnswered, AgendaAsked)
