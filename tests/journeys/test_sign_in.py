"""Somebody makes an account by a code, adds a passkey, and comes back with it alone."""

import re

import pytest
from django.core.cache import cache

from kenes.domain.accounts.models import Person
from kenes.domain.accounts.queries import identity_level
from tests.factories.accounts import Level
from tests.factories.providers import know, running_provider
from tests.journeys.clean import Reader, expect_clean, heard
from tests.journeys.words import said

pytestmark = pytest.mark.browser
ADDRESS = "dana@mail.example"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def width() -> int:
    return 390


@pytest.fixture
def mailbox(settings, tmp_path):
    """Let mail go where the demonstration shows it."""
    settings.KENES_HOME = tmp_path
    folder = str(tmp_path / "mail")
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": folder},
        }
    }


class Key:
    """A passkey's device as the browser itself plays it, with the owner's finger or without."""

    def __init__(self, reader: Reader) -> None:
        self.devtools = reader.context.new_cdp_session(reader.page)
        self.devtools.send("WebAuthn.enable")
        added = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        self.device = {"authenticatorId": added["authenticatorId"]}

    def credentials(self) -> int:
        """Return how many passkeys the device keeps."""
        kept = self.devtools.send("WebAuthn.getCredentials", self.device)
        return len(kept["credentials"])

    def know_owner(self, *, is_owner: bool) -> None:
        """Let the finger on the device be the owner's, or a stranger's."""
        self.devtools.send("WebAuthn.setUserVerified", {**self.device, "isUserVerified": is_owner})


def test_by_code_then_by_passkey_alone(reader_of, mailbox):
    cache.clear()
    reader = reader_of()
    key = Key(reader)

    makes_an_account(reader)
    adds_a_passkey(reader)
    assert key.credentials() == 1
    signs_out(reader)
    a_stranger_does_not_come_in(reader, key)
    comes_back(reader)
    takes_the_passkey_away(reader)


def makes_an_account(reader: Reader) -> None:
    language = reader.language
    reader.go(f"/{language}/account/login/")
    expect_clean(reader)
    reader.follow(said(language, "Make an account"))
    reader.page.locator("input[type=email]").fill(ADDRESS)
    expect_clean(reader)
    reader.press(said(language, "Make an account"))
    expect_clean(reader)
    asked = reader.page.url
    code = code_from_mail(reader)
    reader.page.goto(asked)
    reader.page.get_by_role("textbox").fill(code)
    reader.press(said(language, "Confirm"))
    reader.page.wait_for_url(f"{reader.base}/{language}/me/")
    expect_clean(reader)


def code_from_mail(reader: Reader) -> str:
    reader.go("/demo/mail/")
    reader.main().get_by_role("link").first.click()
    letter = reader.main().inner_text()
    assert ADDRESS in letter
    return re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", letter, re.MULTILINE).group()


def adds_a_passkey(reader: Reader) -> None:
    language = reader.language
    reader.go(f"/{language}/account/2fa/")
    expect_clean(reader)
    reader.follow(said(language, "My passkeys"))
    expect_clean(reader)
    reader.follow(said(language, "Add a passkey"))
    expect_clean(reader)
    reader.page.get_by_role("textbox").fill("Телефон")
    reader.press(said(language, "Add a passkey"))
    reader.page.wait_for_url("**/account/2fa/recovery-codes/**")
    expect_clean(reader)


def signs_out(reader: Reader) -> None:
    language = reader.language
    reader.go(f"/{language}/account/logout/")
    expect_clean(reader)
    reader.press(said(language, "Sign out"))
    reader.go(f"/{language}/me/")
    assert "/account/login/" in reader.path()


def a_stranger_does_not_come_in(reader: Reader, key: Key) -> None:
    key.know_owner(is_owner=False)
    reader.press(said(reader.language, "Use a passkey"))
    reader.page.get_by_role("alert").wait_for()
    expect_clean(reader)
    assert "/account/login/" in reader.path()
    key.know_owner(is_owner=True)


def comes_back(reader: Reader) -> None:
    reader.press(said(reader.language, "Use a passkey"))
    reader.page.wait_for_url(f"{reader.base}/{reader.language}/me/")
    expect_clean(reader)


def takes_the_passkey_away(reader: Reader) -> None:
    language = reader.language
    reader.go(f"/{language}/account/passkeys/")
    assert "Телефон" in reader.main().inner_text()
    expect_clean(reader)
    named = re.compile(rf"^{said(language, 'Remove')}\s*: Телефон")
    reader.main().get_by_role("link", name=named).click()
    expect_clean(reader)
    reader.press(said(language, "Use a passkey"))
    reader.page.wait_for_url("**/remove/")
    expect_clean(reader)
    reader.press(said(language, "Remove"))
    expect_clean(reader)
    assert said(language, "There is no passkey yet.") in reader.main().inner_text()


def test_by_an_identity_provider(reader_of, settings):
    with running_provider(settings) as provider:
        allow(settings, provider)
        know(provider, "a1", email=ADDRESS, email_verified=True, name="Дана", iin="900101300123")
        reader = reader_of()
        language = reader.language

        reader.go(f"/{language}/account/login/")
        expect_clean(reader)
        reader.press("Gov")
        reader.page.get_by_label("Subject").fill("a1")
        reader.page.get_by_label("Subject").press("Enter")
        reader.page.wait_for_url(f"{reader.base}/**")

        assert reader.path() == f"/{language}/me/"
        heard(reader)  # what the provider's own page said is not ours
        reader.page.reload()
        expect_clean(reader)
    person = Person.objects.get(email=ADDRESS)
    assert (person.full_name, identity_level(person)) == ("Дана", Level.OIDC)


def allow(settings, provider: str) -> None:
    """Let forms lead to the provider, as the settings do for each one they name."""
    policy = settings.SECURE_CSP
    settings.SECURE_CSP = {**policy, "form-action": [*policy["form-action"], provider]}
