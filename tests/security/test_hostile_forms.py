"""What hostile hands put into fields: words stay words, wild values get a sentence, never a fault."""

import zipfile
from io import BytesIO
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.core.cache import cache
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from kenes.domain.notices.actions import send_outbox
from tests.security.presses import PRESSES, Press
from tests.security.world import World
from tests.walk.arguments import arguments_of
from tests.walk.routes import all_routes
from tests.walk.visits import client_of

pytestmark = pytest.mark.django_db
WORDS = {
    "addressee", "apply_kk", "apply_ru", "body", "credit", "criteria_1", "criteria_kk",
    "criteria_ru", "demand", "demand_1", "dissent", "document", "document_number",
    "explanation", "full_name", "grounds", "incoming_number", "interests", "law_kk", "law_ru", "name", "name_kk",
    "name_ru", "names", "number_1", "problem", "purpose_1", "reason", "source", "source_1", "text", "title", "title_ru",
    "unit_ru",
}  # fmt: skip
"""Fields in which people write words."""
DAYS = {
    "closes_on", "decided_on", "due_on", "first_due_on", "last_on", "on", "opens_on",
    "period_from", "period_to", "sent_on", "session_on", "valid_from", "valid_to",
}  # fmt: skip
FIGURES = {
    "amount",
    "amount_1",
    "places",
    "edition",
    "every_months",
    "target",
    "stalled_months",
    "appeal_working_days",
}
TAG, COVER = "<img src=x onerror=alert(1)>", "\u202e\u200b\u2066"
HOSTILE = (
    f"=cmd|' /C calc'!A0 {COVER}{TAG}</textarea><script>alert(1)</script>{{{{7*7}}}}\r\nBcc: x"
)
WILD_WORDS = {
    "a megabyte": "x" * 1_000_000,
    "a null": "a\x00b",
    "only what nobody sees": "\u200b\u202e\u00ad",
}
WILD_DAYS = ("0001-01-01", "9999-12-31", "٢٠٢٦-٠٢-٣٠")
WILD_FIGURES = ("-1", "1e400", "NaN", "9" * 40, "٣")
URLENCODED = "application/x-www-form-urlencoded"
TAKEN = {200, 302, 400, 403, 404, 409, 413, 422, 429}


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def browser_of(press: Press) -> Client:
    client = client_of(press.by)
    client.cookies.load(press.cookies)
    return client


def changed(press: Press, names: set[str], value: str) -> dict[str, object] | None:
    """Return the fields of a form with `value` in those named; None where it has none of them."""
    swapped = {name: value for name in press.fields if name in names}
    return press.sent({}) | swapped if swapped else None


def answered_wrongly(world: World, names: set[str], values) -> tuple[list[object], int]:
    """Send every form with each wild value in the fields named; return what was no answer."""
    wrong, sent = [], 0
    presses = {name: make(world) for name, make in PRESSES.items()}
    for name, press in presses.items():
        for value in values:
            fields = changed(press, names, value)
            if fields is None:
                continue
            sent += 1
            body = urlencode(
                {key: _plain(one) for key, one in fields.items()},
                doseq=True,
                errors="surrogatepass",
            )
            page = browser_of(press).post(press.url, body, content_type=URLENCODED)
            if page.status_code not in TAKEN:
                wrong.append((name, value[:20], page.status_code))
    return wrong, sent


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, list)) else ""


@pytest.mark.parametrize("kind", WILD_WORDS)
def test_wild_words_get_an_answer(world, kind):
    wrong, sent = answered_wrongly(world, WORDS, [WILD_WORDS[kind]])

    assert not wrong
    assert sent > 35


def test_days_out_of_every_calendar_get_an_answer(world):
    wrong, sent = answered_wrongly(world, DAYS, WILD_DAYS)

    assert not wrong
    assert sent > 40


def test_figures_that_are_none_get_an_answer(world):
    wrong, sent = answered_wrongly(world, FIGURES, WILD_FIGURES)

    assert not wrong
    assert sent > 14


def test_bytes_that_are_no_text_get_an_answer(world):
    kinds = (URLENCODED, f"{URLENCODED}; charset=utf-16", f"{URLENCODED}; charset=none", "text/x")
    wrong, presses = [], {name: make(world) for name, make in PRESSES.items()}
    for number, (name, press) in enumerate(presses.items()):
        raw = b"&".join(key.encode() + b"=%FF%FE\xff\xc0" for key in ["x", *press.fields])
        kind = kinds[number % len(kinds)]
        page = browser_of(press).generic("POST", press.url, raw, content_type=kind)
        if page.status_code not in TAKEN:
            wrong.append((name, kind, page.status_code))

    assert not wrong


@pytest.mark.parametrize("words", ["a\x00b", "x" * 100_000, "%_\\'\u202e\u200b"])
def test_wild_words_that_are_looked_for_find_nothing_and_break_nothing(world, words):
    for name in ("desk:act send", "desk:act merge", "desk:act links", "desk:links", "body:draft"):
        press = PRESSES[name](world)
        path, _mark, query = press.url.partition("?")
        query = "&".join(part for part in query.split("&") if not part.startswith("find"))
        page = browser_of(press).get(f"{path}?{query}&{urlencode({'find': words})}")
        assert page.status_code == 200, name


def readers(world: World) -> dict[str, tuple[object, tuple[str, ...]]]:
    """Who reads what was written, and on which pages."""
    return {
        "anonymous": (None, ("recommendations:", "register:", "feeds:", "bills:", "late:", "home",
                             "institutions:", "regions:", "permanent")),
        "secretary": (world.secretary.person, ("desk:",)),
        "signatory": (world.signatory.person, ("body:",)),
        "author": (world.author, ("filing:", "me:home", "me:notices")),
        "administrator": (world.admin.person, ("host:",)),
    }  # fmt: skip


def test_hostile_words_in_every_field_stay_words_for_every_reader_and_in_every_letter(world):
    ends = {"me:erase", "host:end_mandate", "host:succeed", "host:end", "filing:act again"}
    presses = {name: make(world) for name, make in PRESSES.items() if name not in ends}
    taken = []
    for name, press in presses.items():
        fields = changed(press, WORDS, HOSTILE)
        if fields and browser_of(press).post(press.url, fields).status_code == 302:
            taken.append(name)

    wrong, opened = [], 0
    for person, spaces in readers(world).values():
        client = client_of(person)
        for route in all_routes():
            if not route.name.startswith(spaces):
                continue
            for arguments in arguments_of(route, every=True):
                response = client.get(route.path("ru", arguments))
                opened += 1
                if heard := runs(*read(response)):
                    wrong.append((response.request["PATH_INFO"], heard))
    mail.outbox.clear()
    send_outbox(now=timezone.now())

    assert not wrong
    assert len(taken) > 20, taken
    assert opened > 150
    assert mail.outbox
    for letter in mail.outbox:
        assert "Bcc" not in letter.message()
        assert "\n" not in letter.subject


def read(response: HttpResponseBase) -> tuple[str, str]:
    """Return an answer's text and kind; of a word processor's document the XML, which must parse."""
    body = b"".join(response) if response.streaming else response.content
    if not body.startswith(b"PK"):
        return body.decode(), response.get("Content-Type", "")
    with zipfile.ZipFile(BytesIO(body)) as document:
        text = document.read("word/document.xml")
    ET.fromstring(text)
    return text.decode(), "application/xml"


def runs(text: str, kind: str) -> list[str]:
    """Return what of the hostile words would run, hide or turn others, as this kind of content."""
    heard = [sign for sign in COVER if sign in text]
    if kind.startswith("text/html"):
        heard += [sign for sign in (TAG, "<script>alert", "onerror=alert(1)>") if sign in text]
    elif kind.startswith("text/csv"):
        heard += [line[:40] for line in text.splitlines() if ",=cmd" in line or ',"=cmd' in line]
    elif "xml" in kind:
        heard += [sign for sign in (TAG, "<script>") if sign in text]
    return heard


def test_the_tool_hears_what_runs():
    assert runs(f"<p>{HOSTILE}</p>", "text/html; charset=utf-8")
    assert runs(f"1,{HOSTILE}", "text/csv")
    assert runs(HOSTILE, "application/atom+xml")
    assert not runs("<p>&lt;script&gt;alert(1)</p>", "text/html")
