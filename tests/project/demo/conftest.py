"""The demonstration, loaded once for all tests of this folder and rolled back at the end."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from kenes.domain.institutions.queries import law
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.register.models import Entry
from kenes.project.demo.load import load_demo
from tests.factories import NOW


@dataclass
class Loaded:
    """What three loads in a row said and left: one broken off, one whole, one more."""

    left_by_the_broken_one: int
    said: list[str]
    entries: int
    said_again: list[str]
    entries_again: int


class Crash(Exception):
    """The power goes off."""


def crash(line: str) -> None:
    if line.startswith("Recommendations:"):
        raise Crash


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    law.forget_calendars()
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.raises(Crash), transaction.atomic():
            load_demo(crash, NOW)
        law.forget_calendars()  # its keys were rolled back and are given anew
        left = Recommendation.objects.count() + Entry.objects.count()
        said, again = [], []
        load_demo(said.append, NOW)
        entries = Entry.objects.count()
        load_demo(again.append, NOW)
        yield Loaded(left, said, entries, again, Entry.objects.count())
        transaction.set_rollback(True)
    law.forget_calendars()
