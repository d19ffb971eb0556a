"""The statute on the page of a body, as a page of its own, as data, and the form for it."""

import re
from datetime import date

import pytest

from kenes.domain.institutions.models import FoundingText
from tests.domain.institutions.test_founding_texts import again, publish
from tests.factories import NOW
from tests.factories.institutions import Role, make_body, make_institution, make_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def secretary():
    return make_mandate(Role.SECRETARY, make_body())


def address(secretary, rest="", language="ru"):
    return f"/{language}/institutions/{secretary.institution.public_id}/{rest}"


def test_the_body_shows_what_holds_its_term_and_every_version(client, secretary):
    publish(secretary)
    again(secretary)

    page = client.get(address(secretary)).text
    data = client.get(address(secretary, "data.json")).json()

    assert "Версия в силе: 2" in page
    assert "Месяцев: 36" in page
    assert "Все версии: 2" in page
    texts = data["founding_texts"]
    assert [(one["number"], one["valid_to"]) for one in texts] == [(2, None), (1, "2026-09-30")]
    assert (data["type"], texts[0]["term_months"]) == ("Organization", 36)


def test_an_institution_that_is_no_body_asks_for_no_texts(client):
    office = make_institution()

    page = client.get(f"/ru/institutions/{office.public_id}/")

    assert "Положение и регламент" not in page.text


def test_a_version_is_read_in_both_languages_and_names_the_others(client, secretary):
    publish(secretary, text_ru="1. <b>Совет</b> создаётся.")
    again(secretary)

    old = client.get(address(secretary, "texts/statute/1/"))
    kazakh = client.get(address(secretary, "texts/statute/1/?text=kk"))
    english = client.get(address(secretary, "texts/statute/1/", "en"))

    assert "1. &lt;b&gt;Совет&lt;/b&gt; создаётся." in old.text
    assert "1. Кеңес құрылады." in kazakh.text
    assert "создаётся" in english.text
    assert "Уточнён состав" in old.text
    assert client.get(address(secretary, "texts/rules/1/")).status_code == 404


def test_the_secretary_publishes_from_the_form_and_mistakes_stand_beside_the_field(
    client, secretary
):
    client.force_login(secretary.person)
    url = address(secretary, "texts/publish/")
    shown = client.get(url).text
    key = re.search(r'name="key" value="([^"]+)"', shown).group(1)
    sent = {
        "key": key, "kind": "rules", "text_kk": "1. Отырыс.", "text_ru": "1. Заседание.",
        "valid_from": "2026-11-01", "source": "Протокол № 2",
    }  # fmt: skip

    wrong = client.post(url, sent | {"term_months": "12"})
    done = client.post(url, sent)
    twice = client.post(url, sent)

    assert wrong.status_code == 422
    assert "Срок указан в положении" in wrong.text
    assert (done.status_code, twice.status_code) == (302, 302)
    assert FoundingText.objects.get().valid_from == date(2026, 11, 1)


def test_the_form_is_for_the_secretariat_alone(client, secretary):
    url = address(secretary, "texts/publish/")

    anonymous = client.get(url)
    client.force_login(make_mandate(Role.MEMBER, secretary.institution).person)

    assert anonymous.status_code == 302
    assert client.get(url).status_code == 404
