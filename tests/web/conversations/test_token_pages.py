"""The pages of the checked tier: ask for a token signed in, show it signed out, vote with it."""

import pytest
from django.urls import reverse

from kenes.domain.conversations.models import TokenIssue, Vote, Voter
from kenes.web.conversations import floods
from kenes.web.conversations.tokens import SIGN_OUT_FIRST
from kenes.web.conversations.voices import COOKIE, seal_cookie
from tests.factories.conversations import (
    begun_token,
    checked_person,
    issued_token,
    many_issued,
    opened,
    prepared,
)
from tests.factories.recommendations import make_person
from tests.web.conversations.test_voting_pages import at, fields

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _fresh():
    for flood in floods.EVERY:
        flood.forget()


@pytest.fixture
def row():
    return opened(with_tokens=True)[0]


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Жетонымды жасау"), ("ru", "Создать мой жетон"), ("en", "Make my token")],
)
def test_somebody_checked_is_offered_a_token_and_without_script_the_reason_and_the_other_way(
    client_as, row, language, words
):
    page = client_as(checked_person()).get(at(row, "token", language))

    text = page.text
    assert words in text
    assert '<form method="post" hidden>' in text
    assert "data-unable hidden" not in text
    assert at(row, "vote", language) in text[text.index("data-unable") :]
    assert at(row, "with-token", language) not in text


def test_where_only_checked_people_are_admitted_no_other_way_is_offered(client_as):
    row, _secretary = opened(admits="checked")

    page = client_as(checked_person()).get(at(row, "token"))

    assert "Or take part without one" not in page.text


def test_a_blinded_token_is_signed_once_and_its_answer_comes_again(client_as, row):
    client, begun = client_as(checked_person()), begun_token(row)
    sent = {"blinded": begun.blinded.hex()}

    first = client.post(at(row, "token"), sent, headers=JSON)
    again = client.post(at(row, "token"), sent, headers=JSON)
    other = client.post(at(row, "token"), {"blinded": begun_token(row).blinded.hex()}, headers=JSON)

    assert begun.finish(bytes.fromhex(first.json()["signature"])).text().startswith("KT1.")
    assert again.json() == first.json()
    assert (other.status_code, other.json()["type"]) == (
        409,
        "urn:kenes:refusal:token_already_issued",
    )
    assert "You were issued your token already" in client.get(at(row, "token")).text


@pytest.mark.parametrize("blinded", ["", "zz", "abc", "ff" * 600, "00"])
def test_what_is_no_request_is_refused_and_counts_as_no_issue(client_as, row, blinded):
    answer = client_as(checked_person()).post(at(row, "token"), {"blinded": blinded}, headers=JSON)

    assert answer.status_code == 422
    assert not TokenIssue.objects.exists()


def test_who_was_not_checked_reads_why_and_asks_in_vain(client_as, row):
    client = client_as(make_person())

    page = client.get(at(row, "token"))
    answer = client.post(at(row, "token"), {"blinded": "00" * 256}, headers=JSON)

    assert "your identity was not checked here" in page.text
    assert "Make my token" not in page.text
    assert answer.json()["type"] == "urn:kenes:refusal:identity_not_checked"


def test_a_stranger_is_asked_to_sign_in_before_a_token(client, row):
    assert client.get(at(row, "token")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Жетонмен қатысу"), ("ru", "Участвовать с жетоном"), ("en", "Take part with a token")],
)
def test_a_token_is_shown_without_script_and_votes_from_then_on(client, row, language, words):
    letters = issued_token(row, checked_person())
    many_issued(row)

    page = client.get(at(row, "with-token", language))
    shown = client.post(at(row, "with-token", language), {"letters": letters})
    client.post(at(row), {**fields(client.get(at(row))), "vote": "1"})

    assert words in page.text
    assert (shown.status_code, shown.url) == (302, at(row, language=language))
    assert client.cookies[seal_cookie(row)]["httponly"]
    assert letters not in client.cookies[seal_cookie(row)].value
    assert COOKIE not in client.cookies
    assert Voter.objects.get().tier == "checked"
    assert "with a token, identity checked" in client.get(at(row, "own")).text


@pytest.mark.parametrize("page", ["token", "with-token"])
def test_where_no_tokens_are_used_the_page_says_so_first_and_leads_to_the_vote(client_as, page):
    row, secretary = opened()

    shown = client_as(secretary.person).get(at(row, page)).text

    assert "No tokens are used in this conversation." in shown
    assert f'href="{at(row)}"' in shown
    assert "Your browser makes a token" not in shown
    assert "your name and your token together" not in shown


def test_who_is_signed_in_is_asked_to_sign_out_before_showing_a_token(client_as, row):
    letters = issued_token(row, checked_person())
    many_issued(row)
    client = client_as(make_person())

    page = client.get(at(row, "with-token"))
    answer = client.post(at(row, "with-token"), {"letters": letters})

    assert SIGN_OUT_FIRST.code == "sign_out_first"
    assert "your name and your token together" in page.text
    assert reverse("account_logout") in page.text
    assert answer.status_code == 403
    assert seal_cookie(row) not in client.cookies


@pytest.mark.parametrize(
    ("letters", "words"),
    [("", "This field is required"), ("KT1.ABC", "missing or another"), ("x" * 3000, "2000")],
)
def test_what_is_no_token_is_said_beside_the_field(client, row, letters, words):
    many_issued(row)

    answer = client.post(at(row, "with-token"), {"letters": letters})

    assert answer.status_code == 422
    assert words in answer.text or "error" in answer.text
    assert seal_cookie(row) not in client.cookies


def test_a_token_is_taken_neither_too_early_nor_where_there_is_no_such_tier(client, row):
    plain, hidden = opened()[0], prepared(with_tokens=True)[0]
    letters = issued_token(row, checked_person())

    early = client.post(at(row, "with-token"), {"letters": letters})
    elsewhere = client.post(at(plain, "with-token"), {"letters": letters})

    assert "fewer than 30 were issued" in early.text
    assert (early.status_code, elsewhere.status_code) == (409, 409)
    assert client.get(at(hidden, "with-token")).status_code == 404


def test_a_forged_seal_votes_nowhere_and_is_thrown_away(client, row):
    card = fields(client.get(at(row)))
    client.cookies[seal_cookie(row)] = "A" * 72

    refused = client.post(at(row), {**card, "vote": "1"})
    client.get(at(row))

    assert refused.status_code == 422
    assert client.cookies[seal_cookie(row)].value == ""
    assert not Vote.objects.exists()


def test_a_flood_of_tokens_from_one_address_is_stopped(client, row, monkeypatch):
    many_issued(row)
    monkeypatch.setattr(floods.TOKENS, "many", 2)

    codes = [client.post(at(row, "with-token"), {"letters": "x"}).status_code for _ in range(3)]

    assert codes == [422, 422, 429]


def test_the_numbers_issued_and_shown_are_public_in_steps_of_ten(client, row):
    many_issued(row, 37)

    page = client.get(at(row, "with-token"))

    assert "Tokens issued: 30+" in page.text
    assert "Tokens shown: 0+" in page.text


def test_the_voting_page_leads_to_where_a_token_is_shown(client, row):
    plain = opened()[0]

    assert at(row, "with-token") in client.get(at(row)).text
    assert "with-token" not in client.get(at(plain)).text


def test_ones_own_data_name_the_conversation_and_nothing_of_the_votes(client_as, row):
    person = checked_person()
    issued_token(row, person)

    data = client_as(person).get(reverse("me:data")).json()

    assert [one["public_id"] for one in data["tokens_issued"]] == [str(row.public_id)]
