"""Somebody has the whole database and every key of the server, and asks who voted how."""

import hashlib
import hmac

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from kenes.domain.conversations.actions.mixing import mix_votes
from kenes.domain.conversations.models import Vote, Voter
from kenes.domain.conversations.voices import voice_of_key
from tests.factories.conversations import keyed_people, make_voice, opened, vote

pytestmark = pytest.mark.django_db


def dump():
    """Every value of every table, as text."""
    for model in apps.get_models(include_auto_created=True):
        for row in model.objects.values():
            for name, value in row.items():
                yield model, name, value.hex() if isinstance(value, bytes) else str(value)


def test_a_vote_leads_to_no_person_and_no_person_leads_to_a_vote():
    pointing = {
        model._meta.label
        for model in apps.get_models()
        if {Voter, Vote} & {field.related_model for field in model._meta.get_fields()
                            if isinstance(field, models.ForeignKey)}
    }  # fmt: skip

    direct = {field.related_model._meta.label for model in (Voter, Vote)
              for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)}  # fmt: skip
    assert pointing == {"conversations.Vote"}
    assert direct == {
        "conversations.Conversation", "conversations.Voter", "conversations.Statement",
        "conversations.Rendering",
    }  # fmt: skip


def test_no_column_of_votes_holds_a_time_an_address_or_a_person():
    kinds = {field.name: type(field) for model in (Voter, Vote) for field in model._meta.fields}

    assert set(kinds) == {
        "number", "conversation", "tier", "key", "voter", "statement", "rendering", "value",
    }  # fmt: skip
    assert not {models.DateTimeField, models.DateField, models.GenericIPAddressField} & set(
        kinds.values()
    )


def test_no_value_of_the_whole_dump_under_any_key_of_the_server_makes_a_voters_number():
    row, _secretary = opened()
    people = keyed_people(4)
    for _person, key in people:
        vote(row, voice_of_key(key), {1: 1, 2: -1})
    numbers = set(Voter.objects.values_list("number", flat=True))
    held = [settings.SECRET_KEY.encode(), settings.PERSON_KEY.encode(), b"",
            row.public_id.bytes, str(row.public_id).encode()]  # fmt: skip

    values = {value for model, name, value in dump() if model not in {Voter, Vote}}
    guesses = set()
    for value in values:
        for key in held:
            guesses.add(hmac.digest(key, value.encode(), hashlib.sha256))
            guesses.add(hmac.digest(value.encode(), key, hashlib.sha256))
            guesses.add(voice_guess(value.encode(), row))
        guesses.add(hashlib.sha256(value.encode()).digest())
    made = {int.from_bytes(digest[:8]) & (2**63 - 1) for digest in guesses}

    assert len(numbers) == 4
    assert not numbers & made
    assert not {str(number) for number in numbers} & values


def voice_guess(secret, row):
    return hmac.digest(secret, b"kenes voice key" + row.public_id.bytes, hashlib.sha256)


def test_rows_lie_in_no_order_of_time():
    row, _secretary = opened()
    turns = []
    for _turn in range(24):
        voice = make_voice()
        vote(row, voice, {1: 1})
        turns.append(voice.number_in(row.public_id))

    mix_votes()

    for table, column in (("conversations_voter", "number"), ("conversations_vote", "voter_id")):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {table}")
            lying = [number for (number,) in cursor.fetchall()]
        assert sorted(lying) == sorted(turns)
        assert lying != turns
    keys = list(Vote.objects.order_by("key").values_list("voter", flat=True))
    assert keys != turns


def test_taking_part_leaves_no_trace_in_any_other_table():
    row, _secretary = opened()
    (_person, key), *_others = keyed_people(1)
    before = sorted(
        (model._meta.label, name, value)
        for model, name, value in dump()
        if model not in {Voter, Vote}
    )

    vote(row, voice_of_key(key), {1: 1})

    after = sorted(
        (model._meta.label, name, value)
        for model, name, value in dump()
        if model not in {Voter, Vote}
    )
    assert after == before
