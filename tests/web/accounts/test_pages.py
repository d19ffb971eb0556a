import pytest
from django.utils import translation
from django.utils.module_loading import import_string

from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db
OPEN = [
    "account/login/",
    "account/login/code/",
    "account/signup/",
    "account/password/reset/",
    "account/password/reset/done/",
    "account/inactive/",
    "account/provider/cancelled/",
]
OWN = [
    "me/",
    "me/notices/",
    "me/settings/",
    "me/support-key/",
    "me/data/",
    "me/erase/",
    "account/logout/",
    "account/email/",
    "account/password/change/",
    "account/2fa/",
    "account/2fa/totp/activate/",
    "account/2fa/recovery-codes/generate/",
    "account/passkeys/",
    "account/passkeys/add/",
    "account/provider/",
    "account/reauthenticate/",
]


def sign_in(client, person):
    """Sign in as the library does, so that it need not be shown again at once."""
    from tests.factories.accounts import PASSWORD  # noqa: PLC0415

    client.post("/kk/account/login/", {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("address", OPEN)
def test_every_way_in_has_its_page(client, address, language):
    answer = client.get(f"/{language}/{address}")

    assert answer.status_code == 200
    assert b"<h1>" in answer.content


def test_a_provider_that_fails_is_named_as_such(client):
    answer = client.get("/en/account/provider/error/")

    assert answer.status_code == 403
    assert b"did not answer" in answer.content


@pytest.mark.parametrize("address", OWN)
def test_what_is_mine_is_closed_to_others(client, address):
    answer = client.get(f"/kk/{address}")

    assert answer.status_code == 302


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("address", OWN)
def test_what_is_mine_opens_for_me(client, address, language):
    sign_in(client, make_person())

    answer = client.get(f"/{language}/{address}", follow=True)

    assert answer.status_code == 200


def test_no_way_in_has_inline_script_or_style(client):
    for address in OPEN:
        page = client.get(f"/kk/{address}").content.decode()
        assert "onclick" not in page
        assert "style=" not in page
        assert page.count("<script") == page.count("<script src=") + page.count(
            '<script type="module" src='
        )


@pytest.mark.parametrize(("language", "word"), [("kk", "Атауы"), ("ru", "Название")])
@pytest.mark.parametrize("step", ["add_webauthn", "edit_webauthn"])
def test_the_name_of_a_passkey_is_asked_in_the_readers_language(settings, step, language, word):
    form = import_string(settings.MFA_FORMS[step])

    with translation.override(language):
        assert str(form.base_fields["name"].label) == word
