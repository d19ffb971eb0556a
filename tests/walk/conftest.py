"""Records that stay for a whole file of tests: made once, committed, emptied at the end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from kenes.domain.recommendations.queries import facets
from kenes.project.demo.load import load_demo
from tests.prepared import empty, restore
from tests.walk.records import People, make_large, people_of, today


@contextmanager
def kept[T](blocker, make: Callable[[], T]) -> Iterator[T]:
    """Make a record, keep it while tests read it, empty the database."""
    with blocker.unblock():
        facets.forget()
        cache.clear()
        try:
            yield make()
        finally:
            empty()
            facets.forget()
            cache.clear()


@contextmanager
def served() -> Iterator[LiveServer]:
    """Serve the pages of the record as it stands."""
    server = LiveServer("localhost")
    try:
        yield server
    finally:
        server.stop()


def make_demo(request: pytest.FixtureRequest) -> People:
    """Copy the prepared demonstration where that can be done, else load it."""
    if connection.vendor == "sqlite":
        restore(request.getfixturevalue("prepared"))
    else:
        load_demo(lambda _line: None, today())
    return people_of(today())


MAKERS: dict[str, Callable[[pytest.FixtureRequest], People]] = {
    "empty": lambda _request: people_of(today()),
    "demo": make_demo,
    "large": lambda _request: make_large(today()),
}


@pytest.fixture(scope="module", params=list(MAKERS))
def record(request, django_db_setup, django_db_blocker) -> Iterator[People]:
    """Each of the three records in turn."""
    with kept(django_db_blocker, partial(MAKERS[request.param], request)) as people:
        yield people


@pytest.fixture(scope="module")
def demo(request, django_db_setup, django_db_blocker) -> Iterator[People]:
    """The demonstration alone."""
    with kept(django_db_blocker, partial(make_demo, request)) as people:
        yield people


@pytest.fixture(scope="module")
def demo_server(demo) -> Iterator[LiveServer]:
    """A server of pages on the demonstration, the same one for every test of the file."""
    with served() as server:
        yield server


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep the expected refusals out of the report; an error still speaks."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
