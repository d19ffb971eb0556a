"""A real server, a real browser, and people signed in by cookie."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from kenes.domain.recommendations.queries import facets
from tests.journeys.clean import HEIGHT, WATCH_POLICY, Reader

BACKEND = "django.contrib.auth.backends.ModelBackend"
type Open = Callable[..., Reader]


def session_of(person) -> str:
    """Return the session cookie of somebody signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Forget what pages remember of records that an earlier test emptied away."""
    facets.forget()
    cache.clear()


@pytest.fixture(params=["kk", "ru"])
def language(request) -> str:
    return request.param


@pytest.fixture(params=[390, 1280])
def width(request) -> int:
    return request.param


@pytest.fixture
def reader_of(browser, live_server, language, width) -> Iterator[Open]:
    """Open a window: `reader_of()` for anybody, `reader_of(person)`, `reader_of(javascript=False)`."""
    opened = []

    def open_window(person=None, *, javascript: bool = True, **options) -> Reader:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            locale=language,
            **options,
        )
        context.set_default_timeout(120_000)
        context.add_init_script(WATCH_POLICY)
        if person is not None:
            name, value = settings.SESSION_COOKIE_NAME, session_of(person)
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        reader = Reader(context.new_page(), live_server.url, language, width, javascript)
        opened.append(reader)
        return reader

    yield open_window
    for reader in opened:
        reader.close()
