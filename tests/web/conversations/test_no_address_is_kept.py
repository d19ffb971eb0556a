"""Vote from several network addresses, then look for them in every log, table and access line."""

import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import Client
from gunicorn.config import Config
from gunicorn.glogging import Logger

from kenes.domain.conversations.models import Vote
from kenes.project.commands.serve import gunicorn_command
from kenes.web.conversations import floods
from tests.domain.conversations.test_nobody_lists_votes_by_name import dump
from tests.factories.conversations import checked_person, issued_token, many_issued, opened
from tests.web.conversations.test_voting_pages import at, fields

pytestmark = pytest.mark.django_db
ADDRESSES = ("203.0.113.7", "203.0.113.8", "2001:db8::17")


class Everything(logging.Handler):
    """Every line of every logger, with all that a record carries."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{self.format(record)} {vars(record)}")


@pytest.fixture
def log():
    heard = Everything()
    root = logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    yield heard.lines
    root.removeHandler(heard)
    root.setLevel(level)


def take_part(row, address):
    """Everything that somebody can do on the pages of voting, right and wrong, from an address."""
    browser = Client(REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=address)
    card = fields(browser.get(at(row)))
    browser.post(at(row), {**card, "vote": "1"})
    browser.post(at(row), {**fields(browser.get(at(row))), "vote": "-1", "again": "on"})
    browser.post(at(row), {"statement": "999", "shown": "999", "vote": "1"})
    browser.post(at(row, "say"), {"language": "kk", "text": ""})
    browser.post(at(row, "key"), {"key": "no key"})
    browser.post(at(row, "with-token"), {"letters": "KT1.NONE"})
    browser.get(at(row, "own"))


def test_no_address_stands_in_a_log_or_a_table_after_taking_part(log):
    row, _secretary = opened(with_tokens=True)
    letters = issued_token(row, checked_person())
    many_issued(row)

    for address in ADDRESSES:
        take_part(row, address)
    Client(REMOTE_ADDR=ADDRESSES[0]).post(at(row, "with-token"), {"letters": letters})

    said = "\n".join(log)
    kept = "\n".join(value for _model, _name, value in dump())
    assert Vote.objects.count() == 2 * len(ADDRESSES)
    assert log
    for secret in (*ADDRESSES, letters):
        assert secret not in said
        assert secret not in kept


def test_what_is_counted_by_address_is_a_digest_in_memory_and_ends_with_its_time():
    row, _secretary = opened()
    for flood in floods.EVERY:
        flood.forget()
    for address in ADDRESSES:
        take_part(row, address)

    held = [repr(vars(flood)) for flood in floods.EVERY] + [repr(caches["pages"].__dict__)]
    assert not [one for one in held for address in ADDRESSES if address in one]
    assert len(floods.VOTES._counts) == len(ADDRESSES)
    floods.VOTES.guard("another", floods.VOTES._until + timedelta(seconds=1))
    assert len(floods.VOTES._counts) == 1


def test_the_line_of_a_request_holds_no_address_if_a_host_turns_that_log_on():
    config = Config()
    chosen = vars(config.parser().parse_args(gunicorn_command(["127.0.0.1:0"], home=Path())[3:]))
    for name, value in chosen.items():
        if value is not None and name != "args":
            config.set(name, value)
    environ = {
        "REQUEST_METHOD": "POST", "RAW_URI": "/kk/vote/?x=1", "PATH_INFO": "/kk/vote/",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": ADDRESSES[0],
        "HTTP_USER_AGENT": "a browser", "HTTP_REFERER": "https://chat.example/",
    }  # fmt: skip
    answer = SimpleNamespace(
        status="302 Found", status_code=302, sent=0, headers=[], response_length=0
    )
    request = SimpleNamespace(headers=[("X-FORWARDED-FOR", ADDRESSES[1])])

    logger = Logger(config)
    atoms = logger.atoms(answer, request, environ, timedelta(milliseconds=7))
    line = config.access_log_format % logger.atoms_wrapper_class(atoms)

    assert config.accesslog is None
    assert line.startswith("POST /kk/vote/ 302")
    assert not [part for part in (*ADDRESSES, "browser", "chat.example") if part in line]
