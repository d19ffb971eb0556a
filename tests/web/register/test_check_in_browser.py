"""The module that checks an entry in the reader's own browser, in Chromium, on the page itself."""

from contextlib import contextmanager

import pytest
from django.contrib.staticfiles import finders
from django.db import connection

from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.domain.register.models import Entry
from tests.factories.register import light_lamps

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SITE = "http://localhost"  # a secure context, as HTTPS is: WebCrypto works in no other


@pytest.fixture
def entry(published):
    light_lamps(9)
    integrate(own_log())
    return Entry.objects.filter(index=1).get()


@contextmanager
def opened(browser, client, entry, *, forged=()):
    """Open the entry's page as the site answers it, but for what is forged on the way."""
    own = f"/en/register/{entry.public_id}/"
    answers = {path: client.get(path).content for path in (own, f"{own}proof", "/log/log.vkey")}
    answers |= dict(forged)

    def answer(route):
        path = route.request.url.removeprefix(SITE)
        if path in answers:
            kind = "text/html; charset=utf-8" if path == own else "text/plain; charset=utf-8"
            route.fulfill(body=answers[path], content_type=kind)
        elif path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        else:
            route.fulfill(status=404, body="")

    page = browser.new_page()
    page.set_default_timeout(120_000)
    try:
        page.route("**/*", answer)
        page.goto(f"{SITE}{own}")
        yield page
    finally:
        page.close()


def results(page):
    page.get_by_role("button", name="Check in this browser").click()
    page.wait_for_selector('[data-step="signature"][data-result]')
    lines = page.query_selector_all("[data-step]")
    return {one.get_attribute("data-step"): one.get_attribute("data-result") for one in lines}


ALL_GOOD = {"digest": "good", "entry": "good", "inclusion": "good", "signature": "good"}


def test_an_entry_of_the_log_is_accepted_step_by_step(browser, client, entry):
    with opened(browser, client, entry) as page:
        assert results(page) == ALL_GOOD
        assert "holds" in page.inner_text('[data-step="signature"]')


def test_a_row_changed_in_the_database_is_refused(browser, client, entry):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE register_entry DISABLE TRIGGER register_entry_stays")
        else:
            cursor.execute("DROP TRIGGER register_entry_unchanged")
        cursor.execute("UPDATE register_entry SET actor_role = 'x' WHERE id = %s", [entry.pk])

    with opened(browser, client, entry) as page:
        assert results(page) == ALL_GOOD | {"inclusion": "bad"}


def test_after_a_lawful_removal_all_that_is_left_still_holds(browser, client, entry):
    Entry.objects.filter(pk=entry.pk).update(salt=None, content=None)

    with opened(browser, client, entry) as page:
        assert results(page) == {"entry": "good", "inclusion": "good", "signature": "good"}


def test_a_checkpoint_that_another_key_signed_is_refused(browser, client, entry, tmp_path):
    key = places.log_key_path()
    forger = key.with_name("forger.key")
    places.make_key(forger, own_log().keys.name)
    forged = {"/log/log.vkey": places.load_keys(forger).first.verifier().key.vkey}

    with opened(browser, client, entry, forged=forged) as page:
        assert results(page) == ALL_GOOD | {"signature": "bad"}


def test_a_proof_of_another_entry_is_refused(browser, client, entry):
    other = Entry.objects.get(index=2)
    proof = client.get(f"/en/register/{other.public_id}/proof").content

    with opened(
        browser, client, entry, forged={f"/en/register/{entry.public_id}/proof": proof}
    ) as page:
        assert results(page) == ALL_GOOD | {"entry": "bad"}


def test_a_browser_without_ed25519_says_so_and_nothing_else(browser, client, entry):
    with opened(browser, client, entry) as page:
        page.evaluate("() => { crypto.subtle.importKey = () => Promise.reject(new Error()); }")

        assert results(page) == ALL_GOOD | {"signature": "unable"}


def test_a_file_that_is_no_proof_is_said_not_to_have_arrived(browser, client, entry):
    address = f"/en/register/{entry.public_id}/proof"

    with opened(browser, client, entry, forged={address: b"nothing"}) as page:
        assert results(page) == {
            "digest": "good",
            "entry": "away",
            "inclusion": "away",
            "signature": "away",
        }
