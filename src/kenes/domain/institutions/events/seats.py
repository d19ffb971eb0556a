"""What the public log says of seats: calls for them, and what their holders declare.

Reasons, criteria and declarations stand as digests: the hexadecimal SHA-256 of the text in UTF-8.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CallOpened:
    """A body called for organisations to take seats of one side, by published criteria."""

    TYPE: ClassVar[str] = "call.opened"
    V: ClassVar[int] = 1

    call: UUID
    body: UUID
    number: int
    side: str
    places: int
    criteria_kk_sha256: str
    criteria_ru_sha256: str
    criteria_en_sha256: str
    opens_on: date
    closes_on: date
    source: str


@dataclass(frozen=True, slots=True)
class CallExtended:
    """A call for seats stays open to a later day."""

    TYPE: ClassVar[str] = "call.extended"
    V: ClassVar[int] = 1

    call: UUID
    body: UUID
    closes_on: date
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class CallCancelled:
    """A call for seats was called off before its outcome."""

    TYPE: ClassVar[str] = "call.cancelled"
    V: ClassVar[int] = 1

    call: UUID
    body: UUID
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class CallClosed:
    """A call for seats has its outcome: `organisations` were given the `seats` in that order.

    Both are empty where nobody was given a seat. `criteria_sha256` says which criteria each met.
    """

    TYPE: ClassVar[str] = "call.closed"
    V: ClassVar[int] = 1

    call: UUID
    body: UUID
    seats: tuple[int, ...]
    organisations: tuple[UUID, ...]
    criteria_sha256: tuple[str, ...]
    reason_sha256: str


@dataclass(frozen=True, slots=True)
class DeclarationMade:
    """A member organisation declared its interests and the sources of its money.

    `digest_sha256` is that of the canonical JSON (RFC 8785) of the whole declaration; no word and
    no amount of it stands here.
    """

    TYPE: ClassVar[str] = "declaration.made"
    V: ClassVar[int] = 1

    organisation: UUID
    number: int
    period_from: date
    period_to: date
    digest_sha256: str
