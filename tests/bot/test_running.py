"""The bot beside a Bot API that refuses, breaks and asks to wait."""

import asyncio
import logging
import os
import signal

import pytest
from asgiref.sync import async_to_sync

from kenes.bot import running
from kenes.domain.conversations.models import Vote
from kenes.project.cli import main
from kenes.project.commands import telegram_bot
from tests.factories.conversations import opened
from tests.factories.telegram import TOKEN, press, somebody, start

from .test_presses import button

pytestmark = pytest.mark.django_db


def test_without_a_token_the_command_says_where_to_get_one(settings, capsys):
    for token in ("", "AAFD39kkdpWt3ywyRZergyOLMaJhac60qcKs"):
        settings.KENES_TELEGRAM_TOKEN = token

        assert telegram_bot.run([]) == 1

        said = capsys.readouterr().err
        assert "KENES_TELEGRAM_TOKEN" in said
        assert "BotFather" in said
        assert "AAFD" not in said


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda api: setattr(api, "reads_along", True), "/setprivacy"),
        (lambda api: api.refuse("getMe", 401, "Unauthorized"), "does not know the token"),
        (lambda api: api.refuse("getMe", 502, "Bad Gateway"), "TelegramServerError"),
    ],
    ids=["reads-along", "revoked", "out-of-order"],
)
def test_a_bot_that_may_not_run_says_why(bot_api, settings, capsys, prepare, words):
    settings.KENES_TELEGRAM_TOKEN, settings.KENES_TELEGRAM_API = TOKEN, bot_api.address
    prepare(bot_api)

    assert telegram_bot.run([]) == 1

    said = capsys.readouterr().err
    assert words in said
    assert TOKEN not in said
    assert bot_api.asked("getUpdates") == []


def test_without_the_extra_one_sentence_names_it(monkeypatch, capsys):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "aiogram" else 1)

    assert main(["telegram_bot"]) == 2
    assert "kenes[bot]" in capsys.readouterr().err


def test_the_bot_waits_as_long_as_telegram_asks_and_says_it_then(bot_api, hear, monkeypatch):
    row, _secretary = opened()
    waited = []

    async def wait(seconds):
        waited.append(seconds)

    monkeypatch.setattr("kenes.bot.chats.asyncio.sleep", wait)
    bot_api.refuse("sendMessage", 429, "Too Many Requests", retry_after=17)
    bot_api.refuse("sendMessage", 429, "Too Many Requests", retry_after=3600)

    hear(start(row))

    assert 17 in waited
    assert 3600 not in waited
    assert len(bot_api.asked("sendMessage")) == 3


def test_an_answer_that_comes_too_late_for_telegram_loses_no_vote(bot_api, hear, caplog):
    row, _secretary = opened()
    bot_api.refuse("answerCallbackQuery", 400, "Bad Request: query is too old")

    hear(press(button(row)))

    assert Vote.objects.count() == 1
    assert caplog.records == []


def test_updates_that_cannot_be_read_are_passed_over_once(bot_api, hear, caplog):
    row, _secretary = opened()
    broken = {"message": {"text": "Құпия"}}

    hear([press(button(row)), broken, press(button(row), sender=somebody(6500000002))])

    assert Vote.objects.count() == 2
    assert [one.getMessage() for one in caplog.records] == [
        "an update that cannot be read was passed over"
    ]


def test_while_telegram_is_away_the_bot_asks_again_and_no_token_is_logged(
    bot_api, caplog, monkeypatch
):
    for status in (502, 409):
        bot_api.refuse("getUpdates", status, f"https://api.telegram.org/bot{TOKEN}/getUpdates")
    bot_api.refuse("getUpdates", 429, "Too Many Requests", retry_after=5)
    bot_api.refuse("getUpdates", 401, "Unauthorized")
    waited = []
    caplog.set_level(logging.DEBUG)

    async def wait(seconds):
        waited.append(seconds)

    monkeypatch.setattr("kenes.bot.running.asyncio.sleep", wait)

    async def ask():
        async with running.make_bot(TOKEN, bot_api.address) as bot:
            await running.Polling(bot).run()

    with pytest.raises(running.BotRefused, match="revoked"):
        async_to_sync(ask)()
    assert [one for one in waited if one >= 1] == [1.0, 2.0, 5]
    assert TOKEN not in caplog.text
    assert TOKEN.split(":")[1] not in caplog.text


def test_the_command_ends_when_it_is_told_to(bot_api, settings):
    settings.KENES_TELEGRAM_TOKEN, settings.KENES_TELEGRAM_API = TOKEN, bot_api.address

    async def serve_and_stop():
        task = asyncio.create_task(telegram_bot._serve())
        await asyncio.to_thread(bot_api.was_polled.wait, 30)
        os.kill(os.getpid(), signal.SIGTERM)
        await task

    asyncio.run(serve_and_stop())

    assert bot_api.asked("getUpdates")
