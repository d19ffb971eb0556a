"""A citizen on a phone, without an account, files in three questions and follows to the end."""

import re

import pytest
from django.utils import timezone

from kenes.domain.recommendations.models import Address
from tests.journeys.clean import Reader, expect_clean
from tests.journeys.stories import BEFORE, PROBLEM, TITLE, Offices, make_offices, promise
from tests.journeys.words import said

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
MEASURE = "Он шам орнату"


@pytest.fixture
def width() -> int:
    return 390


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def javascript(request) -> bool:
    return request.param


def test_from_three_questions_to_the_grade_of_the_answer(reader_of, javascript):
    offices = make_offices()
    code = files(reader_of(javascript=javascript), offices)
    admits_and_sends(reader_of(offices.secretary.person), offices)
    promise(offices, Address.objects.get(), MEASURE, timezone.now())
    follows_to_the_end(reader_of(javascript=javascript), code)


def files(reader: Reader, offices: Offices) -> str:
    language, council = reader.language, offices.secretary.institution
    reader.go(f"/{language}/file/")
    expect_clean(reader)
    name = council.name_kk if language == "kk" else council.name_ru
    reader.page.get_by_role("radio", name=name, exact=True).check()
    reader.fill(said(language, "What is wrong?"), PROBLEM)
    reader.press(said(language, "Keep and go on"))
    expect_clean(reader)
    reader.fill(said(language, "What should be done?"), BEFORE)
    reader.fill(said(language, "A title"), TITLE)
    reader.fill(said(language, "Who should do it?"), "Құрылыс министрлігі")
    reader.press(said(language, "Keep and go on"))
    expect_clean(reader)
    reader.press(said(language, "Keep and go on"))
    expect_clean(reader)
    assert BEFORE in reader.main().inner_text()
    reader.press(said(language, "File it"))
    expect_clean(reader)
    assert reader.page.get_by_role(
        "img", name=said(language, "QR code of the address that opens your text")
    ).is_visible()
    return re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", reader.main().inner_text()).group()


def admits_and_sends(reader: Reader, offices: Offices) -> None:
    language = reader.language
    reader.go(f"/{language}/desk/")
    expect_clean(reader)
    reader.follow(TITLE, exact=False)
    expect_clean(reader)
    reader.follow(said(language, "Admit"))
    expect_clean(reader)
    reader.press(said(language, "Admit"))
    expect_clean(reader)
    reader.follow(said(language, "Send to bodies"))
    name = offices.ministry.name_kk if language == "kk" else offices.ministry.name_ru
    expect_clean(reader)
    reader.page.get_by_role("search").get_by_role("textbox").fill(name)
    reader.press(said(language, "Find"))
    expect_clean(reader)
    reader.page.get_by_role("radio", name=name).check()
    reader.page.get_by_role("group", name=said(language, "Why and in which term")).get_by_role(
        "radio"
    ).first.check()
    reader.press(said(language, "Send to bodies"))
    expect_clean(reader)


def follows_to_the_end(reader: Reader, code: str) -> None:
    language = reader.language
    reader.go(f"/{language}/file/code/")
    expect_clean(reader)
    reader.fill(said(language, "Code from your receipt"), code.lower().replace("-", " "))
    reader.press(said(language, "Open"))
    expect_clean(reader)
    assert "Жарық орнатылады." in reader.main().inner_text()
    reader.follow(said(language, "Grade the answer"))
    expect_clean(reader)
    reader.page.get_by_role("radio").nth(2).check()
    reader.fill(said(language, "Why this grade?"), "Мерзімі айтылмаған.")
    reader.press(said(language, "Grade the answer"))
    expect_clean(reader)
    reader.follow(said(language, "The public page"))
    expect_clean(reader)
    assert MEASURE in reader.main().inner_text()
    assert "Мерзімі айтылмаған." in reader.main().inner_text()
