"""What the register says of addressing, of clocks and of answers.

Public facts only: public ids of institutions and things, codes, dates and digests of texts. Who
acted stays in the inner trail. A published (TYPE, V) is never edited; golden JSON of each stands
in tests/vectors/events.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RecommendationSent:
    """The secretariat asked one body; a sending to several bodies is as many entries."""

    TYPE: ClassVar[str] = "recommendation.sent"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    role: str
    basis: str
    rule: str | None
    calendar_version: int
    asked_on: date
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class AddressDeliveredV1:
    """As recorded before the incoming number, which an officer writes, became its digest."""

    TYPE: ClassVar[str] = "address.delivered"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    incoming_number: str
    delivered_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AddressDelivered:
    """The body's incoming number and date are on record, so its clock runs."""

    TYPE: ClassVar[str] = "address.delivered"
    V: ClassVar[int] = 2
    address: UUID
    institution: UUID
    incoming_number_sha256: str
    delivered_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AddressForwarded:
    """The body is not competent and handed the matter to the one that is."""

    TYPE: ClassVar[str] = "address.forwarded"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    to_address: UUID
    to_institution: UUID
    forwarded_on: date
    term_ended_on: date | None
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class AddressExtended:
    """The last day moved by a lawful extension, with a digest of the reason."""

    TYPE: ClassVar[str] = "address.extended"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    rule: str
    amount: int
    unit: str
    decided_on: date
    from_on: date
    to_on: date
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class ClockSuspended:
    """A clock stands still from a day on, with a digest of the reason."""

    TYPE: ClassVar[str] = "clock.suspended"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    from_on: date
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """A suspended clock runs again from a day on."""

    TYPE: ClassVar[str] = "clock.resumed"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    until_on: date
    due_on: date | None
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """A calendar was corrected; `days` are the ones that moved the date."""

    TYPE: ClassVar[str] = "clock.moved"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    calendar_code: str
    old_version: int
    new_version: int
    old_due_on: date | None
    new_due_on: date | None
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class DatePassed:
    """The last day of the term ended without an answer."""

    TYPE: ClassVar[str] = "address.date_passed"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    due_on: date
    basis: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class DutyPassedOn:
    """A successor took over the duty to answer with the clock as it stood."""

    TYPE: ClassVar[str] = "address.duty_passed_on"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    to_address: UUID
    to_institution: UUID
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AnswerSigned:
    """A body signed a reply: interim, a position, or a clarification (`kind`)."""

    TYPE: ClassVar[str] = "answer.signed"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    answer: UUID
    kind: str
    position: str | None
    language: str
    text_sha256: str
    files: Sequence[str]
    evidence_due_on: date | None
    forward_to: UUID | None
    signed_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AnswerTranslated:
    """A signed answer has a translation; the original stays."""

    TYPE: ClassVar[str] = "answer.translated"
    V: ClassVar[int] = 1
    answer: UUID
    language: str
    state: str
    text_sha256: str


CLASSES = (
    RecommendationSent,
    AddressDeliveredV1,
    AddressDelivered,
    AddressForwarded,
    AddressExtended,
    ClockSuspended,
    ClockResumed,
    ClockMoved,
    DatePassed,
    DutyPassedOn,
    AnswerSigned,
    AnswerTranslated,
)
