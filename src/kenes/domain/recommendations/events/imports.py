"""What the register says when records of others are read in."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RecordsImportedV1:
    """As recorded before a batch said how near its source stands to the original."""

    TYPE: ClassVar[str] = "records.imported"
    V: ClassVar[int] = 1
    batch: UUID
    source: str
    sha256: str
    read: int
    new: int
    refused: int


@dataclass(frozen=True, slots=True)
class RecordsImported:
    """A file of somebody else's records was read: which, how near to the original, how many."""

    TYPE: ClassVar[str] = "records.imported"
    V: ClassVar[int] = 2
    batch: UUID
    source: str
    sha256: str
    confidence: str
    read: int
    new: int
    refused: int
