"""Whoever passes a conversation on: what they are given, and told."""

import pytest

from kenes.domain.conversations.models import Conversation
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
