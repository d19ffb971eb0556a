"""Results come in steps, hide what is small, and are on the register."""

from datetime import date, timedelta

import pytest

from kenes.domain.conversations.actions import counting
from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.models import Result, Vote
from kenes.domain.conversations.voices import make_token, voice_of_token
from kenes.domain.register.models import Entry
from tests.factories.campaigns import make_campaign
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def bring(row, many, values, *, name=""):
    """Let so many people vote alike; the same name and number is the same person."""
    tokens = (make_token(f"somebody number {name} {n:020}") for n in range(many))
    people = (Ballot(voice_of_token(token), "kk", values) for token in tokens)
    bring_votes(conversation=row, ballots=people)


def test_nothing_is_published_below_thirty_people():
    row, _secretary = opened()
    bring(row, 29, {1: 1, 2: -1})

    assert publish_result(row, now=NOW) is None
    vote(row, make_voice(), {1: 1})
    assert publish_result(row, now=NOW).voters == 30


def test_no_result_is_published_without_a_lawful_answer_or_on_a_barred_day():
    row, _secretary = opened()
    lawful, _other = opened(contest="yes", pollster="ТОО «Мысал»", notice="12-34")
    for one in (row, lawful):
        bring(one, 30, {1: 1, 2: -1}, name=one.pk)
    make_campaign(voting_on=date(2026, 11, 30))

    before = [publish_result(one, now=NOW) for one in (row, lawful)]
    row.contest = "no"
    after = publish_result(row, now=NOW)
    bring(lawful, 10, {1: 1}, name="late")
    barred = publish_result(lawful, now=NOW + timedelta(days=18))

    assert before[0] is None
    assert before[1].voters == after.voters == 30
    assert barred is None


def test_the_next_result_comes_with_ten_new_people_and_not_with_nine_or_with_changed_votes():
    row, _secretary = opened()
    bring(row, 30, {1: 1, 2: -1})
    first = publish_result(row, now=NOW)
    Vote.objects.filter(statement__number=2).update(value=1)
    bring(row, 9, {1: 1}, name="late")

    with_nine = publish_result(row, now=NOW)
    vote(row, make_voice(), {1: 1})
    with_ten = publish_result(row, now=NOW)

    assert (first.voters, with_nine, with_ten.voters) == (30, None, 40)
    assert publish_result(row, now=NOW) is None


def test_a_statement_with_fewer_than_ten_votes_shows_no_figures():
    row, _secretary = opened()
    bring(row, 30, {1: 1})
    bring(row, 9, {2: 1, 1: -1}, name="few")

    result = publish_result(row, now=NOW)

    first, second = result.figures["map"]["statements"]
    assert [first[name] for name in ("agrees", "disagrees", "votes")] == [30, 9, 39]
    assert {second[name] for name in ("agrees", "disagrees", "votes", "low")} == {None}
    assert 2 not in result.figures["place"]["statements"]


def test_a_result_is_on_the_register_with_a_digest_and_no_figures():
    row, _secretary = opened()
    bring(row, 31, {1: 1, 2: 0})
    publish_result(row, now=NOW)

    entry = Entry.objects.filter(object=row.public_id).latest("pk")

    assert (entry.type, entry.actor_role) == ("conversation.result_published", "system")
    assert (entry.content["voters"], entry.content["votes"]) == (31, 60)
    assert len(entry.content["figures_sha256"]) == 64
    assert entry.content["basis"] == "tables"


def test_a_result_that_another_worker_published_meanwhile_is_not_published_twice(monkeypatch):
    row, _secretary = opened()
    bring(row, 30, {1: 1, 2: 1})
    compute, others = counting.compute, []

    def slowly(*args, **facts):
        monkeypatch.setattr(counting, "compute", compute)
        others.append(publish_result(row, now=NOW))
        return compute(*args, **facts)

    monkeypatch.setattr(counting, "compute", slowly)

    assert publish_result(row, now=NOW) is None
    assert list(Result.objects.all()) == others


def test_whoever_voted_on_nothing_that_is_shown_is_not_counted():
    row, _secretary = opened()
    bring(row, 30, {2: 1})
    row.statements.filter(number=2).update(state="returned", ground="unclear")

    assert publish_result(row, now=NOW) is None


def test_what_is_no_vote_is_not_brought_in():
    row, _secretary = opened()

    with pytest.raises(ValueError, match="2 is no vote"):
        bring(row, 1, {1: 2})


def test_votes_on_a_returned_statement_count_nowhere():
    row, _secretary = opened()
    bring(row, 30, {1: 1, 2: 1})
    row.statements.filter(number=2).update(state="returned", ground="unclear")

    result = publish_result(row, now=NOW)

    assert [one["statement"] for one in result.figures["map"]["statements"]] == [1]
    assert Result.objects.get().votes == 30
