"""Vote card by card, without script and with it; what one said; whoever comes with what."""

import re
from datetime import date

import pytest
from django.core.cache import cache

from kenes.domain.accounts.support_keys import make_key
from kenes.domain.conversations.models import Statement, Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.web.conversations import floods
from kenes.web.conversations.voices import COOKIE
from kenes.web.shared.support_cookie import COOKIE as KEY_COOKIE
from tests.factories.conversations import opened, prepared

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    for flood in floods.EVERY:
        flood.forget()


def at(row, page="vote", language="en"):
    return f"/{language}/conversations/{row.public_id}/{page}/"


def fields(page):
    """What the form of the card would send."""
    card = page.text.split("<vote-queue")[0]
    return dict(re.findall(r'name="(statement|shown|seed)" value="([^"]+)"', card))


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Келісемін"), ("ru", "Соглашаюсь"), ("en", "I agree")],
)
def test_a_card_is_shown_in_each_language_with_three_buttons(client, language, words):
    row, _secretary = opened()

    page = client.get(at(row, language=language))

    assert page.status_code == 200
    assert words in page.text
    assert page.text.split("<vote-queue")[0].count('name="vote"') == 3
    assert page["Cache-Control"].startswith("max-age=0")


def test_a_vote_without_script_leads_to_the_next_card_and_keeps_a_secret_in_the_browser(client):
    row, _secretary = opened()
    first = fields(client.get(at(row)))

    answer = client.post(at(row), {**first, "vote": "1"})
    second = client.get(at(row))

    assert (answer.status_code, answer.url) == (302, at(row))
    assert client.cookies[COOKIE]["httponly"]
    assert client.cookies[COOKIE]["samesite"] == "Lax"
    assert fields(second)["statement"] != first["statement"]
    assert "1 / 4" in second.text
    assert "seed" not in fields(second)


def test_htmx_is_given_the_next_card_alone(client):
    row, _secretary = opened()
    first = fields(client.get(at(row)))

    answer = client.post(at(row), {**first, "vote": "-1"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<vote-card")
    assert "<html" not in answer.text


def test_the_first_vote_sent_twice_from_one_page_makes_one_voter(client):
    row, _secretary = opened()
    first = fields(client.get(at(row)))

    for _click in range(2):
        client.cookies.clear()
        client.post(at(row), {**first, "vote": "1"})

    assert (Voter.objects.count(), Vote.objects.count()) == (1, 1)


def test_reading_gives_nobody_a_secret_and_writes_nothing(client):
    row, _secretary = opened()

    for page in ("vote", "say", "own", "share"):
        client.get(at(row, page))

    assert COOKIE not in client.cookies
    assert not Voter.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"statement": "1", "vote": "1"},
        {"statement": "x", "shown": "1", "vote": "1"},
        {"statement": "1", "shown": "1", "vote": "7"},
        {"statement": "1", "shown": str(10**30), "vote": "1"},
    ],
)
def test_a_form_that_is_none_changes_nothing_and_shows_a_card(client, sent):
    row, _secretary = opened()

    answer = client.post(at(row), sent)

    assert answer.status_code == 302
    assert not Vote.objects.exists()


def test_a_foreign_statement_is_refused_with_a_reason(client):
    row, other = opened()[0], opened()[0]
    shown = shown_statements(other)[0]

    answer = client.post(
        at(row), {"statement": 1, "shown": shown.in_language("kk").pk, "vote": "1"}
    )

    assert answer.status_code == 409
    assert "not shown in this conversation" in answer.text
    assert not Vote.objects.exists()


def test_a_forged_cookie_votes_nowhere_and_is_thrown_away(client):
    row, _secretary = opened()
    card = fields(client.get(at(row)))
    client.cookies[COOKIE] = "A" * 40

    refused = client.post(at(row), {**card, "vote": "1"})
    healed = client.get(at(row))

    assert (refused.status_code, healed.status_code) == (422, 200)
    assert "was not given out by this server" in refused.text
    assert client.cookies[COOKIE].value == ""
    assert not Vote.objects.exists()


def test_a_vote_is_changed_on_the_page_of_ones_own(client):
    row, _secretary = opened()
    card = fields(client.get(at(row)))
    client.post(at(row), {**card, "vote": "1"})

    again = client.get(f"{at(row)}?statement={card['statement']}")
    client.post(at(row), {**fields(again), "vote": "-1"})
    own = client.get(at(row, "own"))

    assert 'value="1" aria-pressed="true"' in again.text
    assert [vote.value for vote in Vote.objects.all()] == [-1]
    assert "I disagree" in own.text


def test_all_is_taken_back_and_forgotten(client):
    row, _secretary = opened()
    client.post(at(row), {**fields(client.get(at(row))), "vote": "1"})

    client.post(at(row, "own"), {"act": "take_back"})
    gone = Voter.objects.count()
    client.post(at(row, "own"), {"act": "forget"})

    assert gone == 0
    assert client.cookies[COOKIE].value == ""


def test_when_everything_was_voted_on_the_page_says_so(client):
    row, _secretary = opened()

    for _card in range(4):
        client.post(at(row), {**fields(client.get(at(row))), "vote": "0"})
    page = client.get(at(row))

    assert "You have voted on everything there is." in page.text
    assert 'name="vote"' not in page.text


def test_a_conversation_that_is_not_open_takes_nothing_and_one_being_prepared_is_not_there(client):
    over, _secretary = opened(closes_on=date(2026, 11, 10))
    hidden, _other = prepared()

    page = client.get(at(over))

    assert "This conversation is closed" in page.text
    assert 'name="vote"' not in page.text
    assert (
        client.get(at(over, "share")).headers["Location"] == f"/en/conversations/{over.public_id}/"
    )
    assert client.get(at(hidden)).status_code == 404


def test_a_key_is_typed_once_and_votes_from_then_on(client):
    row, _secretary = opened(admits="key")
    closed = client.get(at(row))

    wrong = client.post(at(row, "key"), {"key": "no such key"})
    right = client.post(at(row, "key"), {"key": make_key()})
    client.post(at(row), {**fields(client.get(at(row))), "vote": "1"})

    assert "Only people with a support key" in closed.text
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert KEY_COOKIE in client.cookies
    assert Voter.objects.get().tier == "key"


def test_a_flood_of_new_voters_from_one_address_is_stopped_and_no_address_is_kept(
    client, monkeypatch
):
    row, _secretary = opened()
    monkeypatch.setattr(floods.NEW_VOICES, "many", 3)
    codes = []
    for _visitor in range(5):
        client.cookies.clear()
        card = fields(client.get(at(row)))
        codes.append(client.post(at(row), {**card, "vote": "1"}).status_code)

    assert codes == [302, 302, 302, 429, 429]
    assert floods.TOO_MANY.code == "too_many_from_network"
    assert Voter.objects.count() == 3
    kept = repr(vars(floods.NEW_VOICES))
    assert "127.0.0.1" not in kept


def test_a_statement_of_ones_own_is_taken_once_and_waits(client):
    row, _secretary = opened()
    page = client.get(at(row, "say"))
    key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
    sent = {"key": key, "language": "kk", "text": "Автобуста орын жетпейді"}

    first, second = client.post(at(row, "say"), sent), client.post(at(row, "say"), sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Statement.objects.filter(state="waiting").count() == 1


@pytest.mark.parametrize("text", ["", "🚌", "а" * 201])
def test_a_statement_that_is_none_is_said_beside_the_field_and_kept(client, text):
    row, _secretary = opened()

    answer = client.post(at(row, "say"), {"language": "kk", "text": text})

    assert answer.status_code == 422
    assert "error" in answer.text
    assert text in answer.text


def test_a_statement_with_script_is_shown_as_letters(client):
    row, _secretary = opened(moderation="after")
    client.post(at(row, "say"), {"language": "kk", "text": "<script>алерт(1)</script>"})

    page = client.get(f"/kk/conversations/{row.public_id}/")

    assert "&lt;script&gt;алерт(1)" in page.text


def test_a_vote_with_its_next_card_costs_few_queries(client, django_assert_max_num_queries):
    row, _secretary = opened()
    client.post(at(row), {**fields(client.get(at(row))), "vote": "1"})
    card = fields(client.get(at(row)))

    # Conversation, savepoint, text, voter, vote, release, own votes.
    with django_assert_max_num_queries(7):
        client.post(at(row), {**card, "vote": "1"}, headers={"HX-Request": "true"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_to_pass_on_is_the_same_for_everybody(client, language):
    row, _secretary = opened()

    page = client.get(at(row, "share", language))

    assert f"http://testserver{at(row, language=language)}" in page.text
    assert "data:image/svg+xml" in page.text
