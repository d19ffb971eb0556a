"""Somebody has the whole database and every key of the server, and asks who voted how."""

import hashlib
import hmac

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.conversations.actions.issuing import issue_token
from kenes.domain.conversations.actions.mixing import TABLES, mix_votes
from kenes.domain.conversations.models import TokenIssue, TokenKey, Vote, Voter
from kenes.domain.conversations.voices import Voice, voice_of_key
from tests.factories.conversations import (
    begun_token,
    checked_person,
    issued_token,
    keyed_people,
    make_voice,
    opened,
    voice_of,
    vote,
)
from tests.factories.recommendations import NOW

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
        "number", "conversation", "tier", "region", "told", "key", "voter", "statement",
        "rendering", "value",
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

    # A column more than the key: for that alone an index would answer, in its own order.
    for table, columns in (
        ("conversations_voter", "number, tier"),
        ("conversations_vote", "voter_id, value"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")
            lying = [number for number, _other in cursor.fetchall()]
        assert sorted(lying) == sorted(turns)
        assert lying != turns
    keys = list(Vote.objects.order_by("key").values_list("voter", flat=True))
    assert keys != turns


def test_taking_part_leaves_no_trace_in_any_other_table():
    row, _secretary = opened()
    (_person, key), *_others = keyed_people(1)
    before = elsewhere()

    vote(row, voice_of_key(key), {1: 1})

    assert elsewhere() == before


def elsewhere():
    """Everything that stands in other tables than those of votes."""
    return sorted(
        (model._meta.label, name, value)
        for model, name, value in dump()
        if model not in {Voter, Vote}
    )


@pytest.fixture
def checked():
    """People who were issued tokens one by one and voted with them in the same turn."""
    row, _secretary = opened(with_tokens=True)
    turns = []
    for _turn in range(8):
        person, begun = checked_person(), begun_token(row)
        signed = issue_token(conversation=row, blinded=begun.blinded, person=person, now=NOW)
        voice = voice_of(row, begun.finish(signed).text())
        vote(row, voice, {1: 1})
        seen = (begun.blinded, signed)
        turns.append((person.pk, voice.number_in(row.public_id), seen))
    mix_votes()
    return row, turns


def test_no_join_leads_from_an_issued_token_to_a_voter():
    issue = {field.related_model._meta.label for field in TokenIssue._meta.get_fields()
             if isinstance(field, models.ForeignKey)}  # fmt: skip
    columns = {field.name for field in TokenIssue._meta.fields}

    assert issue == {"conversations.TokenKey", "accounts.Person"}
    assert columns == {"key", "token_key", "person", "blinded_sha256"}
    assert {field.name for field in TokenKey._meta.fields} == {
        "id", "conversation", "public", "sealed",
    }  # fmt: skip


def test_no_value_that_an_issue_left_or_showed_makes_a_checked_voters_number(checked):
    row, turns = checked
    private = bytes(TokenKey.objects.get().sealed)
    held = [settings.SECRET_KEY.encode(), settings.PERSON_KEY.encode(), private,
            row.public_id.bytes, keyed_digest("token seal", b""), b""]  # fmt: skip
    kept = [value.encode() for value in TokenIssue.objects.values_list("blinded_sha256", flat=True)]
    kept += [str(key).encode() for key in TokenIssue.objects.values_list("key", flat=True)]
    shown = [octets for _person, _number, seen in turns for octets in seen]

    guesses = {
        int.from_bytes(hmac.digest(key, value, hashlib.sha256)[:8]) >> 1
        for value in (*kept, *shown)
        for key in (*held, *kept)
    }
    guesses |= {Voice("checked", value).number_in(row.public_id) for value in (*kept, *shown)}
    guesses |= {
        Voice("checked", hashlib.sha256(value).digest()).number_in(row.public_id)
        for value in (*kept, *shown)
    }

    assert not guesses & {number for _person, number, _seen in turns}


def test_issues_and_voters_lie_in_no_common_order(checked):
    _row, turns = checked
    place_of_person = {person: place for place, (person, _number, _seen) in enumerate(turns)}
    place_of_voter = {number: place for place, (_person, number, _seen) in enumerate(turns)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, blinded_sha256 FROM conversations_tokenissue")
        issues = [place_of_person[person] for person, _blinded in cursor.fetchall()]
        cursor.execute("SELECT number, tier FROM conversations_voter")
        voters = [place_of_voter[number] for number, _tier in cursor.fetchall()]

    assert sorted(issues) == sorted(voters) == list(range(len(turns)))
    assert len({tuple(issues), tuple(voters), tuple(sorted(issues))}) == 3
    assert issues != list(reversed(voters))


def test_no_number_of_the_databases_own_tells_the_turn_of_a_row(checked):
    for rows in TABLES:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"SELECT count(*) FROM {rows.table} WHERE rowid <> {rows.key}")
                assert cursor.fetchone() == (0,)
            else:
                cursor.execute(f"SELECT count(DISTINCT xmin::text), count(*) FROM {rows.table}")
                assert cursor.fetchone() == (1, 8)


def test_showing_a_token_and_voting_with_it_leaves_no_trace_in_any_other_table():
    row, _secretary = opened(with_tokens=True)
    letters = issued_token(row, checked_person())
    before = elsewhere()

    vote(row, voice_of(row, letters), {1: 1})

    assert elsewhere() == before
    assert letters not in {value for _model, _name, value in before}
