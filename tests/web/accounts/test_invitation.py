import pytest
from django.test import Client
from django.utils import timezone

from kenes.domain.accounts.actions import invite
from kenes.domain.accounts.models import Person
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
GIVEN = {"full_name": "Дана", "email": "dana@mail.example", "password": PASSWORD}


@pytest.fixture
def address():
    return f"/kk/invitation/{invite(purpose='administrator', now=timezone.now())}/"


def test_an_invitation_lets_somebody_in_once(client, address):
    assert client.get(address).status_code == 200
    assert client.post(address, GIVEN).status_code == 302
    assert client.get("/kk/me/").status_code == 200

    second = Client().post(address, {**GIVEN, "email": "other@mail.example"})

    assert second.status_code == 403
    assert Person.objects.count() == 1


def test_an_invitation_not_known_here_lets_nobody_in(client):
    answer = client.post("/kk/invitation/2222-2222-2222-2222/", GIVEN)

    assert answer.status_code == 403
    assert not Person.objects.exists()


def test_a_short_password_is_said_on_the_form_and_uses_nothing_up(client, address):
    page = client.post(address, {**GIVEN, "password": "short"})

    assert page.status_code == 422
    assert "Құпиясөз тым қысқа." in page.text.replace("\xa0", " ")
    assert client.post(address, GIVEN).status_code == 302
