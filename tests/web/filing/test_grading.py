"""The author grades an answer and says what became of it: by account, by code, and nobody else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kenes.domain.institutions.models import Procedure
from kenes.domain.recommendations.models import AnswerGrade, Assessment
from tests.factories import answers as make
from tests.factories.files import PDF
from tests.factories.institutions import BEGAN_ON, make_person
from tests.factories.recommendations import file

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>'\"; DROP TABLE x; \u202e\u200b{{ 7|add:7 }}"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def case(client):
    case = make.delivered()
    client.force_login(case.author)
    return case


def page_of(case, act=""):
    return f"/ru/file/{case.recommendation.public_id}/own/{act}"


def words_of(response):
    return response.text.replace("\xa0", " ")


def key_of(response):
    return re.search(r'name="key" value="([^"]+)"', response.text).group(1)


def grade(client, case, answer, **fields):
    key = key_of(client.get(page_of(case, "grade/")))
    words = {"value": "D", "grounds": "Не о том.", "language": "ru"}
    sent = {"key": key, "answer": str(answer.public_id)} | words | fields
    return client.post(page_of(case, "grade/"), sent)


def assess(client, case, **fields):
    key = key_of(client.get(page_of(case, "assess/")))
    words = {
        "value": "limited", "grounds": "Сделано две улицы из десяти.", "language": "ru",
        "period_from": "2026-11-01", "period_to": "2026-11-09", "link": "https://example.kz/1",
    }  # fmt: skip
    return client.post(page_of(case, "assess/"), {"key": key} | words | fields)


def test_the_author_grades_a_signed_position_and_reads_it_on_the_own_page(client, case):
    answer = make.answer(case)

    graded = grade(client, case, answer)
    own = client.get(page_of(case))

    assert graded.status_code == 302
    assert AnswerGrade.objects.get().value == "D"
    assert "Не о том." in words_of(own)


def test_an_answer_is_graded_once_and_a_second_press_is_no_second_grade(client, case):
    answer = make.answer(case)
    key = key_of(client.get(page_of(case, "grade/")))
    sent = {
        "key": key, "answer": str(answer.public_id), "value": "B",
        "grounds": "В целом да.", "language": "ru",
    }  # fmt: skip

    pressed = [client.post(page_of(case, "grade/"), sent).status_code for _ in range(2)]
    again = grade(client, case, answer, value="E")

    assert pressed == [302, 302]
    assert again.status_code == 409
    assert [row.value for row in AnswerGrade.objects.all()] == ["B"]


def test_nothing_is_graded_before_an_answer_is_signed(client, case):
    answer = make.draft(case)

    own, tried = client.get(page_of(case)), grade(client, case, answer)

    assert 'aria-describedby="grade-why"' in own.text
    assert tried.status_code == 422
    assert not AnswerGrade.objects.exists()


def test_where_the_rules_of_the_body_allow_no_grades_the_button_says_so(client, case):
    answer = make.answer(case)
    Procedure.objects.create(
        body=case.recommendation.body, valid_from=BEGAN_ON, grades_on=False
    )  # fmt: skip

    own, tried = client.get(page_of(case)), grade(client, case, answer)

    assert "Ответы здесь не оценивают" in words_of(own)
    assert tried.status_code == 403
    assert not AnswerGrade.objects.exists()


@pytest.mark.parametrize("act", ["grade/", "assess/"])
def test_somebody_else_is_asked_for_the_code(client, case, act):
    make.answer(case)
    client.force_login(make_person())

    response = client.get(page_of(case, act))

    assert response.status_code == 302
    assert response.url == "/ru/file/code/"


def test_a_grade_without_value_or_grounds_is_asked_for_them(client, case):
    page = grade(client, case, make.answer(case), value="", grounds="")

    assert page.status_code == 422
    assert "id_value_error" in page.text
    assert "id_grounds_error" in page.text


def test_the_author_assesses_with_a_link_and_again_later(client, case):
    first = assess(client, case)
    second = assess(client, case, value="complete", grounds="Сделаны все улицы.")

    assert (first.status_code, second.status_code) == (302, 302)
    rows = Assessment.objects.order_by("pk")
    assert [(row.value, row.side, row.is_author) for row in rows] == [
        ("limited", "civil", True), ("complete", "civil", True),
    ]  # fmt: skip
    assert rows[0].evidence.get().link == "https://example.kz/1"


def test_a_second_press_assesses_once(client, case):
    key = key_of(client.get(page_of(case, "assess/")))

    pressed = [assess(client, case, key=key).status_code for _ in range(2)]

    assert pressed == [302, 302]
    assert Assessment.objects.count() == 1


def test_a_file_is_evidence_and_a_false_one_is_refused_at_its_field(client, case):
    good = SimpleUploadedFile("akt.pdf", PDF)
    false = SimpleUploadedFile("akt.pdf", b"MZ\x90\x00 not a document")

    refused = assess(client, case, link="", file=false)
    kept = assess(client, case, link="", file=good)

    assert refused.status_code == 422
    assert "id_file_error" in refused.text
    assert kept.status_code == 302
    assert Assessment.objects.get().evidence.get().file is not None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"link": ""}, 422),
        ({"period_to": "2027-01-01"}, 422),
        ({"period_from": "2026-11-09", "period_to": "2026-11-01"}, 422),
        ({"link": "javascript:alert(1)"}, 422),
        ({"value": "splendid"}, 422),
    ],
)
def test_an_assessment_that_cannot_stand_is_refused_with_its_reason(client, case, fields, status):
    page = assess(client, case, **fields)

    assert page.status_code == status
    assert "Сделано две улицы из десяти." in page.text
    assert not Assessment.objects.exists()


def test_a_text_that_was_not_sent_is_not_assessed(client):
    case = make.make_case()
    client.force_login(case.author)

    assert assess(client, case).status_code == 409


def test_whoever_holds_the_code_assesses_without_an_account(client):
    started = file()
    client.cookies["kenes_author"] = started.code

    own = client.get(f"/ru/file/{started.recommendation.public_id}/own/assess/")

    assert own.status_code == 200
    assert 'aria-disabled="true"' in own.text


def test_hostile_words_of_a_grade_are_shown_as_text(client, case):
    grade(client, case, make.answer(case), grounds=HOSTILE)

    own = client.get(page_of(case))

    assert "<script>alert" not in own.text
    assert "{{ 7|add:7 }}" in own.text
