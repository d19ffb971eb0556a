"""Later steps of the ladder on the record, at the desks of both bodies and at the author's."""

from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kenes.domain.recommendations.actions import ladder
from kenes.domain.recommendations.models import DemandLetter, PublicQuestion
from kenes.web.body.questions import NO_QUESTION
from tests.factories.answers import TODAY, days_later, deliver, sent

pytestmark = pytest.mark.django_db
DAYS = 80
NOW = days_later(DAYS)
LETTER = {"number": "5-1/9", "sent_on": "2027-01-28", "text": "Просим ответить.", "language": "ru"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    cache.clear()


@pytest.fixture
def case():
    return sent()


def who(case, days):
    secretary = {"by": case.secretary.person, "mandate": case.secretary}
    return {"address_id": case.address.public_id, "now": days_later(days), **secretary}


def climb(case, steps=3, *, is_answered=False):
    """Take so many steps, twelve days apart, the first 40 days after the asking."""
    if steps:
        on = TODAY + timedelta(40)
        letter = ladder.LetterFacts(
            number="5-1/9", sent_on=on, language="ru", text="Требуем ответа"
        )
        ladder.send_demand(letter=letter, **who(case, 40))
    if steps > 1:
        put = ladder.put_question(text="Когда ответите?", language="ru", **who(case, 52))
        if is_answered:
            ladder.answer_question(
                question_id=put.public_id, text="К весне", language="ru",
                by=case.signatory.person, mandate=case.signatory, now=days_later(60),
            )  # fmt: skip
    if steps > 2:
        ladder.ask_for_agenda(
            document="Поручение", document_number="7", decided_on=TODAY + timedelta(64),
            session_on=None, **who(case, 64),
        )  # fmt: skip


def record(client, case, rest="", language="ru"):
    page = client.get(f"/{language}/recommendations/{case.recommendation.number}/{rest}")
    return page.text.replace("\xa0", " ")


def test_before_any_step_the_record_names_the_first_and_law_only_where_it_runs(client, case):
    silent = record(client, case)
    deliver(case, on=TODAY)
    cache.clear()
    overdue = record(client, case)

    assert "<strong>Следующий шаг.</strong> Можно направить письмо с требованием." in silent
    assert "<strong>Следующий законный шаг.</strong>" in overdue
    assert "Можно направить письмо с требованием." in overdue


def test_the_record_tells_each_step_and_that_no_answer_came(client, case):
    climb(case, 2)

    page = record(client, case)

    assert "Письмо с требованием направлено: 19 декабря 2026 г." in page
    assert "Ответа на вопрос нет; дней: 28." in page
    assert "Повестка дня совета открыта с: 10 января 2027 г." in page
    assert "Направлено письмо с требованием. № 5-1/9, 19 декабря 2026 г. Отправитель:" in page
    assert "Требуем ответа" in page
    assert "Задан публичный вопрос." in page
    assert "Когда ответите?" in page


def test_the_bodys_own_answer_and_the_agenda_stand_there_too(client, case):
    climb(case, is_answered=True)

    page, data = record(client, case), client.get(
        f"/ru/recommendations/{case.recommendation.number}/data.json"
    ).json()["addressees"][0]  # fmt: skip

    assert "Орган ответил на вопрос: 8 января 2027 г." in page
    assert "К весне" in page
    assert "Внесено в повестку дня совета: 12 января 2027 г." in page
    assert "На следующем заседании. Кто должен ответ или доказательство:" in page
    assert "Решение: № 7, 12 января 2027 г." in page
    assert (data["demanded_on"], data["agenda_asked_on"]) == ("2026-12-19", "2027-01-12")
    assert data["question_answered_on"] == "2027-01-08"


@pytest.mark.parametrize("language", ["kk", "en"])
def test_every_step_is_said_in_the_other_languages(client, case, language):
    climb(case, is_answered=True)

    page = record(client, case, language=language)

    said = {"kk": "Талап хаты жіберілді.", "en": "A demand letter was sent."}[language]
    assert said in page


def queries_of(client, case):
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as seen:
        record(client, case)
    return len(seen)


def test_the_steps_cost_the_record_no_query(client, case):
    record(client, case)
    before = queries_of(client, case)
    climb(case, is_answered=True)

    assert queries_of(client, case) == before


def press(client, person, url, **fields):
    client.force_login(person)
    return client.post(url, fields)


def test_the_secretary_takes_each_step_at_the_desk(client, case):
    desk = f"/ru/desk/{case.recommendation.public_id}"
    to = {"address": str(case.address.public_id)}
    by = case.secretary.person
    client.force_login(by)

    closed = client.get(f"{desk}/").text
    early = press(client, by, f"{desk}/question/", text="Когда?", language="ru", **to)
    sent_ = press(client, by, f"{desk}/demand/", **LETTER, **to)
    empty = press(client, by, f"{desk}/demand/", **{**LETTER, "text": ""}, **to)

    assert "Записать письмо" in closed
    assert "письмо с требованием этому органу не записано" in closed.replace("\xa0", " ")
    assert (early.status_code, sent_.status_code, empty.status_code) == (409, 302, 422)
    assert DemandLetter.objects.get().number == "5-1/9"


def test_the_secretary_puts_the_question_and_the_agenda_item(client, case):
    climb(case, 1)
    desk = f"/ru/desk/{case.recommendation.public_id}"
    to = {"address": str(case.address.public_id)}
    by = case.secretary.person

    asked = press(client, by, f"{desk}/question/", text="Когда?", language="ru", **to)
    PublicQuestion.objects.update(asked_on=TODAY + timedelta(60))
    case.recommendation.addresses.update(questioned_on=TODAY + timedelta(60))
    day = {"decided_on": "2027-01-20", "session_on": ""}
    agenda = press(
        client, by, f"{desk}/agenda/", document="Приказ", document_number="", **day, **to
    )

    assert (asked.status_code, agenda.status_code) == (302, 302)
    assert case.address.agenda_asked_on == TODAY + timedelta(DAYS)


def test_a_body_that_owes_nothing_is_not_offered(client, case):
    client.force_login(case.secretary.person)
    strange = press(
        client, case.secretary.person, f"/ru/desk/{case.recommendation.public_id}/demand/",
        **LETTER, address=str(case.recommendation.public_id),
    )  # fmt: skip

    assert strange.status_code == 422
    assert not DemandLetter.objects.exists()


def test_the_author_takes_both_steps_on_the_own_page(client, case):
    own = f"/ru/file/{case.recommendation.public_id}/own"
    to = {"address": str(case.address.public_id)}

    sent_ = press(client, case.author, f"{own}/demand/", **{**LETTER, "number": ""}, **to)
    early = press(client, case.author, f"{own}/question/", text="Когда?", language="ru", **to)

    assert (sent_.status_code, early.status_code) == (302, 409)
    assert DemandLetter.objects.get().sender is None


def test_the_body_answers_at_its_desk_and_sees_the_question_above_the_field(client, case):
    url = f"/ru/body/{case.address.public_id}/question/"
    client.force_login(case.signatory.person)
    none = client.get(url).text
    nothing = client.post(url, {"text": "К весне", "language": "ru"})
    climb(case, 2)

    form = client.get(url).text
    done = client.post(url, {"text": "К весне", "language": "ru"})

    assert NO_QUESTION.code == "no_question"
    assert "нет публичного вопроса" in none
    assert nothing.status_code == 404
    assert "Вопрос: Когда ответите?" in form.replace("\xa0", " ")
    assert done.status_code == 302
    assert PublicQuestion.objects.get().answer == "К весне"
