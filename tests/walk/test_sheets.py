"""Printed, each sheet says whose it is, under which number, where it stands, and which of how many."""

import re

import pytest

from kenes.domain.conversations.models import Result
from kenes.domain.norms.models import TableRow
from kenes.domain.recommendations.models import Answer
from kenes.domain.register.models import Entry
from tests.walk.sheets import sheets

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.timeout(1500)]
PRINTED = {
    "a recommendation with its answers": lambda: (
        f"recommendations/{Answer.objects.exclude(signed_at=None).latest('pk').address.recommendation.number}"
    ),
    "a bill": lambda: f"bills/{TableRow.objects.latest('pk').bill.public_id}",
    "a report": lambda: (
        f"conversations/{Result.objects.latest('pk').conversation.public_id}/results/report"
    ),
    "an entry": lambda: f"register/{Entry.objects.latest('pk').public_id}",
    "a receipt": lambda: f"register/{Entry.objects.latest('pk').public_id}/receipt",
}
ABOUT = "() => ({...document.documentElement.dataset})"


@pytest.fixture(scope="module")
def page(browser, demo_server):
    context = browser.new_context(base_url=demo_server.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", PRINTED)
def test_every_sheet_names_the_body_the_number_and_the_permanent_address(
    page, kind, language, settings
):
    settings.KENES_OPERATOR = "Ассоциация"

    page.goto(f"/{language}/{PRINTED[kind]()}/")
    about, found = page.evaluate(ABOUT), sheets(page.pdf(prefer_css_page_size=True))

    said = {key: re.sub(r"\s", "", about[key]) for key in ("body", "number", "address")}
    assert all(said.values())
    assert said["address"].startswith("http://localhost")
    for number, words in enumerate(found, start=1):
        begin = f"{said['body']}{said['number']}{number}/{len(found)}{said['address']}"
        assert words.startswith(begin), words[:200]
