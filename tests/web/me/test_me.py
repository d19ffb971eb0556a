import pytest
from django.test import Client

from kenes.domain.accounts.models import Person
from kenes.domain.accounts.support_keys import read_key
from kenes.domain.notices.actions import tell
from kenes.domain.notices.queries import delivery_of, unseen_count
from kenes.domain.notices.unsubscribing import make_token
from kenes.domain.shared.keys import new_public_id
from tests.factories import NOW
from tests.factories.accounts import Level, make_person

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(client, **fields):
    person = make_person(**fields)
    client.force_login(person, backend=BACKEND)
    return person


def test_a_support_key_is_shown_once_and_kept_by_the_browser(client):
    signed_in(client, level=Level.EMAIL)

    page = client.post("/en/me/support-key/")

    cookie = page.cookies["kenes_support"]
    assert read_key(cookie.value)
    assert cookie.value in page.content.decode()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert "no-store" in page["Cache-Control"]


def test_without_a_shown_address_no_key_is_issued(client):
    signed_in(client)

    page = client.post("/en/me/support-key/")

    assert page.status_code == 403
    assert "kenes_support" not in page.cookies


@pytest.mark.parametrize("sent", [{"key": "made-up"}, {"key": "made-up", "sown": "a" * 43}])
def test_a_page_changed_on_its_way_gets_no_support_key(client, sent):
    person = signed_in(client, level=Level.EMAIL)

    page = client.post("/ru/me/support-key/", sent)

    assert page.status_code == 422
    assert "kenes_support" not in page.cookies
    assert Person.objects.get(pk=person.pk).support_key_issued_on is None


def test_who_knows_the_page_of_another_is_not_given_more_keys(client):
    signed_in(client, level=Level.EMAIL)
    client.post("/ru/me/support-key/", {"key": str(new_public_id()), "sown": "a" * 43})

    again = client.post("/ru/me/support-key/", {"key": str(new_public_id()), "sown": "b" * 43})

    assert again.status_code == 403
    assert "kenes_support" not in again.cookies


def test_settings_are_saved_and_wrong_ones_are_not(client):
    person = signed_in(client)
    good = {"full_name": "Дана", "language": "ru", "delivery": "digest"}

    assert client.post("/kk/me/settings/", {**good, "language": "xx"}).status_code == 422
    assert client.post("/kk/me/settings/", good).status_code == 302

    person.refresh_from_db()
    assert (person.full_name, person.language, delivery_of(person)) == ("Дана", "ru", "digest")


def test_notices_are_mine_alone_and_marked_as_read(client):
    mine, other = signed_in(client), make_person()
    for person, title in ((mine, "Mine<b>"), (other, "Other")):
        facts = {"number": "1", "title": title}
        tell(person=person, event="e", template="filed", facts=facts, path="/r/1", now=NOW)

    page = client.get("/en/me/notices/").content.decode()
    client.post("/en/me/notices/")

    assert "Mine&lt;b&gt;" in page
    assert "Other" not in page
    assert (unseen_count(mine), unseen_count(other)) == (0, 1)


def test_my_data_holds_what_is_mine_and_nobody_else(client):
    person, other = signed_in(client, full_name="Дана"), make_person()

    data = client.get("/kk/me/data/")

    assert data.json()["account"]["email"] == person.email
    assert other.email not in data.content.decode()
    assert "attachment" in data["Content-Disposition"]


def test_erasing_needs_the_word_and_then_signs_out_everywhere(client):
    person, elsewhere = signed_in(client), Client()
    elsewhere.force_login(person, backend=BACKEND)

    assert client.get("/en/me/erase/").status_code == 200
    assert Person.objects.get(pk=person.pk).erased_at is None
    client.post("/en/me/erase/")

    assert Person.objects.get(pk=person.pk).erased_at is not None
    assert client.get("/en/me/").status_code == elsewhere.get("/en/me/").status_code == 302


def test_the_link_in_a_mail_stops_mail_with_one_click_and_no_sign_in():
    person = make_person()
    browser = Client(enforce_csrf_checks=True)
    address = f"/kk/me/unsubscribe/{make_token(person.public_id)}/"

    assert browser.get(address).status_code == 200
    assert delivery_of(person) == "mail"
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert delivery_of(person) == "page"


def test_a_changed_unsubscribe_link_is_not_found(client):
    assert client.get("/kk/me/unsubscribe/made-up/").status_code == 404
    assert client.post("/kk/me/unsubscribe/made-up/").status_code == 404
