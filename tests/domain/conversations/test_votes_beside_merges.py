"""A vote on a double that is merged meanwhile lands on the statement that stays."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction

from kenes.domain.conversations.actions.at_once import cast_at_once
from kenes.domain.conversations.actions.moderating import merge_statement, return_statement
from kenes.domain.conversations.actions.voting import Resent, cast_vote
from kenes.domain.conversations.models import Vote
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.shared.refusals import NotPermitted
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.recommendations import NOW
from tests.security.test_at_once import at_once, made

pytestmark = pytest.mark.django_db
on_two_connections = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LONG = 20


def begun():
    """An open conversation, its host and what its cards say of each statement."""
    row, secretary = opened()
    cards = {
        one.number: {"statement": one.number, "rendering": one.in_language("kk").pk}
        for one in shown_statements(row)
    }
    return row, secretary, cards


def merge(row, host, number=2, into=1):
    merge_statement(public_id=row.public_id, number=number, into=into, by=host.person, mandate=host, now=NOW)  # fmt: skip


def the_usual_way(**said):
    """Cast a vote as a card's script does: in one go, and where that keeps nothing the whole way."""
    return cast_at_once(**said) or cast_vote(**said)


def kept(row, voice):
    """What a voice has said, by the number of the statement."""
    rows = Vote.objects.filter(voter=voice.number_in(row.public_id))
    return dict(rows.values_list("statement__number", "value"))


@pytest.mark.parametrize("way", [cast_vote, the_usual_way])
def test_a_vote_on_the_card_of_a_merged_double_counts_for_the_other_one(way):
    row, host, cards = begun()
    voice, changed, both = make_voice(), make_voice(), make_voice()
    vote(row, changed, {2: 1})
    vote(row, both, {1: 1})

    merge(row, host)
    for one in (voice, changed, both):
        way(conversation=row, voice=one, value=-1, now=NOW, **cards[2])

    assert kept(row, voice) == {1: -1}
    assert kept(row, changed) == {1: -1}  # their word on the double, said otherwise
    assert kept(row, both) == {1: 1}  # as merging does: a vote on what stays is not overruled


def test_a_vote_that_waited_for_the_line_lands_there_only_over_what_it_stood_on():
    row, host, cards = begun()
    new, changed, other, both = (make_voice() for _voice in range(4))
    vote(row, changed, {2: 1})
    vote(row, other, {2: 0})
    vote(row, both, {1: 1})
    merge(row, host)

    for one, stood in ((new, None), (new, None), (changed, 1), (other, 1), (both, 1)):
        said = {"value": -1, "now": NOW, "resent": Resent(stood)}
        cast_vote(conversation=row, voice=one, **said, **cards[2])

    found = [kept(row, one) for one in (new, changed, other, both)]
    assert found == [{1: -1}, {1: -1}, {1: 0}, {1: 1}]


def test_a_double_of_a_double_leads_to_the_last_and_what_was_returned_takes_no_vote():
    row, host, cards = begun()
    voice = make_voice()
    merge(row, host, 3, into=2)
    merge(row, host, 2, into=1)

    cast_vote(conversation=row, voice=voice, value=1, now=NOW, **cards[3])
    return_statement(public_id=row.public_id, number=1, ground="unclear", explanation="Түсініксіз.",
                     by=host.person, mandate=host, now=NOW)  # fmt: skip

    assert kept(row, voice) == {1: 1}
    with pytest.raises(NotPermitted) as caught:
        cast_vote(conversation=row, voice=make_voice(), value=1, now=NOW, **cards[3])
    assert caught.value.refusal.code == "statement_not_shown"


def is_waited_for():
    """Tell, once it is so, that another connection waits for what this one holds; False if never."""
    for _moment in range(LONG * 10):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks "
                "WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


def in_the_instant_of(first, second):
    """Do the first act, then the second while the first is not committed; return what it gave."""
    done = Event()

    def hold():
        try:
            with transaction.atomic():
                first()
                done.set()
                assert is_waited_for(), "the second act did not wait for the first"
        finally:
            connection.close()

    def follow():
        try:
            assert done.wait(LONG)
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        held, followed = pool.submit(hold), pool.submit(follow)
        held.result(LONG)
        return followed.result(LONG)


class TestOnTwoConnections:
    pytestmark = on_two_connections

    @pytest.mark.parametrize("way", [cast_vote, cast_at_once])
    @pytest.mark.parametrize("number", [1, 2])
    def test_a_merge_waits_for_a_vote_that_is_being_kept(self, way, number):
        row, host, cards = made(begun)
        voice = make_voice()
        if number == 1:
            made(vote, row, voice, {2: 1})
        cast = partial(way, conversation=row, voice=voice, value=-1, now=NOW, **cards[number])

        in_the_instant_of(cast, partial(merge, row, host))

        assert made(kept, row, voice)[1] == -1

    @pytest.mark.parametrize("way", [cast_vote, the_usual_way])
    def test_a_vote_that_waited_for_a_merge_lands_on_what_stays(self, way):
        row, host, cards = made(begun)
        voice = make_voice()
        cast = partial(way, conversation=row, voice=voice, value=1, now=NOW, **cards[2])

        in_the_instant_of(partial(merge, row, host), cast)

        assert made(kept, row, voice) == {1: 1}

    def test_a_vote_follows_two_merges_of_which_it_met_the_second(self):
        row, host, cards = made(begun)
        voice = make_voice()
        made(merge, row, host, 3, 2)
        cast = partial(cast_vote, conversation=row, voice=voice, value=1, now=NOW, **cards[3])

        in_the_instant_of(partial(merge, row, host), cast)

        assert made(kept, row, voice) == {1: 1}

    def test_of_many_at_once_none_is_lost(self):
        row, host, cards = made(begun)
        voices = [make_voice() for _voice in range(12)]
        casts = [
            partial(the_usual_way, conversation=row, voice=one, value=1, now=NOW, **cards[2 - at % 2])
            for at, one in enumerate(voices)
        ]  # fmt: skip

        at_once(partial(merge, row, host), *casts)

        assert [made(kept, row, one) for one in voices] == [{1: 1}] * 12
