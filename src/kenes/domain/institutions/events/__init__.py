"""What the public log says of institutions: ids, dates, names of institutions; never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid5

# Rules and calendars are named by a code; on the register they need a name of its form.
_NAMESPACE = UUID("0199d2a0-6f2e-7c11-9a53-6b656e657301")


def object_id(kind: str, code: str) -> UUID:
    """Return the register's name of a thing known by its code: UUIDv5 of "kind:code"."""
    return uuid5(_NAMESPACE, f"{kind}:{code}")


@dataclass(frozen=True, slots=True)
class InstitutionOpened:
    """An institution was put on record; `is_host` marks the one that runs this server."""

    TYPE: ClassVar[str] = "institution.opened"
    V: ClassVar[int] = 1

    institution: UUID
    kind: str
    name_kk: str
    name_ru: str
    name_en: str
    is_host: bool
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class InstitutionRenamed:
    """An institution has another name from a day on."""

    TYPE: ClassVar[str] = "institution.renamed"
    V: ClassVar[int] = 1

    institution: UUID
    name_kk: str
    name_ru: str
    name_en: str
    valid_from: date
    grounds: str


@dataclass(frozen=True, slots=True)
class InstitutionEnded:
    """An institution ended after its last day; its answers stay its own."""

    TYPE: ClassVar[str] = "institution.ended"
    V: ClassVar[int] = 1

    institution: UUID
    last_on: date
    grounds: str


@dataclass(frozen=True, slots=True)
class InstitutionSucceeded:
    """One institution took over from another on a day."""

    TYPE: ClassVar[str] = "institution.succeeded"
    V: ClassVar[int] = 1

    predecessor: UUID
    successor: UUID
    on: date
    is_predecessor_ended: bool
    grounds: str


@dataclass(frozen=True, slots=True)
class FoundingTextPublished:
    """A version of a body's statute or rules of procedure holds from a day on.

    The digests are the hexadecimal SHA-256 of each language's text in UTF-8.
    """

    TYPE: ClassVar[str] = "body.text_published"
    V: ClassVar[int] = 1

    body: UUID
    kind: str
    number: int
    digest_kk: str
    digest_ru: str
    valid_from: date
    term_months: int | None
    change: str
    source: str


@dataclass(frozen=True, slots=True)
class SeatOpened:
    """A body has a place for one side."""

    TYPE: ClassVar[str] = "seat.opened"
    V: ClassVar[int] = 1

    body: UUID
    number: int
    side: str
    name_kk: str
    name_ru: str
    name_en: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class MandateGrantedV1:
    """As recorded before a member could stand for an organisation."""

    TYPE: ClassVar[str] = "mandate.granted"
    V: ClassVar[int] = 1

    mandate: UUID
    institution: UUID
    role: str
    side: str
    seat: int | None
    valid_from: date
    valid_to: date | None
    substitute_for: UUID | None


@dataclass(frozen=True, slots=True)
class MandateGranted:
    """A person, never named here, may act for an institution in a role between two dates.

    `stands_for` is the organisation that a member or an observer of a body was sent by.
    """

    TYPE: ClassVar[str] = "mandate.granted"
    V: ClassVar[int] = 2

    mandate: UUID
    institution: UUID
    role: str
    side: str
    seat: int | None
    valid_from: date
    valid_to: date | None
    substitute_for: UUID | None
    stands_for: UUID | None


@dataclass(frozen=True, slots=True)
class MandateEnded:
    """A mandate ended after its last day; a void one gave no authority at all."""

    TYPE: ClassVar[str] = "mandate.ended"
    V: ClassVar[int] = 1

    mandate: UUID
    institution: UUID
    role: str
    last_on: date
    is_void: bool


@dataclass(frozen=True, slots=True)
class RulePublished:
    """A term of law holds from a day on, with its source."""

    TYPE: ClassVar[str] = "rule.published"
    V: ClassVar[int] = 1

    code: str
    duty: str
    basis: str
    law_ru: str
    article: str
    amount: int
    unit: str
    start: str
    extension_amount: int | None
    extension_unit: str
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True)
class CalendarPublished:
    """A calendar of working days was published anew, whole, under the next number.

    `digest` is the hexadecimal SHA-256 of the canonical JSON (RFC 8785) of the whole table.
    """

    TYPE: ClassVar[str] = "calendar.published"
    V: ClassVar[int] = 1

    code: str
    number: int
    first: date
    last: date
    changed_days: tuple[date, ...]
    digest: str
    grounds: str


@dataclass(frozen=True, slots=True)
class ProcedureSet:
    """A body set its own rules from a day on."""

    TYPE: ClassVar[str] = "procedure.set"
    V: ClassVar[int] = 1

    body: UUID
    valid_from: date
    values: Mapping[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class CampaignPeriodPublished:
    """The period of an election or a referendum was published, changed, or called off.

    From `hidden_from` to `voting_on` the law bars results of polls. `regions` are KATO codes, none
    for the whole country.
    """

    TYPE: ClassVar[str] = "campaign_period.published"
    V: ClassVar[int] = 1

    code: str
    number: int
    kind: str
    law_ru: str
    article: str
    first_on: date
    hidden_from: date
    voting_on: date
    regions: tuple[str, ...]
    is_called_off: bool
    source: str
