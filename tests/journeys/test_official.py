"""A frightened official answers, looks at it as the public will, and somebody else signs."""

import pytest
from django.utils import timezone

from kenes.domain.recommendations.actions import addressing, admission, filing
from kenes.domain.recommendations.models import Address
from tests.journeys.clean import Reader, expect_clean
from tests.journeys.stories import BEFORE, NAME, PROBLEM, TITLE, Offices, make_offices
from tests.journeys.words import said

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
ANSWER = "Биыл бес шам орнатылады."
REMARK = "Сомасын тексеріңіз."


def asked(offices: Offices) -> str:
    """File, admit and send one text; return its number."""
    now = timezone.now()
    secretary = offices.secretary
    started = filing.file_at_once(
        by=None, body=secretary.institution, language="kk", title=TITLE, problem=PROBLEM,
        demand=BEFORE, wished_addressee="Министрлік", now=now,
    )  # fmt: skip
    facts = {"by": secretary.person, "mandate": secretary, "now": now}
    row = started.recommendation
    admission.admit(public_id=row.public_id, **facts)
    to = [addressing.AddresseeFacts(institution=offices.ministry, role="lead")]
    addressing.send(public_id=row.public_id, to=to, **facts)
    return str(row.number)


def test_from_the_days_left_to_a_signed_answer_without_names(reader_of):
    offices = make_offices()
    number = asked(offices)
    official, superior = reader_of(offices.focal.person), reader_of(offices.signatory.person)

    sees_the_days_left(official)
    drafts(official)
    hands_in(official)
    sends_back(superior)
    reads_the_remark(official)
    hands_in(official)
    signs(superior)

    reads_in_public(reader_of(), number, offices)


def item(reader: Reader) -> None:
    reader.go(f"/{reader.language}/body/{Address.objects.get().public_id}/")


def sees_the_days_left(reader: Reader) -> None:
    language = reader.language
    reader.go(f"/{language}/body/")
    expect_clean(reader)
    reader.follow(TITLE, exact=False)
    expect_clean(reader)
    reader.follow(said(language, "Register the delivery"))
    reader.fill(said(language, "Incoming number"), "17-1/204")
    expect_clean(reader)
    reader.press(said(language, "Register the delivery"))
    expect_clean(reader)
    reader.page.get_by_text(said(language, "How was the date computed?")).click()
    expect_clean(reader)


def drafts(reader: Reader) -> None:
    language = reader.language
    reader.go(f"/{language}/body/{Address.objects.get().public_id}/draft/position/")
    expect_clean(reader)
    reader.page.get_by_role("radio", name=said_position(language), exact=True).check()
    reader.fill(said(language, "Text of the answer"), ANSWER)
    reader.press(said(language, "Keep and look at it as the public will"))
    expect_clean(reader)
    assert ANSWER in reader.main().inner_text()
    assert NAME not in reader.page.content()


def said_position(language: str) -> str:
    return said(language, "Accepted", context="position")


def hands_in(reader: Reader) -> None:
    item(reader)
    reader.follow(said(reader.language, "Hand in for signature"))
    expect_clean(reader)
    reader.press(said(reader.language, "Hand in for signature"))
    expect_clean(reader)


def sends_back(reader: Reader) -> None:
    item(reader)
    expect_clean(reader)
    reader.follow(said(reader.language, "Send back with a remark"))
    reader.fill(said(reader.language, "Remark"), REMARK)
    expect_clean(reader)
    reader.press(said(reader.language, "Send back with a remark"))
    expect_clean(reader)


def reads_the_remark(reader: Reader) -> None:
    item(reader)
    assert REMARK in reader.main().inner_text()


def signs(reader: Reader) -> None:
    item(reader)
    reader.follow(said(reader.language, "Sign the answer"))
    expect_clean(reader)
    reader.press(said(reader.language, "Sign the answer"))
    expect_clean(reader)


def reads_in_public(reader: Reader, number: str, offices: Offices) -> None:
    reader.go(f"/{reader.language}/recommendations/{number}/")
    expect_clean(reader)
    page = reader.page.content()
    assert ANSWER in page
    assert "Вице-министр" in page
    for private in (NAME, offices.signatory.person.full_name, REMARK, offices.focal.person.email):
        assert private not in page
