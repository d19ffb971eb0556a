"""When a result comes: nobody knows of how many people and when, until it is there."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.actions.counting import publish_due
from kenes.domain.conversations.actions.voting import take_back_votes
from kenes.domain.conversations.models import Conversation, Result
from kenes.domain.conversations.queries.voting import tallies, votes_in_tens
from tests.domain.conversations.test_results import bring
from tests.factories.campaigns import make_campaign
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
MOST = 39
"""As many as the first result can wait for."""
MINUTE = timedelta(minutes=1)


def published(now):
    return publish_due(now=now)


def waits_of(row):
    return Conversation.objects.values_list("result_from", "result_after").get(pk=row.pk)


def test_nothing_comes_in_the_hour_after_there_are_enough_and_it_does_within_the_next():
    row, _secretary = opened()
    bring(row, MOST, {1: 1, 2: -1})

    early = [published(NOW + minutes * MINUTE) for minutes in (0, 1, 30, 59)]
    bring(row, 7, {1: 1}, name="meanwhile")
    late = published(NOW + 120 * MINUTE)

    assert early == [0] * 4
    assert late == 1
    assert Result.objects.get().voters == MOST + 7
    assert waits_of(row) == (None, None)


def test_the_moment_and_the_number_are_drawn_once_and_not_the_same_for_all():
    rows = [opened()[0] for _conversation in range(8)]
    for row in rows:
        bring(row, MOST, {1: 1}, name=row.pk)

    published(NOW)
    first = [waits_of(row) for row in rows]
    published(NOW + 5 * MINUTE)

    assert [waits_of(row) for row in rows] == first
    assert all(30 <= many <= MOST for many, _moment in first)
    assert all(NOW + 60 * MINUTE <= moment < NOW + 120 * MINUTE for _many, moment in first)
    assert len(set(first)) > 1
    assert len({many for many, _moment in first}) > 1


def test_a_clock_that_jumps_back_and_forth_brings_no_result_early_and_loses_none():
    row, _secretary = opened()
    bring(row, MOST, {1: 1, 2: -1})

    came = [published(NOW + hours * 60 * MINUTE) for hours in (0, -30, -1, 0, 2, -30, 2)]

    assert came == [0, 0, 0, 0, 1, 0, 0]
    assert Result.objects.get().voters == MOST


def test_fewer_than_were_drawn_start_no_waiting():
    row, _secretary = opened()
    Conversation.objects.filter(pk=row.pk).update(result_from=35)
    bring(row, 34, {1: 1})

    published(NOW)
    before = waits_of(row)
    vote(row, make_voice(), {1: 1})
    published(NOW + MINUTE)

    assert before == (35, None)
    assert waits_of(row)[1] is not None


def test_whoever_took_votes_back_while_a_result_waited_is_not_in_it_and_below_thirty_none_comes():
    row, _secretary = opened()
    voice = make_voice()
    vote(row, voice, {1: -1})
    bring(row, 29, {1: 1})
    Conversation.objects.filter(pk=row.pk).update(result_from=30)
    published(NOW)

    take_back_votes(conversation=row, voice=voice, now=NOW)

    assert published(NOW + 120 * MINUTE) == 0
    assert not Result.objects.exists()


def test_the_result_of_a_closed_conversation_waits_for_nothing():
    row, secretary = opened()
    bring(row, 30, {1: 1})
    published(NOW)
    who = {"by": secretary.person, "mandate": secretary, "now": NOW}
    hosting.close_conversation(public_id=row.public_id, grounds="Барлығы айтылды", **who)

    assert published(NOW + MINUTE) == 1


def test_a_result_that_the_law_bars_comes_when_the_bar_is_gone():
    row, _secretary = opened(contest="yes", pollster="ТОО «Мысал»", notice="12-34")
    bring(row, MOST, {1: 1})
    period = make_campaign(voting_on=NOW.date() + timedelta(days=3))
    published(NOW)

    barred = published(NOW + 120 * MINUTE)
    period.delete()

    assert (barred, published(NOW + 121 * MINUTE)) == (0, 1)


def test_what_cards_are_drawn_by_are_published_counts_and_hosts_see_votes_in_tens():
    row, _secretary = opened()
    bring(row, MOST, {1: 1, 2: -1})
    unpublished = tallies(row)
    published(NOW)
    published(NOW + 120 * MINUTE)
    bring(row, 9, {1: -1, 3: 1}, name="since")
    numbers = dict(row.statements.values_list("pk", "number"))

    told = {numbers[pk]: (one.agrees, one.votes) for pk, one in tallies(row).items()}

    assert unpublished == {}
    assert told == {1: (MOST, MOST), 2: (0, MOST)}
    assert {numbers[pk]: many for pk, many in votes_in_tens(row).items()} == {1: 40, 2: 30, 3: 0}


def test_looking_whether_a_result_is_due_reads_no_votes_and_no_figures_before_there_are_enough():
    row, _secretary = opened()
    bring(row, MOST, {1: 1, 2: -1})
    published(NOW)
    published(NOW + 120 * MINUTE)
    published(NOW + 121 * MINUTE)

    with CaptureQueriesContext(connection) as asked:
        published(NOW + 122 * MINUTE)

    tables = [re.findall(r'FROM "(\w+)"', query["sql"]) for query in asked]
    assert tables == [["conversations_conversation"], ["conversations_voter"]]
