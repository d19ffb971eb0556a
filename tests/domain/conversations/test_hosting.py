"""Prepare, change, open and close a conversation: who may, when not, what the register says."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.conversations import queries
from kenes.domain.conversations.actions import hosting, rendering
from kenes.domain.conversations.models import Conversation, Rendering
from kenes.domain.institutions.models import Mandate
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from kenes.domain.shared.text import digest_if_any
from tests.factories.conversations import SEEDS, make_bill, make_facts, opened, prepared
from tests.factories.recommendations import (
    NOW,
    admitted,
    make_body,
    make_mandate,
    make_territory,
)

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=500)


def who(mandate, now=NOW):
    return {"by": mandate.person, "mandate": mandate, "now": now}


def test_a_prepared_conversation_is_seen_by_nobody_else_and_not_on_the_register():
    row, _secretary = prepared()

    assert not queries.public_conversations().exists()
    assert not Entry.objects.filter(object=row.public_id).exists()
    with pytest.raises(NotFound):
        queries.by_public_id(row.public_id)


def test_opening_is_on_the_register_with_digests_and_no_words():
    bill = make_bill()
    row, secretary = opened(bill=bill)

    entry = Entry.objects.get(object=row.public_id)

    assert (entry.type, entry.actor_role) == ("conversation.opened", "secretary")
    assert entry.content["ground"] == f"bill:{bill.public_id}"
    assert len(entry.content["statements"]) == 2 * len(SEEDS)
    assert entry.trail.person == secretary.person.public_id
    assert "Автобус" not in str(entry.content)


@pytest.mark.parametrize("kind", ["recommendation", "region", ""])
def test_the_register_names_what_a_conversation_stands_on(kind):
    row, region = admitted(), make_territory()
    grounds = {
        "recommendation": ({"recommendation": row}, f"recommendation:{row.public_id}"),
        "region": ({"territory": region}, f"region:{region.kato}"),
        "": ({}, ""),
    }
    fields, named = grounds[kind]

    about, _secretary = opened(**fields)

    assert Entry.objects.get(object=about.public_id).content["ground"] == named


def test_a_session_is_named_by_body_day_and_title_and_told_to_the_register_by_their_digest():
    council = make_body()
    session = hosting.SessionName(council, date(2026, 12, 1), " Бюджет  туралы ", "О бюджете")

    row, _secretary = opened(session=session)

    entry = Entry.objects.get(object=row.public_id)
    titles = digest_if_any("Бюджет туралы\nО бюджете")
    assert (row.session_body, row.session_on) == (council, session.on)
    assert row.session_title_kk == "Бюджет туралы"
    assert entry.content["ground"] == f"session:{council.public_id}:2026-12-01:{titles}"


def test_another_ground_takes_the_place_of_a_session():
    session = hosting.SessionName(make_body(), date(2026, 12, 1), "Бюджет", "Бюджет")
    row, secretary = prepared(session=session)

    changed = hosting.rewrite(
        public_id=row.public_id, facts=make_facts(bill=make_bill()), **who(secretary)
    )

    assert (changed.session_body, changed.session_on, changed.session_title_ru) == (None, None, "")


def test_statements_have_both_texts_as_the_hosts_own_words():
    row, _secretary = opened()

    shown = queries.shown_statements(row)

    assert [(s.texts["kk"].text, s.texts["ru"].text) for s in shown] == SEEDS
    assert {text.state for s in shown for text in s.texts.values()} == {"author"}


@pytest.mark.parametrize("role", [Mandate.Role.MEMBER, Mandate.Role.OBSERVER])
def test_only_secretary_and_chair_host(role):
    stranger = make_mandate(make_body(), role)

    with pytest.raises(NotPermitted) as caught:
        prepared(stranger)

    assert caught.value.refusal.code == "wrong_role"


def test_a_secretary_of_another_body_does_not_open():
    row, _secretary = prepared()
    stranger = make_mandate(make_body())

    with pytest.raises(NotPermitted) as caught:
        hosting.open_conversation(public_id=row.public_id, **who(stranger))

    with pytest.raises(NotFound):
        hosting.open_conversation(public_id=uuid4(), **who(stranger))
    assert caught.value.refusal.code == "wrong_institution"
    assert not Entry.objects.filter(object=row.public_id).exists()


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"question_kk": " "}, "question_kk"),
        ({"question_ru": "а" * 301}, "question_ru"),
        ({"about_kk": "а" * 3001}, "about_kk"),
        ({"closes_on": date(2026, 11, 8)}, "closes_on"),
        ({"seeds": [("Автобус", "🚌🚌🚌")]}, "seeds"),
        ({"seeds": [("а" * 10_000, "Автобус")]}, "seeds"),
        ({"seeds": SEEDS * 26}, "seeds"),
        ({"session": ("Бюджет", " ")}, "session_title_ru"),
        ({"session": ("а" * 301, "Бюджет")}, "session_title_kk"),
    ],
)
def test_what_cannot_be_used_is_named(fields, named):
    if "session" in fields:
        day = date(2026, 12, 1)
        fields = {"session": hosting.SessionName(make_body(), day, *fields["session"])}
    with pytest.raises(Invalid) as caught:
        prepared(**fields)

    assert set(caught.value.problems) == {named}
    assert not Conversation.objects.exists()


def test_a_prepared_conversation_is_rewritten_whole_and_an_open_one_never():
    row, secretary = prepared()
    facts = make_facts(seeds=SEEDS[:3], territory=make_territory())

    changed = hosting.rewrite(public_id=row.public_id, facts=facts, **who(secretary))
    hosting.open_conversation(public_id=row.public_id, **who(secretary))

    assert (changed.statements.count(), changed.question_ru) == (3, facts.question_ru)
    with pytest.raises(NotPermitted) as caught:
        hosting.rewrite(public_id=row.public_id, facts=facts, **who(secretary))
    assert caught.value.refusal.code == "already_opened"


def test_it_is_not_opened_with_two_statements_or_after_its_last_day():
    few, secretary = prepared(seeds=SEEDS[:2])
    late, other = prepared()

    with pytest.raises(NotPermitted) as caught_few:
        hosting.open_conversation(public_id=few.public_id, **who(secretary))
    with pytest.raises(NotPermitted) as caught_late:
        hosting.open_conversation(public_id=late.public_id, **who(other, AFTER))

    assert caught_few.value.refusal.code == "too_few_statements"
    assert caught_late.value.refusal.code == "last_day_passed"


def test_a_prepared_conversation_is_thrown_away_and_an_open_one_is_not():
    row, secretary = prepared()
    kept, host = opened()

    hosting.discard(public_id=row.public_id, **who(secretary))

    assert list(Conversation.objects.all()) == [kept]
    with pytest.raises(NotPermitted):
        hosting.discard(public_id=kept.public_id, **who(host))


def test_it_is_closed_early_with_grounds_and_once():
    row, secretary = opened()

    closed = hosting.close_conversation(
        public_id=row.public_id, grounds="Сұрақ шешілді.", **who(secretary)
    )

    assert (closed.stage, closed.close_grounds) == ("closed", "Сұрақ шешілді.")
    assert Entry.objects.filter(object=row.public_id).latest("pk").type == "conversation.closed"
    with pytest.raises(NotPermitted) as caught:
        hosting.close_conversation(public_id=row.public_id, grounds="Тағы", **who(secretary))
    assert caught.value.refusal.code == "conversation_closed"


def test_it_closes_by_itself_once_its_last_day_has_passed():
    due, _secretary = opened(closes_on=date(2026, 12, 1))
    opened()

    closed = hosting.close_due(now=NOW + timedelta(days=60))

    due.refresh_from_db()
    entry = Entry.objects.filter(object=due.public_id).latest("pk")
    assert (closed, due.stage, entry.actor_role) == (1, "closed", "system")
    assert hosting.close_due(now=NOW + timedelta(days=60)) == 0


def test_a_corrected_text_stands_beside_the_one_before_and_on_the_register():
    row, secretary = opened()
    new = {"language": "ru", "text": "Автобус ходит ежедневно", "state": "checked"}

    made = rendering.correct_rendering(public_id=row.public_id, number=1, **new, **who(secretary))
    again = rendering.correct_rendering(public_id=row.public_id, number=1, **new, **who(secretary))

    assert (made.number, again.pk) == (2, made.pk)
    assert Rendering.objects.filter(statement=made.statement, language="ru").count() == 2
    assert queries.shown_statements(row)[0].texts["ru"].text == "Автобус ходит ежедневно"
    types = Entry.objects.filter(object=row.public_id).values_list("type", flat=True)
    assert list(types).count("conversation.rendering_corrected") == 1


def test_a_text_corrected_before_the_opening_is_no_act_yet():
    row, secretary = prepared()
    new = {"language": "ru", "text": "Автобус ходит ежедневно", "state": "checked"}

    rendering.correct_rendering(public_id=row.public_id, number=1, **new, **who(secretary))

    assert not Entry.objects.filter(object=row.public_id).exists()


def test_no_text_is_corrected_in_a_closed_conversation_or_of_no_statement():
    row, secretary = opened()
    new = {"language": "ru", "text": "Автобус ходит ежедневно", "state": "checked"}

    with pytest.raises(NotFound):
        rendering.correct_rendering(public_id=row.public_id, number=99, **new, **who(secretary))
    hosting.close_conversation(public_id=row.public_id, grounds="Бітті.", **who(secretary))
    with pytest.raises(NotPermitted) as caught:
        rendering.correct_rendering(public_id=row.public_id, number=1, **new, **who(secretary))

    assert caught.value.refusal.code == "conversation_closed"


def test_the_database_holds_no_two_grounds_and_no_open_one_that_was_not_opened():
    row, _secretary = prepared()
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=row.pk).update(bill=make_bill(), territory=make_territory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=row.pk).update(session_body=make_body())
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=row.pk).update(stage="open")
