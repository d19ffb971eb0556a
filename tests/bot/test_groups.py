"""A group adds the bot, brings a conversation, and nothing of the group stays."""

import json
import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from kenes.bot import cards
from kenes.bot.buttons import NEXT, read_press
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.queries import shown_statements, voting
from kenes.domain.conversations.seen import Showings
from kenes.domain.conversations.telling import TEXTS, text_for
from tests.factories.campaigns import LAW_RU, make_campaign
from tests.factories.conversations import SEEDS, make_voice, opened, prepared, vote
from tests.factories.recommendations import NOW
from tests.factories.telegram import (
    ALONE,
    BOT,
    GROUP,
    made_administrator,
    message,
    press,
    somebody,
    start,
)

from .conftest import dump

pytestmark = pytest.mark.django_db
GROUP_ID = str(GROUP["id"])


def rows_of(call):
    return json.loads(call["reply_markup"])["inline_keyboard"]


def test_a_group_that_brings_a_conversation_gets_the_question_and_a_card_in_both_languages(
    bot_api, hear
):
    row, _secretary = opened()

    hear(start(row))

    first, card = bot_api.asked("sendMessage")
    assert {first["chat_id"], card["chat_id"]} == {GROUP_ID}
    assert row.question_kk in first["text"]
    assert row.question_ru in first["text"]
    assert "Nothing of the chat" not in first["text"]
    assert f"/kk/conversations/{row.public_id}/vote/" in first["reply_markup"]
    number = read_press(rows_of(card)[0][0]["callback_data"]).statement
    assert all(f"«{text}»" in card["text"] for text in SEEDS[number - 1])
    assert [[one["text"] for one in line] for line in rows_of(card)] == [
        ["Келісемін", "Соглашаюсь"],
        ["Келіспеймін", "Не соглашаюсь"],
        ["Өткізіп жіберемін", "Пропускаю"],
        ["Келесі пікір · Следующее высказывание"],
    ]


def test_the_cards_of_a_chat_bring_each_statement_once_and_end(bot_api, hear):
    row, _secretary = opened()
    hear(start(row))
    seen, keyboard = set(), rows_of(bot_api.asked("sendMessage")[-1])

    while read_press(keyboard[-1][0]["callback_data"]).choice == NEXT:
        seen.add(read_press(keyboard[0][0]["callback_data"]).statement)
        hear(press(keyboard[-1][0]["callback_data"], markup={"inline_keyboard": keyboard}))
        shorn = json.loads(bot_api.asked("editMessageReplyMarkup")[-1]["reply_markup"])
        assert shorn["inline_keyboard"] == keyboard[:-1]
        keyboard = rows_of(bot_api.asked("sendMessage")[-1])

    seen.add(read_press(keyboard[0][0]["callback_data"]).statement)
    assert seen == {1, 2, 3, 4}


def test_cards_are_drawn_as_on_the_page_and_their_showings_counted_with_their_chances(
    bot_api, hear, monkeypatch
):
    row, _secretary = opened()
    shown = shown_statements(row)
    counts = Showings()
    monkeypatch.setattr(cards, "SHOWINGS", counts)
    monkeypatch.setattr(cards, "new_order", lambda: 11)
    for _number in range(40):
        vote(row, make_voice(), {1: 1, 2: 1, 3: 1})
    publish_result(row, now=NOW)

    hear(start(row))
    keyboard = rows_of(bot_api.asked("sendMessage")[-1])
    hear(press(keyboard[-1][0]["callback_data"], markup={"inline_keyboard": keyboard}))

    tallies = voting.tallies(row)
    first, chance = voting.next_statement(shown, {}, tallies, (11).to_bytes(2), "ru")
    then = voting.next_statement(shown, {first.pk: 0}, tallies, (11).to_bytes(2), "kk")
    drawn = [read_press(rows_of(one)[0][0]["callback_data"]) for one in _cards(bot_api)]
    assert [one.statement for one in drawn] == [first.number, then[0].number]
    assert counts._kept == {first.pk: (1, chance), then[0].pk: (1, then[1])}
    assert chance > 0.5  # the one that nobody voted on would teach most


def _cards(bot_api):
    return [one for one in bot_api.asked("sendMessage") if one["text"].startswith("№")]


@pytest.mark.parametrize("releases", [True, False])
def test_before_the_first_vote_a_chat_is_told_what_may_be_released_in_the_pages_words(
    bot_api, hear, releases
):
    row, _secretary = opened(releases_rows=releases)
    told = text_for(row)

    hear(start(row))

    first, card = bot_api.asked("sendMessage")
    for language in ("kk", "ru"):
        with override(language):
            assert str(TEXTS[told]) in first["text"]
            assert (str(TEXTS[told]) in card["text"]) is releases
    assert read_press(rows_of(card)[0][0]["callback_data"]).told == told


def test_somebody_alone_with_the_bot_is_told_in_english_too_and_a_group_is_not(bot_api, hear):
    row, _secretary = opened()
    sender = somebody(language_code="en")
    text = f"/start {row.public_id.hex}"

    hear(message(text, chat=ALONE, sender=sender), message(text, sender=sender))

    alone, _card, group, _other = bot_api.texts()
    assert "Only sums of votes are published here." in alone
    assert "Nothing of the chat is kept" in alone
    assert "Only sums" not in group


def test_the_buttons_of_somebody_alone_who_reads_english_speak_english_on_every_card(bot_api, hear):
    row, _secretary = opened()
    sender = somebody(language_code="en-GB")
    hear(message(f"/start {row.public_id.hex}", chat=ALONE, sender=sender))
    first, card = bot_api.asked("sendMessage")
    onward = rows_of(card)[-1][0]["callback_data"]

    hear(press(onward, markup={"inline_keyboard": rows_of(card)}, sender=sender))

    after = bot_api.asked("sendMessage")[-1]
    assert [[one["text"] for one in line] for line in rows_of(first)] == [
        ["All statements on one page"], ["Take my votes back"],
    ]  # fmt: skip
    assert "/en/" in rows_of(first)[0][0]["url"]
    for one in (card, after):
        said = [[button["text"] for button in line] for line in rows_of(one)]
        assert said[:3] == [
            ["I agree · KK", "I agree · RU"],
            ["I disagree · KK", "I disagree · RU"],
            ["Pass · KK", "Pass · RU"],
        ]
    assert [line[0]["text"] for line in rows_of(card)[3:]] == ["Next statement"]
    assert read_press(rows_of(after)[0][1]["callback_data"]).language == "en"


def test_a_second_press_on_next_brings_no_second_card(bot_api, hear):
    row, _secretary = opened()
    hear(start(row))
    keyboard = rows_of(bot_api.asked("sendMessage")[-1])
    said = len(bot_api.texts())
    onward = keyboard[-1][0]["callback_data"]
    bot_api.refuse("editMessageReplyMarkup", 400, "Bad Request: message is not modified")

    hear(
        press(onward, markup={"inline_keyboard": keyboard}),
        press(onward, markup={"inline_keyboard": keyboard[:-1]}),
        press(onward),
    )

    assert len(bot_api.texts()) == said


def test_a_group_is_told_that_the_period_of_a_vote_runs(bot_api, hear):
    row, _secretary = opened()
    make_campaign(voting_on=timezone.localdate() + timedelta(days=20))

    hear(start(row))

    assert f"{LAW_RU}, 28 (9)." in bot_api.texts()[0]


@pytest.mark.parametrize("is_answer_to", [None, 77])
def test_a_message_of_the_group_makes_the_bot_leave_and_stays_nowhere(
    bot_api, hear, caplog, is_answer_to
):
    opened()
    before = dump()
    answered = {"message_id": 5, "date": 1, "chat": GROUP, "from": BOT | {"id": 77}}
    fields = {"reply_to_message": answered} if is_answer_to else {}
    caplog.set_level(logging.DEBUG)

    hear(message("Құпия сөз: тойға барамыз ба?", **fields))

    assert bot_api.asked("leaveChat") == [{"chat_id": GROUP_ID}]
    (why,) = bot_api.texts()
    assert "добавьте его снова" in why
    assert dump() == before
    assert [one.getMessage() for one in caplog.records if one.name != "asyncio"] == []


def test_a_bot_that_telegram_lets_read_along_leaves_instead_of_asking(bot_api, hear):
    row, _secretary = opened()
    bot_api.reads_along = True

    hear(start(row))

    assert bot_api.asked("leaveChat") == [{"chat_id": GROUP_ID}]
    assert row.question_kk not in "".join(bot_api.texts())


def test_a_bot_that_is_made_an_administrator_leaves(bot_api, hear):
    bot_api.refuse("sendMessage", 403, "Forbidden: not enough rights")

    hear(made_administrator())

    assert bot_api.asked("leaveChat") == [{"chat_id": GROUP_ID}]


def test_what_privacy_mode_shows_to_every_bot_is_passed_over(bot_api, hear):
    answer = {"message_id": 5, "date": 1, "chat": GROUP, "from": BOT}

    hear(
        message("/weather@other_bot"),
        message("Рақмет!", reply_to_message=answer),
        message(new_chat_title="Ақсу"),
        message(left_chat_member={"id": 5, "is_bot": False, "first_name": "X"}),
    )

    assert [name for name, _values in bot_api.calls if name != "getUpdates"] == []


def test_a_chat_with_the_bot_alone_works_the_same_way(bot_api, hear):
    row, _secretary = opened()

    hear(start(row, chat=ALONE, word="/start"), message("сәлем", chat=ALONE))

    assert row.question_ru in bot_api.texts()[0]
    assert "Откройте его страницу" in bot_api.texts()[2]
    assert bot_api.asked("leaveChat") == []


@pytest.mark.parametrize("text", ["/start", "/start x", f"/start {'0' * 32}"])
def test_a_link_that_names_nothing_is_answered_in_words(bot_api, hear, text):
    hear(message(text))

    (said,) = bot_api.texts()
    assert "Мұнда ондай пікірлесу жоқ" in said


def test_what_is_not_open_and_what_asks_for_a_key_is_refused_with_its_reason(bot_api, hear):
    hidden, _secretary = prepared()
    keyed, _other = opened(admits=Conversation.Admits.KEY)

    hear(start(hidden), start(keyed))

    first, second = bot_api.texts()
    assert hidden.question_ru not in first
    assert "ключ" in second


def test_a_chat_that_asks_for_card_after_card_is_not_answered_any_more(bot_api, hear, monkeypatch):
    monkeypatch.setattr("kenes.bot.chats.BRINGS.many", 1)

    hear(message("/start"), message("/start"))

    assert len(bot_api.texts()) == 1
