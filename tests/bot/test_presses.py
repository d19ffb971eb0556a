"""Presses: what is counted, under which number, and what is refused."""

import stat
from datetime import timedelta

import pytest

from kenes.bot.buttons import NEXT, TAKE_BACK, Press, read_press, write_press
from kenes.domain.conversations import chat_voices
from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.models import Arrival, Conversation, Statement, Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.telling import MAY_BE_RELEASED
from tests.factories.conversations import opened
from tests.factories.recommendations import NOW
from tests.factories.telegram import press, somebody

from .conftest import dump

pytestmark = pytest.mark.django_db


def button(row, value=1, *, number=1, language="kk", told=0):
    shown = {one.number: one for one in shown_statements(row, Statement.State.values)}
    text = shown[number].texts[language].pk
    return write_press(Press(row.public_id, value, language, 7, number, text, told))


def answers(bot_api):
    return [one.get("text", "") for one in bot_api.asked("answerCallbackQuery")]


def test_a_press_is_a_vote_by_link_and_the_next_press_changes_it(bot_api, hear):
    row, _secretary = opened()

    hear(press(button(row)), press(button(row, -1, language="ru")))

    (kept,) = Vote.objects.all()
    assert (kept.value, kept.rendering.language, kept.voter.tier) == (-1, "ru", "link")
    assert answers(bot_api)[0].startswith("Келісемін. ")
    assert answers(bot_api)[1].startswith("Не соглашаюсь. ")


def test_nothing_of_telegram_is_in_any_row(bot_api, hear):
    row, _secretary = opened()
    person = somebody(6500000777, username="qupiya_esim", last_name="Тегі-Құпия")

    hear(press(button(row), sender=person))

    values = [value for _label, _name, value in dump()]
    assert Vote.objects.count() == 1
    for told in ("6500000777", "qupiya_esim", "Құпия", "-1007654321987", "Ақсу отбасы"):
        assert not any(told in value for value in values)


def test_one_person_has_one_number_in_a_conversation_and_another_in_the_next(bot_api, hear):
    first, second = opened()[0], opened()[0]

    hear(
        press(button(first)),
        press(button(first, number=2)),
        press(button(second)),
        press(button(first), sender=somebody(6500000002)),
    )

    assert Voter.objects.filter(conversation=first).count() == 2
    assert Voter.objects.values("number").distinct().count() == 3


def test_the_key_is_its_owners_alone_and_is_deleted_with_the_end_of_the_conversation(hear):
    row, secretary = opened()
    other, _secretary = opened()
    hear(press(button(row)), press(button(other)))
    path = chat_voices.folder() / row.public_id.hex
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = chat_voices.voice_in_chat(row, 1).number_in(row.public_id)

    hosting.close_conversation(
        public_id=row.public_id, grounds="Енді керек емес", by=secretary.person,
        mandate=secretary, now=NOW,
    )  # fmt: skip
    gone = chat_voices.forget_closed()

    assert gone == 1
    assert [one.name for one in chat_voices.folder().iterdir()] == [other.public_id.hex]
    assert chat_voices.voice_in_chat(row, 1).number_in(row.public_id) != before


def test_votes_are_taken_back_by_whoever_cast_them(bot_api, hear):
    row, _secretary = opened()
    back = write_press(Press(row.public_id, TAKE_BACK, "ru", 0))
    other = somebody(6500000002)

    hear(press(button(row)), press(button(row), sender=other), press(back), press(back))

    assert Vote.objects.count() == 1
    assert [text[-1] for text in answers(bot_api)[2:]] == ["1", "0"]


def test_a_forged_button_counts_nothing(bot_api, hear):
    row, _secretary = opened()
    ours = button(row)
    other = button(row, -1)
    foreign = [None, "", "x", "я" * 20, ours[:-2], other[:40] + ours[40:], "A" * 64, ours + "!"]

    hear(*[press(data) for data in foreign])

    assert not Voter.objects.exists()
    assert all("Бұл түймені" in text for text in answers(bot_api))
    assert len(answers(bot_api)) == len(foreign)
    assert all(len(text) <= 200 for text in answers(bot_api))


def test_a_replayed_press_counts_once_and_a_foreign_one_for_whoever_sends_it(bot_api, hear):
    row, _secretary = opened()
    update = press(button(row))

    hear(update, update, update)

    assert Vote.objects.count() == 1


def test_what_cannot_be_voted_on_is_said_to_whoever_pressed(bot_api, hear):
    row, secretary = opened()
    unknown = write_press(Press(row.public_id, 1, "kk", 0, 99, 10**9))
    nowhere = write_press(Press(secretary.public_id, 1, "ru", 0, 1, 1))
    Statement.objects.filter(conversation=row, number=2).update(
        state=Statement.State.RETURNED, ground=Statement.Ground.UNCLEAR
    )
    over = opened()[0]
    closed_button = button(over, language="ru")
    Conversation.objects.filter(pk=over.pk).update(closes_on=(NOW - timedelta(days=900)).date())

    hear(
        press(unknown),
        press(nowhere),
        press(button(row, number=2, language="ru")),
        press(closed_button),
    )

    assert not Vote.objects.exists()
    said = bot_api.asked("answerCallbackQuery")
    assert {one["show_alert"] for one in said} == {"true"}
    assert all(0 < len(one["text"]) <= 200 for one in said)
    assert "закрыт" in said[3]["text"]
    assert not (chat_voices.folder() / over.public_id.hex).exists()


def test_a_flood_of_one_person_is_stopped_and_another_goes_on(bot_api, hear, monkeypatch):
    row, _secretary = opened()
    monkeypatch.setattr("kenes.bot.chats.PRESSES.many", 1)

    hear(
        press(button(row)),
        press(button(row, -1)),
        press(button(row, 0), sender=somebody(6500000002)),
    )

    assert sorted(Vote.objects.values_list("value", flat=True)) == [0, 1]
    assert "Ширек сағат" in answers(bot_api)[1]


def test_every_button_fits_and_comes_back_as_it_was():
    row, _secretary = opened()
    largest = Press(row.public_id, -1, "ru", 2**16 - 1, 2**32 - 1, 2**63 - 1)

    onward = Press(row.public_id, NEXT, "kk", 2**16 - 1, seen=2**160 - 1)

    for one in (largest, onward):
        assert len(write_press(one)) <= 64
        assert read_press(write_press(one)) == one


def test_a_vote_that_may_be_released_is_taken_from_a_card_that_said_so_alone(bot_api, hear):
    row, _secretary = opened(releases_rows=True)

    hear(press(button(row)))
    before = Voter.objects.count()
    hear(press(button(row, told=MAY_BE_RELEASED)))

    assert before == 0
    assert answers(bot_api)[0].startswith("Бұл дауыс қабылданбады")
    assert [one.told for one in Voter.objects.all()] == [MAY_BE_RELEASED]


def test_somebody_with_an_english_telegram_is_answered_in_english(bot_api, hear):
    row, _secretary = opened()

    hear(press(button(row), sender=somebody(language_code="en-GB")))

    assert answers(bot_api)[0].startswith("I agree. Your vote is kept.")


def test_new_voters_of_chats_are_counted_by_tens_for_the_host(bot_api, hear):
    row, _secretary = opened()

    hear([press(button(row), sender=somebody(6500000100 + one)) for one in range(11)])

    assert [one.many for one in Arrival.objects.filter(conversation=row)] == [10]
