"""How a conversation went, from its results and its register: no vote, nobody."""

from datetime import timedelta

import pytest

from kenes.domain.conversations.actions.moderating import merge_statement, return_statement
from kenes.domain.conversations.models import Result
from kenes.web.conversations.days import days_of
from tests.factories.conversations import opened
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
ONE = {"votes": 100, "lower": 0.6, "low": 0.7}
OTHER = {"votes": 100, "lower": None, "low": 0.8}


def _published(row, days, voters, people, statements=(ONE, OTHER)):
    group = {"names": list(range(len(people))), "people": people, "of": voters, "cells": []}
    Result.objects.create(
        conversation=row, voters=voters, votes=voters * 9, verdict="groups",
        figures={"parts": {"group": group}, "map": {"statements": list(statements)}},
        computed_at=NOW + timedelta(days=days),
    )  # fmt: skip


def test_each_day_tells_what_its_last_result_told(settings):
    settings.LANGUAGE_CODE = "en"
    row, _secretary = opened()
    _published(row, 0, 30, [20, 10])
    _published(row, 0, 40, [30, 10])
    _published(row, 2, 60, [40, None])
    _published(row, 3, 80, [], (ONE, OTHER))

    first, second, last = days_of(row)

    assert (first.votes, first.people, first.groups, first.agreed) == (
        360, 40, {"A": 0.75, "B": 0.25}, 1,
    )  # fmt: skip
    assert (second.votes, second.groups) == (180, {"A": 0.67, "B": None})
    assert (last.groups, last.agreed) == ({}, 2)


def test_what_moderation_removed_stands_on_its_day():
    row, secretary = opened()
    _published(row, 0, 30, [20, 10])
    who = {"by": secretary.person, "mandate": secretary, "now": NOW + timedelta(days=1)}
    explanation = "Не айтқысы келгені түсініксіз."
    return_statement(
        public_id=row.public_id, number=1, ground="unclear", explanation=explanation, **who
    )
    merge_statement(public_id=row.public_id, number=2, into=3, **who)

    first, second = days_of(row)

    assert (first.returned, first.merged) == (0, 0)
    assert (second.returned, second.merged) == (1, 1)
    assert (second.votes, second.people, second.agreed) == (0, 30, None)


def test_a_conversation_without_a_result_has_no_course():
    assert days_of(opened()[0]) == []
