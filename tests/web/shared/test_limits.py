"""Codes are not to be guessed: how often one may be wrong, what is said then, what is kept."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kenes.domain.accounts.support_keys import make_key
from kenes.domain.shared.actions import forget_expired
from kenes.domain.shared.models import CacheRow
from kenes.domain.shared.refusals import NotPermitted
from kenes.web.shared.limits import guard_code, note_wrong_code
from tests.factories import NOW
from tests.factories.accounts import make_person
from tests.factories.recommendations import admitted, start

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.77"
WAIT = {"kk": "Он бес минут күтіңіз", "ru": "Подождите четверть часа", "en": "Wait a quarter"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def client():
    return Client(REMOTE_ADDR=ADDRESS)


def wrong(number: int) -> str:
    return f"ZZZZ-2345-6789-{number:04}"


def guess(client, many=10, language="ru"):
    url = f"/{language}/file/code/"
    return [client.post(url, {"code": wrong(number)}) for number in range(many)]


@pytest.mark.parametrize("language", WAIT)
def test_who_is_wrong_too_often_waits_and_is_told_so_in_the_own_language(client, language):
    guess(client)

    page = guess(client, 1, language)[0]

    assert page.status_code == 429
    assert WAIT[language] in page.text.replace("\xa0", " ")
    assert f'<p><a href="/{language}/file/code/">' in page.text


def test_whoever_has_the_code_is_let_in_though_others_behind_the_address_guess(client):
    started = start()
    guess(client, 11)

    page = client.post("/ru/file/code/", {"code": started.code})

    assert page.status_code == 302
    assert client.cookies["kenes_author"].value == started.code


def test_another_address_may_try(client):
    guess(client)

    assert guess(Client(REMOTE_ADDR="203.0.113.78"), 1)[0].status_code == 422


def test_many_beginnings_from_one_address_end_as_well(client, rf):
    for number in range(100):
        note_wrong_code(rf.get("/", REMOTE_ADDR=ADDRESS), "author", f"{number:04}-2345-6789-ABCD")

    page = client.post("/ru/file/code/", {"code": "MMMM-2345-6789-ABCD"})

    assert page.status_code == 429


def test_the_limit_is_a_refusal_with_its_reason(rf):
    request = rf.get("/", REMOTE_ADDR=ADDRESS)
    for number in range(10):
        note_wrong_code(request, "author", wrong(number))

    with pytest.raises(NotPermitted) as refused:
        guard_code(request, "author", wrong(0))

    assert refused.value.refusal.code == "too_many_tries"


def test_a_code_laid_into_the_browser_by_hand_is_counted_like_one_that_is_entered(client):
    started = start()
    address = f"/ru/file/{started.recommendation.public_id}/own/"
    for number in range(10):
        client.cookies["kenes_author"] = wrong(number)
        assert client.get(address).status_code == 302

    client.cookies["kenes_author"] = wrong(11)

    assert client.get(address).status_code == 429


def test_the_own_code_on_the_page_of_another_text_is_no_guess(client):
    mine, other = start(), start()
    client.cookies["kenes_author"] = mine.code

    for _visit in range(12):
        assert client.get(f"/ru/file/{other.recommendation.public_id}/own/").status_code == 302


def test_support_keys_and_invitations_are_counted_each_by_themselves(client):
    url = f"/ru/recommendations/{admitted().number}/support/"
    for _try in range(10):
        assert client.post(url, {"key": "ABCD" * 18}).status_code == 422
        assert client.get("/ru/invitation/ABCD-2345/").status_code == 403

    assert client.post(url, {"key": "ABCD" * 18}).status_code == 429
    assert client.get("/ru/invitation/ABCD-2345/").status_code == 429
    assert client.post(url, {"key": make_key()}).status_code == 200


def test_neither_the_network_address_nor_the_mail_address_stands_in_the_database(client):
    person = make_person()
    guess(client, 2)
    client.post("/ru/account/login/", {"login": person.email, "password": "wrong one"})
    client.post("/ru/account/login/code/", {"email": person.email})

    kept = list(CacheRow.objects.values_list("cache_key", "value"))

    assert len(kept) > 3
    assert all(len(key) == 64 for key, _value in kept)
    assert ADDRESS not in str(kept)
    assert person.email not in str(kept)


def test_what_was_counted_is_forgotten_when_it_no_longer_counts():
    cache.set("short", 1, timeout=60)
    cache.set("long", 1, timeout=7200)

    gone = forget_expired(now=timezone.now() + timedelta(hours=1))

    assert gone == 1
    assert (cache.get("short"), cache.get("long")) == (None, 1)


def ask_code(address, number, language="ru"):
    """Ask from a new browser at another network address each time."""
    browser = Client(REMOTE_ADDR=f"203.0.113.{number}")
    return browser.post(f"/{language}/account/login/code/", {"email": address})


SOON = {
    "kk": "Сәтсіз әрекет тым көп",
    "ru": "Слишком много неудачных попыток",
    "en": "Too many failed login attempts",
}


@pytest.mark.parametrize("language", SOON)
def test_letters_with_codes_are_not_sent_without_end(language):
    person = make_person()

    answers = [ask_code(person.email, number, language) for number in range(4)]

    assert len(mail.outbox) == 3
    assert SOON[language] in answers[-1].text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "Сұрау тым көп"), ("ru", "Слишком много запросов"), ("en", "Too many requests")],
)
def test_one_network_does_not_make_accounts_without_end(client, settings, language, said):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    url = f"/{language}/account/signup/"
    client.post(url, {"email": "one@mail.example"})

    page = Client(REMOTE_ADDR=ADDRESS).post(url, {"email": "two@mail.example"})

    assert page.status_code == 429
    assert said in page.text.replace("\xa0", " ")


def test_nobodys_post_is_flooded_over_an_hour(time_machine):
    person = make_person()
    for minute in range(12):
        time_machine.move_to(NOW.replace(minute=minute), tick=False)
        ask_code(person.email, minute)

    assert len(mail.outbox) == 10
