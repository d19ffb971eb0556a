"""A journalist goes from a figure on the home page to the records and the proof behind it."""

import hashlib
import re

import pytest
from django.utils import timezone

from tests.journeys.clean import Reader, expect_clean
from tests.journeys.stories import TITLE, overdue_case
from tests.journeys.words import said

pytestmark = pytest.mark.browser
LATE = "have no answer within the term that the law sets"


def late_figure(reader: Reader):
    row = reader.page.locator("dl > div").filter(has_text=said(reader.language, LATE))
    return row.get_by_role("link")


def test_from_a_figure_to_the_proof_behind_it(reader_of):
    case = overdue_case(timezone.now())
    reader = reader_of()
    number = case.recommendation.number

    reader.go(f"/{reader.language}/")
    expect_clean(reader)
    figure = late_figure(reader)
    assert figure.inner_text() == "1"

    figure.click()
    assert "/recommendations/" in reader.page.url
    expect_clean(reader)
    rows = reader.main().get_by_role("link").filter(has_text=TITLE)
    assert rows.count() == 1

    rows.click()
    assert reader.path() == f"/{reader.language}/recommendations/{number}/"
    reads_the_clock(reader)
    reads_what_changed(reader)
    checks_an_entry(reader)


def reads_the_clock(reader: Reader) -> None:
    expect_clean(reader)
    reader.page.get_by_text(said(reader.language, "How was the date computed?")).first.click()
    steps = reader.page.get_by_role("group").filter(
        has_text=said(reader.language, "How was the date computed?")
    )
    assert steps.get_by_role("listitem").count() >= 2
    assert steps.get_by_role("listitem").first.is_visible()
    expect_clean(reader)


def reads_what_changed(reader: Reader) -> None:
    here = reader.page.url
    reader.page.get_by_role(
        "link", name=said(reader.language, "Versions and what changed:")
    ).click()
    expect_clean(reader)
    assert reader.page.get_by_role("deletion").filter(has_text="бес").first.is_visible()
    assert reader.page.get_by_role("insertion").filter(has_text="он").first.is_visible()
    reader.page.goto(here)


def checks_an_entry(reader: Reader) -> None:
    reader.page.get_by_role("link", name=said(reader.language, "on the register")).first.click()
    expect_clean(reader)
    salt = reader.page.get_by_label(said(reader.language, "Salt"), exact=True).inner_text()
    content = reader.page.get_by_label(said(reader.language, "Content"), exact=True).inner_text()
    row = reader.page.locator("dl > div").filter(
        has_text=said(reader.language, "Digest of the content")
    )
    shown = re.sub(r"\s", "", row.get_by_role("definition").inner_text())
    assert hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest() == shown
