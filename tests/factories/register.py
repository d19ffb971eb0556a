"""Entries of an event class of the tests' own, recorded through the real action."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from kenes.domain.register.actions import record
from kenes.domain.register.models import Entry
from tests.factories import NOW


@dataclass(frozen=True, slots=True)
class LampLit:
    """Somebody lit a lamp: as good an act as any."""

    TYPE: ClassVar[str] = "lamp.lit"
    V: ClassVar[int] = 1
    lamp: UUID


def lamp(number: int = 1) -> UUID:
    return UUID(int=(0x0193 << 112) | (0x7 << 76) | (0x8 << 60) | number)


def light_lamp(number: int = 1) -> Entry:
    thing = lamp(number)
    with transaction.atomic():
        return record(LampLit(thing), object=thing, actor_role="secretary", now=NOW)


def light_lamps(count: int, *, begin: int = 1) -> list[Entry]:
    return [light_lamp(number) for number in range(begin, begin + count)]
