"""Golden JSON of each (type, v): an event class, once published, never changes."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import NoneType
from typing import get_args, get_type_hints
from uuid import UUID

import pytest

from kenes.domain.recommendations.events import answers, execution, ladder
from kenes.domain.register.events import content_of

CLASSES = (*answers.CLASSES, *execution.CLASSES, *ladder.CLASSES)
VECTORS = Path(__file__).parents[2] / "vectors" / "events"
ID = UUID("01890000-0000-7000-8000-000000000001")


def example_of(kind: object) -> object:
    """A fixed value of an annotation; of a union its first member."""
    options = [one for one in get_args(kind) if one is not NoneType]
    name = str(options[0] if options and "Sequence" not in str(kind) else kind)
    if "Sequence" in name:
        return [date(2026, 11, 20)] if "date" in name else ["0" * 64]
    for mark, value in (("UUID", ID), ("date", date(2026, 11, 9)), ("bool", True), ("int", 3)):
        if mark in name:
            return value
    return "text"


def golden(event: type) -> Path:
    return VECTORS / f"{event.TYPE}.v{event.V}.json"


@pytest.mark.parametrize("event", CLASSES, ids=lambda event: event.__name__)
def test_an_event_is_written_as_it_always_was(event):
    hints = get_type_hints(event)
    made = event(**{item.name: example_of(hints[item.name]) for item in fields(event)})

    assert content_of(made) == json.loads(golden(event).read_text())


def test_every_class_is_listed():
    named = [one for module in (answers, execution, ladder) for one in vars(module).values()]
    made = [one for one in named if isinstance(one, type) and hasattr(one, "TYPE")]

    assert set(made) == set(CLASSES)


@pytest.mark.parametrize("event", CLASSES, ids=lambda event: event.__name__)
def test_no_field_names_a_person_or_holds_words(event):
    names = {item.name for item in fields(event)}

    assert not names & {"person", "by", "drafter", "signer", "author", "name", "text", "reason"}
