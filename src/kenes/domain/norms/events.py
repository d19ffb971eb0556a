"""What the public log says of norms: ids and digests of words; never a person."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class GapDescribed:
    """An institution held a norm against an obligation, and said what it found."""

    TYPE: ClassVar[str] = "gap.described"
    V: ClassVar[int] = 1
    gap: UUID
    obligation: UUID
    act: UUID
    institution: UUID
    finding: str
    place_sha256: str
    text_sha256: str
