"""Rows of votes laid anew on PostgreSQL: which, when, and what others may do meanwhile."""

import pytest
from django.db import OperationalError, connection

from kenes.domain.conversations.actions import mixing
from kenes.domain.conversations.actions.mixing import mix_votes
from kenes.domain.conversations.models import Conversation, Vote
from tests.factories.conversations import checked_person, issued_token, make_voice, opened, vote

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


OF_THIS_DATABASE = (
    "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint - coalesce(max(age(backend_xid)), 0) "
    "FROM pg_stat_activity WHERE datname = current_database()"
)


@pytest.fixture
def alone(monkeypatch):
    """Count no transaction of another database: those are of tests that run beside this one."""
    monkeypatch.setattr(mixing, "HORIZON", OF_THIS_DATABASE)


@pytest.fixture
def voted():
    """Two conversations, in each of which seven people voted."""
    rows = [opened()[0], opened(with_tokens=True)[0]]
    for row in rows:
        for _turn in range(7):
            vote(row, make_voice(), {1: 1, 2: -1})
    issued_token(rows[1], checked_person())
    return rows


def written():
    """By key of a vote the transaction that wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, xmin::text FROM conversations_vote")
        return dict(cursor.fetchall())


def said():
    return sorted(Vote.objects.values_list("key", "voter", "statement", "rendering", "value"))


@pytest.mark.usefixtures("alone")
def test_only_conversations_with_new_votes_are_laid_anew_and_no_vote_changes(voted):
    before = said()

    assert mix_votes()
    first = written()
    assert not mix_votes()
    assert written() == first
    voice = make_voice()
    vote(voted[0], voice, {1: 0})
    assert mix_votes()

    now = written()
    of_the_other = Vote.objects.filter(statement__conversation=voted[1])
    assert all(now[one.key] == first[one.key] for one in of_the_other)
    of_the_one = Vote.objects.filter(statement__conversation=voted[0]).exclude(
        voter=voice.number_in(voted[0].public_id)
    )
    assert all(now[one.key] != first[one.key] for one in of_the_one)
    assert [one for one in said() if one in before] == before


def test_rows_lie_by_key_over_every_edge_of_a_batch(voted, monkeypatch):
    monkeypatch.setattr(mixing, "BATCH", 3)

    mix_votes()

    with connection.cursor() as cursor:
        cursor.execute("SELECT vote.ctid, key, value FROM conversations_vote AS vote JOIN conversations_statement"
                       " AS said ON said.id = statement_id WHERE said.conversation_id = %s "
                       "ORDER BY vote.ctid", [voted[0].pk])  # fmt: skip
        keys = [key for _place, key, _value in cursor.fetchall()]
    assert len(keys) == 14
    assert keys == sorted(keys)


def test_where_others_write_all_the_while_it_is_left_for_the_next_run(voted, monkeypatch):
    monkeypatch.setattr(mixing, "ATTEMPTS", 2)
    before, other = said(), connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE conversations_vote IN ROW EXCLUSIVE MODE")

    mix_votes()

    assert not Conversation.objects.filter(mixed_at__isnull=False).exists()
    other.rollback()
    other.close()
    assert mix_votes()
    assert Conversation.objects.filter(mixed_at__isnull=False).count() == 2
    assert said() == before


@pytest.mark.usefixtures("alone")
def test_a_run_that_is_cut_off_leaves_every_row_and_the_next_begins_again(voted, monkeypatch):
    monkeypatch.setattr(mixing, "BATCH", 3)
    before, turns = said(), []

    def stop(execute, sql, *more):
        turns.append(sql.startswith("WITH gone"))
        if sum(turns) == 5:
            raise OperationalError("the connection ended")
        return execute(sql, *more)

    with connection.execute_wrapper(stop), pytest.raises(OperationalError, match="ended"):
        mix_votes()

    assert said() == before
    assert mix_votes()
    assert not mix_votes()
    assert said() == before


def test_who_votes_while_rows_are_laid_anew_is_laid_anew_by_the_next_run(voted, monkeypatch):
    def vote_meanwhile(execute, sql, *more):
        if sql.startswith("SELECT pg_snapshot_xmin") and not late:
            late.append(True)
        elif sql.startswith("SELECT EXISTS") and len(late) == 1:
            late.append(True)
            vote(voted[0], make_voice(), {1: 1})
        return execute(sql, *more)

    late = []
    with connection.execute_wrapper(vote_meanwhile):
        mix_votes()

    assert Conversation.objects.get(pk=voted[0].pk).mixed_at is None
    assert mix_votes()
