"""A vote kept in one go: what it keeps and returns, what it leaves to the whole way."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from kenes.domain.accounts.support_keys import make_key
from kenes.domain.conversations.actions import at_once
from kenes.domain.conversations.actions.at_once import Cast, cast_at_once
from kenes.domain.conversations.actions.recording import lock_conversation
from kenes.domain.conversations.actions.voting import cast_vote
from kenes.domain.conversations.models import Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.telling import MAY_BE_RELEASED
from kenes.domain.conversations.voices import voice_of_key
from tests.factories.conversations import make_voice, opened, prepared
from tests.factories.recommendations import NOW
from tests.security.test_at_once import at_once as at_once_on_all
from tests.security.test_at_once import made

pytestmark = pytest.mark.django_db


def cast(row, voice, *, number=1, language="kk", value=1, now=NOW, **more):
    shown = {one.number: one for one in shown_statements(row)}
    return cast_at_once(
        conversation=row, voice=voice, statement=number, value=value, now=now,
        rendering=shown[number].in_language(language).pk, **more,
    )  # fmt: skip


def test_a_vote_is_kept_with_its_text_and_all_of_the_voter_come_back():
    row, voice = opened(releases_rows=True)[0], make_voice()
    cast(row, make_voice(), value=-1, told=MAY_BE_RELEASED)
    keys = {one.number: one.pk for one in shown_statements(row)}

    first = cast(row, voice, told=MAY_BE_RELEASED)
    second = cast(row, voice, number=2, language="ru", value=0)
    otherwise = cast(row, voice, language="ru", value=-1)

    assert first == Cast(is_new=True, votes={keys[1]: 1})
    assert second == Cast(is_new=False, votes={keys[1]: 1, keys[2]: 0})
    assert otherwise == Cast(is_new=False, votes={keys[1]: -1, keys[2]: 0})
    voter = Voter.objects.get(number=voice.number_in(row.public_id))
    kept = voter.votes.order_by("statement__number").select_related("rendering")
    assert [(one.value, one.rendering.language) for one in kept] == [(-1, "ru"), (0, "ru")]
    assert (voter.tier, voter.told, voter.region) == ("link", MAY_BE_RELEASED, "")


def test_what_is_not_ordinary_is_left_to_the_whole_way_and_nothing_is_written():
    row, voice = opened()[0], make_voice()
    over, keyed, hidden = opened()[0], opened(admits="key")[0], prepared()[0]
    behind = opened()[0]
    behind.edition -= 1
    with_rows = opened(releases_rows=True)[0]

    left = [
        cast(row, voice, value=2),
        cast(over, voice, now=NOW + timedelta(days=1000)),
        cast(keyed, voice),
        cast(hidden, voice),
        cast(behind, voice),
        cast(with_rows, voice, told=0),
    ]

    assert left == [None] * 6
    assert not Voter.objects.exists()
    assert cast(keyed, voice_of_key(make_key())).is_new


def test_what_people_were_told_is_a_text_that_there_is():
    row, voice = opened()[0], make_voice()

    cast(row, voice, told=99)

    assert Voter.objects.get().told == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_opened_again_and_no_vote_is_lost():
    row, voice = made(lambda: opened()[0]), make_voice()

    texts = made(lambda: [one.in_language("kk").pk for one in shown_statements(row)])
    said = {"conversation": row, "voice": voice, "value": 1, "now": NOW}

    def after_a_break():
        cast_at_once(statement=1, rendering=texts[0], **said)
        connection.connection.close()
        return cast_at_once(statement=2, rendering=texts[1], **said)

    found = made(after_a_break)

    assert (found.is_new, sorted(found.votes.values())) == (False, [1, 1])
    assert made(lambda: Vote.objects.filter(voter=voice.number_in(row.public_id)).count()) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_pooler_that_lends_another_connection_costs_no_vote():
    row, voice = made(lambda: opened()[0]), make_voice()
    texts = made(lambda: [one.in_language("kk").pk for one in shown_statements(row)])
    said = {"conversation": row, "voice": voice, "now": NOW}

    def through_a_pooler():
        cast_at_once(statement=1, rendering=texts[0], value=1, **said)
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")  # lent: one on which nothing was prepared
        unprepared = cast_at_once(statement=2, rendering=texts[1], value=-1, **said)
        with connection.cursor() as cursor:
            cursor.execute(at_once.PREPARE)  # lent: one on which somebody else prepared it
        at_once._PREPARED.clear()
        return unprepared, cast_at_once(statement=2, rendering=texts[1], value=0, **said)

    unprepared, prepared_before = made(through_a_pooler)

    assert (unprepared.is_new, sorted(unprepared.votes.values())) == (False, [-1, 1])
    assert sorted(prepared_before.votes.values()) == [0, 1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_a_database_refuses_is_not_sent_again():
    row, voice = made(lambda: opened()[0]), make_voice()
    text = made(lambda: shown_statements(row)[0].in_language("kk").pk)
    said = {"conversation": row, "voice": voice, "now": NOW, "statement": 1, "value": 1}

    def while_nothing_may_be_written():
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
        with pytest.raises(DatabaseError, match="read-only"):
            cast_at_once(rendering=text, **said)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
            with pytest.raises(DatabaseError, match="does not exist"):
                cast_at_once(rendering=text, **said)
            transaction.set_rollback(True)

    made(while_nothing_may_be_written)

    assert not made(Vote.objects.exists)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_first_vote_does_not_wait_while_a_result_is_published():
    row, voice = made(lambda: opened()[0]), make_voice()
    text = made(lambda: shown_statements(row)[0].in_language("kk").pk)

    def vote_at_once():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
        return cast_at_once(
            conversation=row, voice=voice, statement=1, rendering=text, value=1, now=NOW
        )

    def while_it_is_locked():
        with transaction.atomic():
            lock_conversation(row.public_id)
            return made(vote_at_once)

    assert made(while_it_is_locked).is_new


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_devices_of_one_voice_in_one_instant_one_voter_with_one_vote_stays():
    row, voice = made(lambda: opened()[0]), make_voice()
    text = made(lambda: shown_statements(row)[0].in_language("kk").pk)
    said = {"conversation": row, "voice": voice, "now": NOW, "statement": 1, "rendering": text}

    cast_by = at_once_on_all(*(partial(way, value=value, **said)
                               for way in (cast_at_once, cast_vote) for value in (1, 0, -1)))  # fmt: skip

    own = voice.number_in(row.public_id)
    assert made(lambda: [one.value in (1, 0, -1) for one in Vote.objects.filter(voter=own)]) == [
        True
    ]
    assert sum(one if isinstance(one, bool) else one.is_new for one in cast_by) == 1
