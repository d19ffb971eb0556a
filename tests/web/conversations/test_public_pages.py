"""The list of conversations and one of them, as everybody reads them."""

import pytest

from tests.factories.conversations import SEEDS, make_bill, opened, prepared
from tests.factories.recommendations import make_body, make_mandate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, many, django_assert_num_queries):
    for _number in range(many):
        opened()
    prepared()

    with django_assert_num_queries(3):
        page = client.get("/en/conversations/")

    assert page.text.count("<h3>") == many


def test_an_empty_list_says_how_one_begins(client):
    assert "No conversation was opened yet" in client.get("/en/conversations/").text


@pytest.mark.parametrize(
    ("language", "column"), [("kk", 0), ("ru", 1), ("en", 0)], ids=["kk", "ru", "en"]
)
def test_a_conversation_is_read_in_the_readers_language(client, language, column):
    row, _secretary = opened(bill=make_bill())

    page = client.get(f"/{language}/conversations/{row.public_id}/")

    assert SEEDS[0][column] in page.text
    assert "/bills/" in page.text
    assert f"/{language}/conversations/{row.public_id}/vote/" in page.text


def test_one_being_prepared_is_not_there(client):
    row, _secretary = prepared()

    assert client.get(f"/kk/conversations/{row.public_id}/").status_code == 404


def test_statements_are_given_as_a_table_with_both_texts(client):
    row, _secretary = opened()

    data = b"".join(client.get(f"/ru/conversations/{row.public_id}/statements.csv")).decode()

    assert data.splitlines()[0].lstrip("\ufeff") == "number,kk,kk_state,ru,ru_state"
    assert f"1,{SEEDS[0][0]},author,{SEEDS[0][1]},author" in data


def test_a_host_prepares_changes_and_opens_by_the_desk(client):
    secretary = make_mandate(make_body())
    client.force_login(secretary.person)
    kk, ru = ("\n".join(pair[place] for pair in SEEDS) for place in (0, 1))
    sent = {
        "question_kk": "Сұрақ қандай?", "question_ru": "Какой вопрос?", "seeds_kk": kk,
        "seeds_ru": ru, "admits": "anybody", "moderation": "before", "closes_on": "2199-01-01",
    }  # fmt: skip

    uneven = client.post("/en/conversations/desk/prepare/", {**sent, "seeds_ru": "Один"})
    made = client.post("/en/conversations/desk/prepare/", sent)
    item = client.get(made.url)
    changed = client.post(f"{made.url}rewrite/", {**sent, "question_ru": "Другой вопрос?"})
    client.post(f"{made.url}open/", {})
    public = client.get(made.url.replace("desk/", ""))

    assert uneven.status_code == 422
    assert "there are 4 in Kazakh, 1 in Russian" in uneven.text
    assert (made.status_code, item.status_code, changed.status_code) == (302, 200, 302)
    assert "Другой вопрос?" in client.get(made.url).text
    assert public.status_code == 200


def test_the_desk_is_closed_to_everybody_else(client):
    row, _secretary = prepared()
    stranger = make_mandate(make_body())
    pages = ("desk/", "desk/open/", "desk/rewrite/", "desk/1/text/")

    signed_out = [client.get(f"/en/conversations/{row.public_id}/{one}") for one in pages]
    client.force_login(stranger.person)
    foreign = [client.get(f"/en/conversations/{row.public_id}/{one}") for one in pages]

    assert {one.status_code for one in signed_out} == {302}
    assert {one.status_code for one in foreign} == {404}


def test_a_host_corrects_a_text_of_a_statement(client):
    row, secretary = opened()
    client.force_login(secretary.person)
    page = f"/en/conversations/{row.public_id}/desk/1/text/"

    asked = client.get(page)
    done = client.post(page, {"language": "ru", "text": "Автобус ежедневно", "state": "checked"})
    unknown = client.get(page.replace("/1/", "/99/"))

    assert SEEDS[0][1] in asked.text
    assert (done.status_code, unknown.status_code) == (302, 404)
    shown = client.get(f"/ru/conversations/{row.public_id}/").text
    assert "Автобус ежедневно" in shown
    assert "проверенный перевод" in shown or "Подлинник: казахский" in shown
