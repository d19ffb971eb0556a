"""A vote answered at once: the same card, headers and refusals as by the whole way, of less work."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from kenes.domain.conversations.actions import moderating
from kenes.domain.conversations.actions.hosting import close_conversation
from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.actions.rendering import correct_rendering
from kenes.domain.conversations.models import Conversation, Exposure, Result, Statement, Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.seen import ENOUGH, SHOWINGS
from kenes.web.conversations import floods
from tests.factories.conversations import opened
from tests.factories.recommendations import NOW
from tests.web.conversations.test_voting_pages import at

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}
SEEDS = [(f"Пікір <{n}> 100 %", f"Мнение <{n}> 100 %") for n in range(1, 8)]
FIGURES = {
    "place": {
        "precision": [[1.0, 0.0], [0.0, 1.0]], "noise": 1.0, "statements": [1, 2, 3, 4, 5, 6, 7],
        "means": [0.0] * 7, "loadings": [[1.0, 0.1 * n] for n in range(7)],
        "middles": [[1.0, 0.0], [-1.0, 0.0]],
    },
    "map": {"statements": [{"statement": n, "votes": None} for n in range(1, 8)], "groups": [{"name": 0}, {"name": 1}]},
    "parts": {"group": {"cells": [[[30, 10, 40], [10, 30, 40]]] * 7}},
}  # fmt: skip
AT_ONCE = 1 if connection.vendor == "postgresql" else 6
"""PostgreSQL keeps a vote and reads the others in one statement; SQLite in four, and a savepoint
with its release."""


@pytest.fixture(autouse=True)
def _fresh():
    for counts in (*floods.EVERY, SHOWINGS):
        counts.forget()


def card_of(page):
    return re.search(r"<vote-card.*?</vote-card>", page.text, re.DOTALL)[0]


def without_token(card):
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", card)


def sent(card, vote="1"):
    """What the form of a card sends when a button is pressed."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', card)) | {
        "vote": vote
    }


def warm(row, language="en", client=None, votes=2):
    """A browser that has voted so often; the next vote is answered at once. Return it, its card."""
    client = client or Client(enforce_csrf_checks=True)
    card = card_of(client.get(at(row, language=language)))
    for _vote in range(votes):
        card = card_of(client.post(at(row, language=language), sent(card), headers=SCRIPT))
    return client, card


def cast(client, row, card, language="en", **fields):
    return client.post(at(row, language=language), sent(card) | fields, headers=SCRIPT)


def who(mandate):
    return {"by": mandate.person, "mandate": mandate, "now": NOW}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_card_is_the_one_that_the_page_draws_up_to_the_last(language):
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row, language)
    cards = []

    for _vote in range(5):
        card = card_of(cast(client, row, card, language))
        cards.append((card, card_of(client.get(at(row, language=language)))))

    assert [without_token(one) for one, _page in cards] == [
        without_token(page) for _, page in cards
    ]
    assert len({card for card, _page in cards}) == 5
    assert 'name="vote"' not in cards[-1][0]
    assert Vote.objects.count() == 7


def test_the_readers_own_sentence_stands_on_it_as_on_the_page():
    row, _secretary = opened(seeds=SEEDS)
    Result.objects.create(
        conversation=row, voters=40, votes=280, verdict="groups", figures=FIGURES, computed_at=NOW
    )
    client, card = warm(row, "ru", votes=3)

    kept = card_of(cast(client, row, card, "ru"))

    assert "с группой" in kept.replace("\N{NO-BREAK SPACE}", " ")
    assert without_token(kept) == without_token(card_of(client.get(at(row, language="ru"))))


def test_a_vote_with_its_next_card_is_so_many_queries(django_assert_num_queries):
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row)
    card = card_of(cast(client, row, card))

    with django_assert_num_queries(AT_ONCE):
        answer = cast(client, row, card, vote="-1")

    assert answer.status_code == 200
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 1, 1, 1]


def test_its_headers_are_those_of_the_whole_way():
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row, votes=1)
    whole = cast(client, row, card)

    answer = cast(client, row, card_of(whole))

    changing = {"Content-Length", "Expires"}
    assert answer.headers.keys() == whole.headers.keys()
    assert {name for name in answer.headers if answer[name] != whole[name]} <= changing
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert not answer.cookies


def test_showings_and_their_chances_are_counted():
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row)
    SHOWINGS.forget()
    SHOWINGS._many = ENOUGH - 1

    cast(client, row, card)

    (shown,) = Exposure.objects.all()
    assert shown.shown == 1
    assert 0 < shown.chances <= 1


def test_what_the_host_decides_holds_for_the_next_vote():
    row, secretary = opened(seeds=SEEDS)
    client, card = warm(row)
    number = int(sent(card)["statement"])

    moderating.return_statement(
        public_id=row.public_id, number=number, ground="unclear", explanation="Түсініксіз.",
        **who(secretary),
    )  # fmt: skip
    refused = cast(client, row, card)
    page = card_of(client.get(at(row)))

    assert refused.status_code == 409
    assert "not shown in this conversation" in refused.text
    assert sent(page)["statement"] != str(number)
    assert Vote.objects.count() == 2


def test_a_text_that_was_corrected_and_a_new_statement_stand_on_the_next_cards():
    row, secretary = opened(moderation="after")
    client, card = warm(row, "ru")
    fields = {"state": "checked", "language": "ru", "text": "Исправленный перевод"}

    for number in range(1, 5):
        correct_rendering(public_id=row.public_id, number=number, **fields | {
            "text": f"Исправленный перевод {number}"}, **who(secretary))  # fmt: skip
    propose_statement(public_id=row.public_id, tier="link", language="ru", text="Новое", now=NOW)
    after = card_of(cast(client, row, card, "ru"))

    assert "Исправленный перевод" in after or "Новое" in after
    assert "3 / 5" in after


def test_a_conversation_that_was_closed_takes_no_vote():
    row, secretary = opened(seeds=SEEDS)
    client, card = warm(row)

    close_conversation(public_id=row.public_id, grounds="Жиналды.", **who(secretary))
    refused = cast(client, row, card)

    assert refused.status_code == 409
    assert "This conversation is closed" in refused.text
    assert Vote.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        (Conversation, {"stage": "closed", "closed_at": NOW}),
        (Conversation, {"closes_on": date(2026, 11, 10)}),
        (Statement, {"state": "returned", "ground": "unclear"}),
    ],
)
def test_even_what_another_process_wrote_past_the_edition_is_seen(rows, change):
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row)

    rows.objects.update(**change)

    assert cast(client, row, card).status_code == 409
    assert Vote.objects.count() == 2


def test_a_vote_on_a_foreign_or_unknown_statement_is_refused():
    row, other = opened(seeds=SEEDS)[0], opened()[0]
    client, card = warm(row)
    foreign = shown_statements(other)[0]

    answers = [
        cast(client, row, card, shown=str(foreign.in_language("kk").pk)),
        cast(client, row, card, statement="99"),
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert Vote.objects.count() == 2


def test_a_form_from_elsewhere_a_forged_voice_and_a_flood_are_refused(monkeypatch):
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row)
    foreign = cast(client, row, card, csrfmiddlewaretoken="a" * 64)
    from_elsewhere = client.post(
        at(row), sent(card), headers=SCRIPT | {"Origin": "https://elsewhere.example"}
    )
    monkeypatch.setattr(floods.VOTES, "many", 0)
    flood = cast(client, row, card)
    client.cookies["kenes_voice"] = "A" * 40
    monkeypatch.setattr(floods.VOTES, "many", 100)
    forged = cast(client, row, card)

    codes = [answer.status_code for answer in (foreign, from_elsewhere, flood, forged)]
    assert codes == [403, 403, 429, 422]
    assert "a" * 64 not in foreign.text
    assert Vote.objects.count() == 2


def test_a_vote_that_waited_and_one_otherwise_count_as_they_always_did():
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row)
    voted = sent(card)

    cast(client, row, card)
    cast(client, row, card, vote="-1")
    late = cast(client, row, card, vote="0", again="on", stood="")

    assert late.status_code == 200
    kept = Vote.objects.get(statement__number=voted["statement"])
    assert (kept.value, Voter.objects.count()) == (-1, 1)


def test_a_conversation_that_is_not_there_is_not_found():
    row, _secretary = opened(seeds=SEEDS)
    client, card = warm(row)
    nowhere = "/en/conversations/00000000-0000-7000-8000-000000000000/vote/"
    no_name = f"/en/conversations/{'-' * 36}/vote/"

    answers = [client.post(place, sent(card), headers=SCRIPT) for place in (nowhere, no_name)]

    assert [answer.status_code for answer in answers] == [404, 404]
