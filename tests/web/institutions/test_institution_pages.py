from datetime import date
from uuid import uuid4

import pytest

from kenes.domain.institutions import actions
from tests.factories import NOW
from tests.factories.institutions import (
    Kind,
    Role,
    make_body,
    make_host,
    make_institution,
    make_mandate,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_an_empty_server_says_so(client, language):
    response = client.get(f"/{language}/institutions/")

    assert response.status_code == 200
    assert 'class="empty"' in response.text


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_costs_two_queries_at_any_length(client, django_assert_num_queries, count):
    for _ in range(count):
        make_institution(name_ru="Министерство")

    with django_assert_num_queries(2):
        response = client.get("/ru/institutions/?q=министерство")

    assert f"Найдено учреждений: {count}" in response.text


def test_the_list_is_filtered_by_words_of_any_case_and_by_kind(client):
    make_institution(name_ru="Министерство труда")
    make_institution(Kind.PARTY, name_ru="Партия труда")

    text = client.get("/ru/institutions/?q=ТРУДА&kind=party").text

    assert "Партия труда" in text
    assert "Министерство труда" not in text


@pytest.mark.parametrize("query", ["q=%00%27--&kind=xx", "page=zz", "q=" + "x" * 5000])
def test_odd_conditions_do_no_harm(client, query):
    assert client.get(f"/kk/institutions/?{query}").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_names_successors_seats_and_offices_but_nobody(client, language):
    admin = make_host()
    body, heir = make_body(name_ru="Прежнее"), make_body()
    seat = make_seat(body)
    person = make_person(full_name="Canary Person")
    offices = {"office_kk": "төраға орынбасары", "office_ru": "зампредседателя"}
    make_mandate(Role.MEMBER, body, person, seat=seat, **offices)
    make_mandate(Role.SECRETARY, body)
    acting = {"by": admin.person, "mandate": admin, "now": NOW}
    names = {"name_kk": "Жаңа", "name_ru": "Новое", "name_en": "New"}
    actions.rename_institution(
        institution=body, valid_from=date(2026, 1, 1), grounds="Decree 5", **names, **acting
    )
    actions.succeed(
        predecessor=body, successor=heir, on=date(2027, 1, 1), grounds="Decree 6", **acting
    )

    response = client.get(f"/{language}/institutions/{body.public_id}/")

    assert response.status_code == 200
    for said in ("Decree 5", "Decree 6", {"kk": "Жаңа", "ru": "Новое", "en": "New"}[language]):
        assert said in response.text
    assert {"ru": "зампредседателя"}.get(language, "төраға орынбасары") in response.text
    assert "Canary" not in response.text
    assert person.email not in response.text


def test_the_page_of_an_ended_institution_says_so(client):
    admin, office = make_host(), make_institution()
    actions.end_institution(
        institution=office,
        last_on=date(2024, 5, 1),
        grounds="Decree",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )

    text = client.get(f"/ru/institutions/{office.public_id}/").text

    assert "Последний день: 1 мая 2024" in text.replace("\xa0", " ")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_costs_the_same_with_any_number_of_parts(client, django_assert_num_queries, count):
    body = make_body()
    for _ in range(count):
        make_institution(parent=body)
        make_mandate(Role.MEMBER, body, seat=make_seat(body))

    client.get(f"/ru/institutions/{body.public_id}/?warm")

    with django_assert_num_queries(12):
        client.get(f"/ru/institutions/{body.public_id}/")


def _ruled_body():
    """A body with rules of its own, a seat held to a day, and a secretary."""
    admin, body = make_host(), make_body(name_kk="Кеңес", name_ru="Совет", name_en="Council")
    facts = actions.ProcedureFacts(appeal_working_days=12, source="Regulation 7")
    actions.set_procedure(
        body=body, facts=facts, valid_from=NOW.date(), by=admin.person, mandate=admin, now=NOW
    )
    make_mandate(
        Role.MEMBER, body, make_person(full_name="Canary Person"), seat=make_seat(body),
        valid_to=date(2026, 12, 31),
    )  # fmt: skip
    make_mandate(Role.OBSERVER, body)
    return body


def test_a_body_shows_its_own_rules_and_when_terms_end(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    body = _ruled_body()

    body_page = client.get(f"/ru/institutions/{body.public_id}/").text.replace("\xa0", " ")
    office_page = client.get(f"/ru/institutions/{make_institution().public_id}/").text

    assert "Regulation 7" in body_page
    assert "<dd>12</dd>" in body_page
    assert "31.12.2026" in body_page
    assert "Regulation 7" not in office_page


def test_an_institution_is_given_as_an_organisation_that_programs_read(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    body = _ruled_body()
    address = f"/en/institutions/{body.public_id}/data.json"

    answer = client.get(address)
    kept = client.get(address)
    facts = answer.json()

    assert kept["Content-Type"] == answer["Content-Type"] == "application/json"
    assert (facts["type"], facts["classification"]) == ("Organization", "body")
    assert (facts["name_kk"], facts["name_ru"], facts["name_en"]) == ("Кеңес", "Совет", "Council")
    assert facts["rules"]["appeal_working_days"] == 12
    assert facts["seats"][0]["held_by"]["valid_to"] == "2026-12-31"
    assert [post["role"] for post in facts["posts"]] == ["observer"]
    assert "Canary" not in answer.text
    assert (
        client.get(f"/en/institutions/{make_institution().public_id}/data.json").json()["rules"]
        is None
    )


@pytest.mark.parametrize("rest", ["", "data.json"])
def test_an_unknown_institution_is_not_found(client, rest):
    assert client.get(f"/ru/institutions/{uuid4()}/{rest}").status_code == 404


def test_a_server_without_institutions_asks_nobody_to_shorten_words(client):
    page = client.get("/ru/institutions/").text.replace("\xa0", " ")

    assert "Ни одного учреждения ещё не внесено" in page
    assert "Сократите" not in page
