"""A page that was shown once is answered again from its version alone, and never for long wrong."""

from datetime import timedelta

import pytest
from django.template import engines
from django.utils import translation

from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()


@pytest.fixture
def address():
    return f"/ru/recommendations/{admitted().number}/"


def _headers(response):
    return {name: said for name, said in response.items() if name not in {"Content-Length", "Date"}}


def test_what_is_answered_again_is_the_same_in_words_and_headers(client, address):
    first = client.get(address)
    again = client.get(address)

    assert again.content == first.content
    assert again.context is None  # no template ran
    assert _headers(again) == _headers(first)
    assert "Content-Security-Policy" in again
    assert again["Content-Language"] == "ru"


def test_an_unchanged_page_has_the_same_headers_but_for_its_type(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    first = _headers(first)
    del first["Content-Type"]
    assert _headers(again) == first


def test_another_language_appearance_or_query_is_another_page(client, address):
    shown = client.get(address)
    kazakh = client.get(address.replace("/ru/", "/kk/"))
    asked = client.get(address, {"acts": "all"})
    client.cookies["kenes_theme"] = "dark"
    dark = client.get(address)

    assert 'lang="kk"' in kazakh.text
    assert 'data-theme="dark"' in dark.text
    assert 'data-theme="dark"' not in shown.text
    assert len({page["ETag"] for page in (shown, kazakh, asked, dark)}) == 4


def test_a_reader_with_a_cookie_of_his_own_is_never_answered_from_what_is_kept(client, address):
    client.get(address)
    client.cookies["messages"] = "x"
    own = client.get(address)

    assert own["Cache-Control"] == "private, no-store"
    assert own.context is not None


def test_a_hidden_text_is_gone_at_once(client, address):
    etag = client.get(address)["ETag"]
    Recommendation.objects.update(hidden_ground="court")

    assert client.get(address).status_code == 410
    assert client.get(address, headers={"if-none-match": etag}).status_code == 410


def test_a_foreign_host_gets_nothing_of_what_is_kept(client, address):
    client.get(address)

    assert client.get(address, headers={"host": "evil.example"}).status_code == 400


def test_nothing_is_written_to_a_page_that_is_kept(client, address):
    client.get(address)

    assert client.post(address).status_code == 405


def test_a_new_day_is_a_new_page(client, address, time_machine):
    first = client.get(address)
    time_machine.move_to(NOW + timedelta(days=41), tick=False)
    later = client.get(address, headers={"if-none-match": first["ETag"]})

    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{% translate "Menu" %}', {"en": "Menu", "ru": "Меню"}),
        ('{% translate "Menu" as it %}[{{ it }}]', {"en": "[Menu]", "ru": "[Меню]"}),
        ("{% translate word %}", {"en": "Menu", "ru": "Меню"}),
        ('{% translate "Menu"|upper %}', {"en": "MENU", "ru": "МЕНЮ"}),
        ('{% translate "Menu" noop %}', {"en": "Menu", "ru": "Menu"}),
        ('{% translate "a & b" %}', {"en": "a & b", "ru": "a & b"}),
    ],
)
def test_a_fixed_sentence_is_said_in_each_language_however_often(source, said):
    template = engines["django"].from_string(source)

    for language in ("en", "ru", "en", "ru"):
        with translation.override(language):
            assert template.render({"word": "Menu"}) == said[language]


def test_a_fixed_file_keeps_its_address_and_a_named_one_has_its_own():
    template = engines["django"].from_string('{% static "mark.svg" %} {% static name %}')

    assert template.render({"name": "a.css"}) == "/static/mark.svg /static/a.css"
    assert template.render({"name": "b.css"}) == "/static/mark.svg /static/b.css"
