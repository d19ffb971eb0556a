"""Whoever passes a conversation on: what they are given, and told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.models import Conversation
from tests.factories.campaigns import make_campaign
from tests.factories.conversations import opened

pytestmark = pytest.mark.django_db


def share(client, row, language="en"):
    return client.get(f"/{language}/conversations/{row.public_id}/share/").text


def test_the_bot_is_offered_where_there_is_one_that_may_take_votes(client, settings):
    row, _secretary = opened()
    keyed, _other = opened(admits=Conversation.Admits.KEY)
    settings.KENES_TELEGRAM_BOT = ""
    without = share(client, row)
    settings.KENES_TELEGRAM_BOT = "my_kenes_bot"

    page = share(client, row)

    assert f"https://t.me/my_kenes_bot?startgroup={row.public_id.hex}" in page
    assert "t.me" not in without
    assert "t.me" not in share(client, keyed)


def test_what_is_over_leads_to_its_own_page_instead_of_a_link_to_pass_on(client):
    row, secretary = opened()
    hosting.close_conversation(
        public_id=row.public_id, grounds="Enough.", now=timezone.now(), by=secretary.person,
        mandate=secretary,
    )  # fmt: skip

    answer = client.get(f"/kk/conversations/{row.public_id}/share/")

    assert (answer.status_code, answer["Location"]) == (302, f"/kk/conversations/{row.public_id}/")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "The host has not said yet"),
        ({"contest": "yes"}, "and no lawful pollster"),
        ({"contest": "yes", "pollster": "Mysal LLP", "notice": "12-34"}, "Mysal LLP"),
        ({"contest": "no"}, "The host declares that no candidate"),
    ],
)
def test_whoever_shares_while_an_election_is_under_way_is_told_before_the_link(client, said, words):
    row, _secretary = opened(**said)
    make_campaign(voting_on=timezone.localdate() + timedelta(days=20))

    page = share(client, row)

    assert words in page
    assert page.index("28 (9)") < page.index("/vote/")
    assert ("No results may be published" in page) is (said.get("contest") != "no")


def test_the_host_answers_at_the_desk_and_the_answer_is_read_by_everybody(client):
    row, secretary = opened()
    make_campaign(voting_on=timezone.localdate() + timedelta(days=20))
    client.force_login(secretary.person, backend="django.contrib.auth.backends.ModelBackend")
    desk = f"/en/conversations/{row.public_id}/desk/"
    assert "The host has not said yet" in client.get(desk).text

    answer = {"contest": "yes", "pollster": "Mysal LLP", "notice": "12-34"}
    assert client.post(f"{desk}declare/", {}).status_code == 422
    assert client.post(f"{desk}declare/", answer).status_code == 302

    assert "Mysal LLP" in client.get(desk).text
    assert "Mysal LLP" in client.get(f"/en/conversations/{row.public_id}/").text


def test_whoever_prepares_a_conversation_in_such_a_time_is_asked(client):
    row, secretary = opened()
    make_campaign(voting_on=timezone.localdate() + timedelta(days=20))
    client.force_login(secretary.person, backend="django.contrib.auth.backends.ModelBackend")
    values = {
        "question_kk": "Сұрақ?", "question_ru": "Вопрос?", "seeds_kk": "Бір ой\nЕкі ой\nҮш ой",
        "seeds_ru": "Мысль раз\nМысль два\nМысль три", "admits": "anybody", "moderation": "before",
        "closes_on": row.closes_on,
    }  # fmt: skip

    asked = client.post("/en/conversations/desk/prepare/", values)
    kept = client.post("/en/conversations/desk/prepare/", values | {"contest": "no"})

    assert (asked.status_code, kept.status_code) == (422, 302)
    assert "28 (9) binds polls now" in asked.text
