import re

import pytest
from django.core import mail
from django.test import Client

from kenes.domain.accounts.models import Person
from kenes.domain.accounts.queries import identity_level
from tests.factories.accounts import PASSWORD, Level, make_person

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def fresh_limits():
    from django.core.cache import cache  # noqa: PLC0415

    cache.clear()


def code_in(letter):
    return CODE.search(letter.body).group(1)


def ask_code(client, email, language="kk"):
    return client.post(f"/{language}/account/login/code/", {"email": email})


def enter(client, code, language="kk"):
    return client.post(f"/{language}/account/login/code/confirm/", {"code": code})


def test_a_code_by_mail_signs_in_and_shows_the_address(client):
    person = make_person()

    ask_code(client, person.email)
    answer = enter(client, code_in(mail.outbox[0]))

    assert answer.status_code == 302
    assert answer["Location"] == "/kk/me/"
    assert client.get("/kk/me/").status_code == 200
    assert identity_level(person) == Level.EMAIL


def test_a_password_signs_in_and_shows_nothing_about_the_address(client):
    person = make_person()

    answer = client.post("/ru/account/login/", {"login": person.email, "password": PASSWORD})

    assert answer.status_code == 302
    assert identity_level(person) == Level.NONE


def test_a_wrong_code_does_not_sign_in(client):
    person = make_person()
    ask_code(client, person.email)

    enter(client, "AAAA-AAAA")

    assert client.get("/kk/me/").status_code == 302


def test_a_code_works_once(client):
    person = make_person()
    ask_code(client, person.email)
    code = code_in(mail.outbox[0])
    enter(client, code)
    client.logout()

    enter(client, code)

    assert client.get("/kk/me/").status_code == 302


def test_a_code_works_only_in_the_browser_that_asked(client):
    ask_code(client, make_person().email)
    other = Client()

    enter(other, code_in(mail.outbox[0]))

    assert other.get("/kk/me/").status_code == 302


def test_codes_cannot_be_guessed_without_end(client):
    ask_code(client, make_person().email)
    code = code_in(mail.outbox[0])
    for _try in range(3):
        enter(client, "AAAA-AAAA")

    enter(client, code)

    assert client.get("/kk/me/").status_code == 302


def test_an_unknown_address_looks_the_same_and_is_told_by_mail(client):
    known, unknown = make_person().email, "nobody@mail.example"

    answers, pages = [], []
    for address in (known, unknown):
        browser = Client()
        answers.append(ask_code(browser, address))
        pages.append(browser.get(answers[-1]["Location"]).content.decode())

    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    token = re.compile(r'value="[A-Za-z0-9]{64}"')
    assert token.sub("", pages[0]).replace(known, unknown) == token.sub("", pages[1])
    assert [letter.to for letter in mail.outbox] == [[known], [unknown]]
    assert not CODE.search(mail.outbox[1].body)


def sign_up(client, email, **more):
    return client.post("/ru/account/signup/", {"email": email, **more})


def test_sign_up_asks_for_an_address_only_and_confirms_it(client):
    sign_up(client, "new@mail.example", full_name="")
    assert client.get("/ru/me/").status_code == 302

    client.post("/ru/account/confirm-email/", {"code": code_in(mail.outbox[0])})

    person = Person.objects.get(email="new@mail.example")
    assert client.get("/ru/me/").status_code == 200
    assert (person.language, person.has_usable_password()) == ("ru", False)
    assert identity_level(person) == Level.EMAIL


def test_sign_up_with_a_known_address_looks_the_same_and_makes_nobody(client):
    known = make_person()

    taken, free = sign_up(client, known.email), sign_up(client, "free@mail.example")

    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert Person.objects.filter(email=known.email).count() == 1
    assert not CODE.search(mail.outbox[0].body)


def test_a_closed_account_is_not_opened(client):
    person = make_person()
    Person.objects.filter(pk=person.pk).update(is_active=False)

    client.post("/kk/account/login/", {"login": person.email, "password": PASSWORD})

    assert client.get("/kk/me/").status_code == 302


def test_wrong_passwords_are_slowed_down(client):
    person = make_person()
    for _try in range(12):
        client.post("/kk/account/login/", {"login": person.email, "password": "wrong"})

    client.post("/kk/account/login/", {"login": person.email, "password": PASSWORD})

    assert client.get("/kk/me/").status_code == 302


def test_the_second_factor_stands_between_password_and_account(client):
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from allauth.mfa.totp.internal.auth import (  # noqa: PLC0415  # noqa: PLC0415
        TOTP,
        format_hotp_value,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    person, secret = make_person(), generate_totp_secret()
    TOTP.activate(person, secret)

    client.post("/kk/account/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/kk/me/").status_code == 302
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post(
        "/kk/account/2fa/authenticate/", {"code": format_hotp_value(hotp_value(secret, counter))}
    )

    assert client.get("/kk/me/").status_code == 200
    assert Authenticator.objects.filter(user=person).exists()


def test_the_next_page_leads_nowhere_else(client):
    person = make_person()

    answer = client.post(
        "/kk/account/login/?next=https://evil.example/",
        {"login": person.email, "password": PASSWORD},
    )

    assert "evil" not in answer["Location"]
