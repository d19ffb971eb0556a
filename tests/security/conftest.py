"""The world of a whole file: made once, committed, emptied at the end."""

from collections.abc import Iterator

import pytest
import time_machine as machine

from tests.security.world import NOW, World, make_world
from tests.walk.conftest import kept


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """A text in every state, with everybody who acts on it. Tests write in transactions."""
    with machine.travel(NOW, tick=False), kept(django_db_blocker, make_world) as made:
        yield made
