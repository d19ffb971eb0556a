"""Vote, vote otherwise, take it back: what counts, what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.accounts.support_keys import make_key
from kenes.domain.conversations.actions.voting import Resent, cast_vote, take_back_votes
from kenes.domain.conversations.models import Statement, Vote, Voter
from kenes.domain.conversations.queries import shown_statements, voting
from kenes.domain.conversations.routing import Tally
from kenes.domain.conversations.telling import MAY_BE_RELEASED, NEVER_RELEASED, text_for
from kenes.domain.conversations.voices import make_token, voice_of_key, voice_of_token
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories.conversations import make_voice, opened, prepared, vote
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def cast(row, voice, *, statement=1, rendering=None, value=1, now=NOW, **more):
    shown = {one.number: one for one in shown_statements(row, Statement.State.values)}
    text = rendering or shown[statement].in_language("kk").pk
    return cast_vote(
        conversation=row,
        voice=voice,
        statement=statement,
        rendering=text,
        value=value,
        now=now,
        **more,
    )


def refused(*args, **kwargs):
    with pytest.raises(NotPermitted) as caught:
        cast(*args, **kwargs)
    assert not Vote.objects.exists()
    return caught.value.refusal.code


def test_a_vote_is_kept_with_the_text_that_was_shown():
    row, _secretary = opened()

    vote(row, make_voice(), {1: 1, 2: -1, 3: 0}, language="ru")

    kept = Vote.objects.order_by("statement__number")
    assert [one.value for one in kept] == [1, -1, 0]
    assert {one.rendering.language for one in kept} == {"ru"}


def test_the_last_vote_on_a_statement_counts_from_whichever_device():
    row, _secretary = opened()
    key = make_key()

    vote(row, voice_of_key(key), {1: 1})
    vote(row, voice_of_key(key.lower()), {1: -1})

    assert [(one.value, one.voter.tier) for one in Vote.objects.all()] == [(-1, "key")]
    assert Voter.objects.count() == 1


def test_voters_of_one_voice_in_two_conversations_have_nothing_in_common():
    first, second = opened()[0], opened()[0]
    voice = make_voice()

    vote(first, voice, {1: 1})
    vote(second, voice, {1: 1})

    assert Voter.objects.values("number").distinct().count() == 2


def test_a_foreign_an_unknown_and_a_hidden_statement_take_no_vote():
    row, other = opened()[0], opened()[0]
    foreign = shown_statements(other)[0].in_language("kk").pk
    second = shown_statements(row)[1].in_language("kk").pk
    third = Statement.objects.filter(conversation=row, number=3)
    third.update(state=Statement.State.RETURNED, ground=Statement.Ground.UNCLEAR)

    assert refused(row, make_voice(), rendering=foreign) == "statement_not_shown"
    assert refused(row, make_voice(), rendering=second) == "statement_not_shown"
    assert refused(row, make_voice(), rendering=10**9) == "statement_not_shown"
    assert refused(row, make_voice(), statement=3) == "statement_not_shown"
    assert not Voter.objects.exists()


def test_a_conversation_takes_votes_only_while_it_is_open():
    row, _secretary = prepared()
    over = opened(closes_on=date(2026, 11, 20))[0]

    assert refused(row, make_voice()) == "conversation_not_open"
    assert refused(over, make_voice(), now=NOW + timedelta(days=30)) == "conversation_closed"


def test_where_a_key_is_asked_for_a_link_does_not_vote():
    row, _secretary = opened(admits="key")

    assert refused(row, make_voice()) == "key_needed"
    cast(row, voice_of_key(make_key()))
    assert Voter.objects.get().tier == "key"


def test_another_value_is_refused():
    with pytest.raises(Invalid):
        cast(opened()[0], make_voice(), value=2)


def test_a_forged_token_has_no_voice():
    for token in ("", "A" * 40, "not base32!", make_token()[:-4] + "AAAA"):
        with pytest.raises(Invalid):
            voice_of_token(token)


def test_a_page_sent_twice_makes_one_voter_and_another_page_another():
    seed = voting.new_seed()

    assert make_token(seed) == make_token(seed)
    assert (
        len(
            {
                make_token(seed),
                make_token(voting.new_seed()),
                make_token("short"),
                make_token("short"),
            }
        )
        == 4
    )


def test_a_voice_takes_all_its_votes_back_and_leaves_no_row():
    row, _secretary = opened()
    voice, other = make_voice(), make_voice()
    vote(row, voice, {1: 1, 2: 1})
    vote(row, other, {1: -1})

    assert take_back_votes(conversation=row, voice=voice, now=NOW) == 2
    assert [one.value for one in Vote.objects.all()] == [-1]
    assert Voter.objects.count() == 1


def test_a_vote_costs_four_statements(django_assert_num_queries):
    row, _secretary = opened()
    voice = make_voice()
    text = shown_statements(row)[0].in_language("kk").pk
    # A savepoint and its release, the text, the voter, the vote.
    with django_assert_num_queries(5):
        cast_vote(conversation=row, voice=voice, statement=1, rendering=text, value=1, now=NOW)


def test_what_was_seen_least_comes_first_and_everything_comes_in_the_end():
    row, _secretary = opened()
    every = shown_statements(row)
    seen = {one.pk: Tally(500, 1000, {"kk": 500, "ru": 500}) for one in every[1:]}

    drawn = [voting.next_statement(every, {}, seen, bytes([n]), "kk") for n in range(40)]
    order, done = [], {}
    while (found := voting.next_statement(every, done, {}, b"seed", "kk")) is not None:
        order.append(found[0].number)
        done[found[0].pk] = 1

    assert [one.number for one, _chance in drawn].count(1) >= 30
    assert {round(chance, 2) for _one, chance in drawn} <= {0.05, 0.85}
    assert sorted(order) == [1, 2, 3, 4]


def test_the_database_holds_no_second_vote_and_no_other_value():
    row, _secretary = opened()
    vote(row, make_voice(), {1: 1})
    kept = Vote.objects.get()
    again = {"voter": kept.voter, "statement": kept.statement, "rendering": kept.rendering}

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(value=1, **again)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(value=5)


def values():
    return [one.value for one in Vote.objects.all()]


def test_a_voter_is_new_once():
    row, voice = opened()[0], make_voice()

    assert [cast(row, voice, statement=number) for number in (1, 2, 1)] == [True, False, False]


def test_a_vote_that_waited_arrives_once_however_often_it_is_sent():
    row, voice = opened()[0], make_voice()

    for _time in range(3):
        cast(row, voice, value=1, resent=Resent(stood=None))

    assert values() == [1]


def test_a_vote_that_comes_late_undoes_nothing_that_was_said_since():
    row, voice = opened()[0], make_voice()
    cast(row, voice, value=1)
    cast(row, voice, value=-1)

    cast(row, voice, value=1, resent=Resent(stood=None))
    late = values()
    cast(row, voice, value=0, resent=Resent(stood=1))
    later = values()
    cast(row, voice, value=0, resent=Resent(stood=-1))

    assert (late, later, values()) == ([-1], [-1], [0])


def test_what_a_voter_was_told_is_kept_as_it_was_at_the_first_vote():
    row, silent = opened(releases_rows=True)[0], opened()[0]
    told, untold, forged = make_voice(), make_voice(), make_voice()

    cast(row, told, told=text_for(row))
    cast(row, told, statement=2, told=NEVER_RELEASED)
    cast(silent, untold)
    cast(silent, forged, told=99)

    kept = {one.number: one.told for one in Voter.objects.all()}
    numbers = [told.number_in(row.public_id)]
    numbers += [voice.number_in(silent.public_id) for voice in (untold, forged)]
    assert [kept[number] for number in numbers] == [MAY_BE_RELEASED, 0, 0]
    assert text_for(silent) == NEVER_RELEASED
