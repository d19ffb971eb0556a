"""A server of the Bot API for each test, and a bot that asks it."""

import pytest
from asgiref.sync import async_to_sync
from django.apps import apps

from kenes.bot import chats, running
from kenes.domain.conversations import chat_voices
from tests.factories.telegram import TOKEN, running_bot_api


@pytest.fixture(scope="session")
def bot_api_server():
    with running_bot_api() as api:
        yield api


@pytest.fixture
def bot_api(bot_api_server):
    bot_api_server.__init__(bot_api_server.address)
    for flood in (chats.PRESSES, chats.BRINGS):
        flood.forget()
    return bot_api_server


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    assert chat_voices.folder().parent == tmp_path


@pytest.fixture
def hear(bot_api):
    """Let Telegram send updates, each alone or in a batch; the bot handles all of them."""

    async def handle(batches):
        bot = running.make_bot(TOKEN, bot_api.address)
        polling = running.Polling(bot)
        async with bot:
            for batch in batches:
                bot_api.say(*batch)
                await polling.step()
                await polling.settle()
            await polling.confirm()

    return lambda *sent: async_to_sync(handle)(
        [one if isinstance(one, list) else [one] for one in sent]
    )


def dump():
    """Every value of every table, as text."""
    return sorted(
        (model._meta.label, name, str(value))
        for model in apps.get_models(include_auto_created=True)
        for row in model.objects.values()
        for name, value in row.items()
    )
