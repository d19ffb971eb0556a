"""From being checked to a vote with a token, in Chromium, on the pages themselves."""

import pytest
from django.test import Client

from kenes.domain.conversations.models import TokenIssue, Voter
from tests.factories.conversations import checked_person, many_issued, opened
from tests.web.conversations.bridge import SITE, on_site
from tests.web.conversations.test_voting_pages import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_token_is_made_kept_shown_and_votes(browser, client_as):
    row, person = opened(with_tokens=True)[0], checked_person()
    many_issued(row)
    signed_in, nobody = client_as(person), Client()

    with on_site(browser, signed_in) as page:
        page.goto(f"{SITE}{at(row, 'token', 'kk')}")
        assert page.locator("[data-unable]").is_hidden()
        page.get_by_role("button", name="Жетонымды жасау").click()
        page.wait_for_selector("[data-made]:not([hidden])")
        letters = page.input_value("[data-letters]")
        page.get_by_role("button", name="Осы браузерде сақтау").click()
        kept = page.evaluate("Object.keys(localStorage)")

    with on_site(browser, nobody) as page:
        page.goto(f"{SITE}{at(row, 'with-token', 'kk')}#{letters}")
        assert page.input_value("textarea") == letters
        assert "KT1" not in page.url
        page.get_by_role("button", name="Қатысу").click()
        page.wait_for_selector("vote-card")
        page.get_by_role("button", name="Келісемін").click()
        page.get_by_text("1 / 4").first.wait_for()

    assert letters.startswith("KT1.")
    assert kept == [f"kenes-token-{row.public_id}"]
    assert TokenIssue.objects.filter(person=person).count() == 1
    assert Voter.objects.get().tier == "checked"


def test_an_answer_lost_on_a_bad_line_is_asked_for_again_by_the_same_bytes(browser, client_as):
    row = opened(with_tokens=True)[0]

    with on_site(browser, client_as(checked_person())) as page:
        page.goto(f"{SITE}{at(row, 'token')}")
        page.context.set_offline(True)
        page.route("**/token/", lambda route: route.abort())
        page.get_by_role("button", name="Make my token").click()
        page.wait_for_selector("[data-trouble]:not([hidden])")
        assert "No answer came" in page.inner_text("[data-trouble]")
        page.context.set_offline(False)
        page.unroute("**/token/")
        page.reload()
        page.get_by_role("button", name="Make my token").click()
        page.wait_for_selector("[data-made]:not([hidden])")

    assert TokenIssue.objects.count() == 1
