"""Golden JSON of the events of institutions and imports: once published, they never change."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import NoneType
from typing import get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from kenes.domain.conversations import events as conversations
from kenes.domain.institutions import events as institutions
from kenes.domain.institutions.events import seats
from kenes.domain.norms import events as norms
from kenes.domain.recommendations.events import imports
from kenes.domain.register import events as register
from kenes.domain.register.events import content_of

VECTORS = Path(__file__).parents[2] / "vectors/events"
EXAMPLES = {
    UUID: UUID("01890000-0000-7000-8000-000000000001"),
    date: date(2026, 11, 9),
    bool: True,
    int: 3,
    str: "text",
}
CLASSES = [
    one
    for module in (institutions, seats, norms, imports, register, conversations)
    for one in vars(module).values()
    if hasattr(one, "TYPE") and one.__module__ == module.__name__
]


def example_of(kind):
    """A fixed value of an annotation; of a union its first member."""
    if kind in EXAMPLES:
        return EXAMPLES[kind]
    inner = [one for one in get_args(kind) if one is not NoneType and one is not Ellipsis]
    if get_origin(kind) is tuple:
        return (EXAMPLES[inner[0]],)
    if get_origin(kind) is Mapping:
        return {"text": True}
    return example_of(inner[0])


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.TYPE)
def test_an_event_is_written_as_it_always_was(one):
    hints = get_type_hints(one)
    made = one(**{item.name: example_of(hints[item.name]) for item in fields(one)})

    assert content_of(made) == json.loads((VECTORS / f"{one.TYPE}.v{one.V}.json").read_text())


def test_the_classes_were_found():
    assert len(CLASSES) == 33
