"""Sign-in by OpenID Connect, against a real provider over HTTP on this machine."""

from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.core import serializers
from django.core.cache import cache

from kenes.domain.accounts.actions import digest_number, store_personal_number
from kenes.domain.accounts.models import Person, PersonalNumber
from kenes.domain.accounts.queries import identity_facts, identity_level
from tests.factories import NOW
from tests.factories.accounts import Level, make_person

pytestmark = pytest.mark.django_db
NUMBER = "900101300123"


@pytest.fixture
def provider(settings):
    cache.clear()
    with oidc_provider_mock.run_server_in_thread() as server:
        address = f"http://127.0.0.1:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "gov",
                        "name": "Gov",
                        "client_id": "kenes",
                        "secret": "secret",
                        "settings": {"server_url": address, "personal_number_claim": "iin"},
                    }
                ]
            }
        }
        yield address


def know(provider, sub, **claims):
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=60).raise_for_status()


def come(client, provider, sub):
    """Go to the provider, say who one is there, and come back."""
    away = client.post("/oidc/gov/login/")
    back = requests.post(away["Location"], data={"sub": sub}, timeout=60, allow_redirects=False)
    url = urlsplit(back.headers["Location"])
    return client.get(f"{url.path}?{url.query}")


def dump():
    rows = (row for model in apps.get_models() for row in model.objects.order_by("pk"))
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_somebody_new_comes_in_and_is_shown_by_the_provider(client, provider):
    know(provider, "a1", email="a@mail.example", email_verified=True, name="Айгүл", iin=NUMBER)

    answer = come(client, provider, "a1")

    person = Person.objects.get(email="a@mail.example")
    assert answer.status_code == 302
    assert client.get("/kk/me/").status_code == 200
    assert (person.full_name, identity_level(person)) == ("Айгүл", Level.OIDC)
    assert identity_facts(person)[0].method == "Gov"


def test_the_personal_number_is_kept_nowhere_but_as_a_keyed_digest(client, provider, caplog):
    know(provider, "a1", email="a@mail.example", email_verified=True, iin=NUMBER)

    come(client, provider, "a1")

    kept = dump()
    assert PersonalNumber.objects.count() == 1
    assert "a@mail.example" in kept
    assert NUMBER not in kept
    assert NUMBER not in str(dict(client.session))
    assert NUMBER not in caplog.text
    assert SocialAccount.objects.get().extra_data == {}


def test_a_newcomer_asked_for_an_address_keeps_the_digest_and_the_session_never_the_number(
    client, provider
):
    know(provider, "c3", iin=NUMBER)

    asked = come(client, provider, "c3")
    between = str(dict(client.session))
    done = client.post(asked["Location"], {"email": "c@mail.example", "full_name": "Дана"})

    person = Person.objects.get(email="c@mail.example")
    assert asked["Location"].endswith("/account/provider/signup/")
    assert done.status_code == 302
    assert PersonalNumber.objects.get(person=person).digest == digest_number(NUMBER)
    assert identity_level(person) == Level.OIDC
    assert "c3" in between
    assert NUMBER not in between
    assert "access_token" not in between
    assert "'token'" not in between
    assert NUMBER not in dump()
    assert "number_digest" not in str(dict(client.session))


def test_a_newcomer_with_the_number_of_another_account_gets_none_at_the_second_step(
    client, provider
):
    other = make_person()
    store_personal_number(person=other, number=NUMBER, now=NOW)
    know(provider, "c4", iin=NUMBER)
    asked = come(client, provider, "c4")

    done = client.post(asked["Location"], {"email": "d@mail.example"})

    assert done.status_code == 403
    assert list(Person.objects.all()) == [other]


def test_the_same_person_comes_again_as_the_same(client, provider):
    know(provider, "a1", email="a@mail.example", email_verified=True, iin=NUMBER)
    come(client, provider, "a1")
    client.logout()

    come(client, provider, "a1")

    assert Person.objects.count() == 1
    assert client.get("/kk/me/").status_code == 200


def test_a_number_of_another_account_makes_no_second_one(client, provider):
    other = make_person()
    store_personal_number(person=other, number=NUMBER, now=NOW)
    know(provider, "b2", email="b@mail.example", email_verified=True, iin=NUMBER)

    answer = come(client, provider, "b2")

    assert answer.status_code == 403
    assert client.get("/kk/me/").status_code == 302
    assert list(Person.objects.all()) == [other]
    assert not SocialAccount.objects.exists()


def test_an_address_of_somebody_here_does_not_open_their_account(client, provider):
    owner = make_person("owner@mail.example")
    know(provider, "thief", email="owner@mail.example", email_verified=True, iin=NUMBER)

    come(client, provider, "thief")

    assert client.get("/kk/me/").status_code == 302
    assert not SocialAccount.objects.filter(user=owner).exists()


def test_an_answer_that_nobody_asked_for_is_refused(client, provider):
    answer = client.get("/oidc/gov/login/callback/?code=x&state=made-up")

    assert client.get("/kk/me/").status_code == 302
    assert answer.status_code in {200, 401, 403}


def test_an_unknown_provider_is_not_there(client):
    assert client.post("/oidc/nobody/login/").status_code == 404
