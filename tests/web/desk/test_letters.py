"""The letter that demands execution: what is owed, said as far as the record bears it."""

import io
from datetime import timedelta

import docx
import pytest

from kenes.domain.institutions.models import Procedure
from kenes.domain.recommendations.actions import execution
from kenes.domain.recommendations.actions.execution import Names
from kenes.domain.recommendations.actions.ladder import prepare_letters
from kenes.domain.recommendations.models import DemandLetter, WaitingLetter
from kenes.domain.recommendations.queries.demands import letter_to, owing
from tests.factories import NOW
from tests.factories.answers import TODAY, answer, deliver, delivered, make_case, send, sent
from tests.factories.institutions import Role, make_institution, make_mandate

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=45)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(LATER, tick=False)


def _letter(case, now=LATER, language="ru"):
    return letter_to(case.ministry, case.recommendation.body, language, now)


def _promised():
    case = delivered()
    answer(case, position="accepted", reason="")
    execution.set_measure(
        address_id=case.address.public_id, title=Names(ru="Лампы"), due_on=TODAY + timedelta(10),
        by=case.signatory.person, mandate=case.signatory, now=NOW,
    )  # fmt: skip
    return case


def test_overdue_is_said_with_the_law_only_where_the_delivery_is_on_record():
    late, silent = delivered(), sent()

    (owed,) = _letter(late).overdue
    unsaid = _letter(silent)

    assert (owed.number, owed.since, owed.incoming_number) == (
        late.recommendation.number, TODAY, "17-1/204",
    )  # fmt: skip
    assert owed.due_on == late.address.due_on
    assert owed.days > 0
    assert late.address.rule.article in owed.by
    assert unsaid.overdue == []
    assert [(one.since, one.days, one.by) for one in unsaid.silent] == [(TODAY, 45, "")]


def test_who_was_asked_a_few_days_ago_is_not_dunned():
    case = sent()

    assert _letter(case, NOW + timedelta(29)).count == 0
    assert _letter(case, NOW + timedelta(30)).count == 1


def test_a_promise_without_anything_shown_and_evidence_that_did_not_come_are_owed():
    promised, said_done = _promised(), delivered()
    answer(said_done, position="said_already_done", evidence_due_on=TODAY + timedelta(5))

    (measure,) = _letter(promised).measures
    (evidence,) = _letter(said_done).evidence

    assert (measure.by, measure.due_on) == ("Лампы", TODAY + timedelta(10))
    assert evidence.due_on == TODAY + timedelta(5)
    assert _letter(promised, NOW).count == 0


def test_those_who_owe_are_counted_and_an_answer_owes_nothing():
    case, other = make_case(), make_institution()
    send(case, case.ministry, other)
    deliver(case)
    done = delivered()
    answer(done)

    assert owing(case.recommendation.body, LATER) == [(case.ministry, 1), (other, 1)]
    assert owing(done.recommendation.body, LATER) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "Орындауды талап ету"), ("ru", "Требование об исполнении"), ("en", "Demand for")],
)
def test_the_secretary_finds_prints_and_saves_the_letter(client, language, said):
    case = delivered()
    office = f"?office={case.recommendation.body.public_id}"
    client.force_login(case.secretary.person)

    listed = client.get(f"/{language}/desk/letters/{office}")
    page = client.get(listed.context["rows"][0].url)
    saved = client.get(page.context["docx"])
    made = docx.Document(io.BytesIO(saved.content))

    assert said in page.text
    assert case.recommendation.number in page.text
    assert "data-print" in page.text
    assert made.paragraphs[0].text.startswith(said)
    assert f"/r/{case.recommendation.number}" in made.tables[0].rows[1].cells[0].text
    assert "17-1/204" in made.tables[0].rows[1].cells[2].text


def test_a_title_stands_in_the_language_of_the_letter_else_in_its_own():
    case = delivered()

    (kk,) = _letter(case, language="kk").overdue
    (en,) = _letter(case, language="en").overdue

    assert kk.title_language == en.title_language == case.recommendation.original_language


def test_where_nothing_is_owed_both_pages_say_so(client):
    case = make_case()
    client.force_login(case.secretary.person)

    assert 'class="empty"' in client.get("/ru/desk/letters/").text
    page = client.get(f"/ru/desk/letters/{case.ministry.public_id}/")
    assert "не числится" in page.text


def test_letters_are_for_the_secretariat_and_of_its_own_body_alone(client):
    case = delivered()
    stranger = make_mandate(Role.SECRETARY)
    address = f"/ru/desk/letters/{case.ministry.public_id}/"

    client.force_login(case.focal.person)
    assert client.get("/ru/desk/letters/").status_code == 403
    assert client.get(address).status_code == 404
    client.force_login(stranger.person)
    assert client.get(f"{address}?office={case.recommendation.body.public_id}").status_code == 404
    assert client.get(f"{address}letter.docx").status_code == 200
    assert case.recommendation.number not in client.get(address).text


def test_the_letter_of_the_period_waits_on_the_desk_and_is_recorded_there(client):
    case = sent()
    body = case.recommendation.body
    Procedure.objects.create(body=body, demand_months=3, valid_from=TODAY)
    prepare_letters(LATER)
    client.force_login(case.secretary.person)
    listed = client.get("/ru/desk/letters/")
    page = client.get(listed.context["rows"][0].url)
    form = f"/ru/desk/letters/{WaitingLetter.objects.get().public_id}/sent/"
    fields = {"sent_on": LATER.date(), "text": "Просим ответить.", "language": "ru"}

    refused = client.post(form, fields | {"number": ""})
    done = client.post(form, fields | {"number": "5-4/1"})

    assert "ждёт отправки" in listed.text
    assert form in page.text
    assert refused.status_code == 422
    assert done.url == f"/ru/desk/letters/?office={body.public_id}"
    assert DemandLetter.objects.get().number == "5-4/1"
    assert "ждёт отправки" not in client.get("/ru/desk/letters/").text
    record = client.get(f"/ru/recommendations/{case.recommendation.number}/")
    assert "5-4/1" in record.text
