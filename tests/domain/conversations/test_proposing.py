"""Statements of people who take part: taken, waiting or shown, never tied to who wrote them."""

import pytest

from kenes.domain.conversations import rules
from kenes.domain.conversations.actions.hosting import close_conversation
from kenes.domain.conversations.actions.moderating import accept_statement
from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.models import Statement
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.shared.refusals import Conflict, Invalid, NotPermitted
from kenes.engines.opinion.tables import WIDEST
from tests.factories.conversations import opened, prepared
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def propose(row, text, *, tier="link", language="kk"):
    return propose_statement(
        public_id=row.public_id, tier=tier, language=language, text=text, now=NOW
    )


@pytest.mark.parametrize(("moderation", "state"), [("before", "waiting"), ("after", "shown")])
def test_it_waits_or_is_shown_at_once(moderation, state):
    row, _secretary = opened(moderation=moderation)
    edition = row.edition

    made = propose(row, "Автобуста орын жетпейді")

    row.refresh_from_db()
    assert (made.number, made.state, made.is_seed) == (5, state, False)
    assert (row.edition > edition) == (state == "shown")
    assert len(shown_statements(row)) == (5 if state == "shown" else 4)


def test_a_statement_in_one_language_is_read_in_it_by_all():
    row, _secretary = opened(moderation="after")

    propose(row, "Мест не хватает", language="ru")

    assert shown_statements(row)[4].in_language("kk").text == "Мест не хватает"


@pytest.mark.parametrize(
    "text", ["", "   ", "🚌🚌🚌", "12 345", "а" * 201, "а" * 10_000, "\u202e\u200b\u2066", "?!"]
)
def test_what_is_no_statement_is_refused(text):
    row, _secretary = opened()

    with pytest.raises(Invalid) as caught:
        propose(row, text)

    assert set(caught.value.problems) == {"text"}
    assert Statement.objects.count() == 4


def test_script_is_kept_as_the_letters_it_is_and_invisible_signs_are_not():
    row, _secretary = opened(moderation="after")

    made = propose(row, "<script>alert(1)</script>\u202e бір\nекі\u200b")

    assert made.renderings.get().text == "<script>alert(1)</script> бір екі"


def test_the_same_words_are_not_said_twice():
    row, _secretary = opened()
    propose(row, "Жаңа автобус керек")

    for again in ("жаңа АВТОБУС керек.", "Автобус күн сайын жүрсін!"):
        with pytest.raises(Conflict) as caught:
            propose(row, again)
        assert caught.value.refusal.code == "said_already"
    assert Statement.objects.count() == 5


def test_where_as_many_are_shown_as_a_map_holds_more_wait_and_are_not_shown(monkeypatch):
    row, host = opened(moderation="after")
    monkeypatch.setattr(rules, "SHOWN_AT_MOST", 5)

    made = [propose(row, text) for text in ("Жаңа автобус керек", "Жол жөнделсін")]
    with pytest.raises(NotPermitted) as caught:
        accept_statement(public_id=row.public_id, number=6, by=host.person, mandate=host, now=NOW)

    assert [one.state for one in made] == ["shown", "waiting"]
    assert caught.value.refusal.code == "too_many_shown"
    assert len(shown_statements(row)) == 5


def test_no_conversation_shows_more_than_its_map_holds():
    assert rules.SHOWN_AT_MOST == WIDEST


def test_nothing_is_said_where_nobody_may_take_part():
    row, _secretary = prepared()
    keyed = opened(admits="key")[0]
    closed, host = opened()
    close_conversation(
        public_id=closed.public_id, grounds="Бітті.", by=host.person, mandate=host, now=NOW
    )

    for refused, code in (
        (row, "conversation_not_open"), (keyed, "key_needed"), (closed, "conversation_closed"),
    ):  # fmt: skip
        with pytest.raises(NotPermitted) as caught:
            propose(refused, "Жаңа автобус керек")
        assert caught.value.refusal.code == code
