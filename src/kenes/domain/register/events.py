"""What an event class is: a frozen dataclass of public facts with a name and a version.

Event classes live in each subject's `events.py`. They hold stable public ids, dates, codes and
digests of texts, and no personal data. A published (type, v) is never edited: a new field is a
new `v`, kept beside the old.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Protocol


class Event(Protocol):
    """A frozen dataclass with `TYPE` and `V`, whose fields are the entry's public content."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    TYPE: ClassVar[str]
    V: ClassVar[int]


@dataclasses.dataclass(frozen=True, slots=True)
class ContentRemoved:
    """Salt and content of an entry were removed by a lawful order; the entry itself stays.

    `order` is the SHA-256 of the canonical JSON of who ordered it and by which document.
    """

    TYPE: ClassVar[str] = "entry.content_removed"
    V: ClassVar[int] = 1
    entry: uuid.UUID
    ground: str
    ordered_on: dt.date
    order: str


def content_of(event: Event) -> dict[str, Any]:
    """Return the event's fields as plain JSON values (ids and dates as text)."""
    return {item.name: _plain(getattr(event, item.name)) for item in dataclasses.fields(event)}


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, uuid.UUID | dt.date):
        return value.isoformat() if isinstance(value, dt.date) else str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
