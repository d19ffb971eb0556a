"""Issue tokens to people who were checked, and vote with them: once, here, and nowhere else."""

import hashlib

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.conversations import token_rules
from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.actions.issuing import issue_token
from kenes.domain.conversations.models import TokenIssue, TokenKey, Vote, Voter
from kenes.domain.conversations.queries import tokens
from kenes.domain.conversations.tokens import PROBLEMS, public_key, seal, voice_of_seal
from kenes.domain.conversations.voices import make_token, voice_of_key
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from kenes.engines.blind.errors import BlindError
from kenes.engines.blind.keys import PrivateKey
from kenes.engines.blind.tokens import Token, request, token_context
from tests.factories.conversations import (
    begun_token,
    checked_person,
    issued_token,
    keyed_people,
    make_voice,
    many_issued,
    opened,
    voice_of,
    vote,
)
from tests.factories.recommendations import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return opened(with_tokens=True)[0]


def ask(row, person, blinded):
    return issue_token(conversation=row, blinded=blinded, person=person, now=NOW)


def code_of(act, *args):
    with pytest.raises(NotPermitted) as caught:
        act(*args)
    return caught.value.refusal.code


def test_a_token_votes_under_a_number_of_its_own_tier(row):
    voice = voice_of(row, issued_token(row, checked_person()))

    vote(row, voice, {1: 1, 2: -1})

    assert Voter.objects.get().tier == "checked"
    assert Vote.objects.count() == 2


def test_a_token_shown_again_opens_the_same_voter_however_it_is_typed(row):
    letters = issued_token(row, checked_person())
    spaced = " ".join(letters[at : at + 5] for at in range(0, len(letters), 5)).lower()

    vote(row, voice_of(row, letters), {1: 1})
    vote(row, voice_of(row, spaced), {1: -1})

    assert [one.value for one in Vote.objects.all()] == [-1]
    assert Voter.objects.count() == 1


def test_one_person_is_issued_one_token_and_a_lost_answer_comes_again(row):
    person, begun = checked_person(), begun_token(row)

    first, again = ask(row, person, begun.blinded), ask(row, person, begun.blinded)

    assert first == again
    assert TokenIssue.objects.count() == 1
    assert code_of(ask, row, person, begun_token(row).blinded) == "token_already_issued"


def test_who_was_not_checked_is_issued_none(row):
    (by_email, _key), *_others = keyed_people(1)

    for person in (make_person(), by_email):
        assert code_of(ask, row, person, begun_token(row).blinded) == "identity_not_checked"
    assert not TokenIssue.objects.exists()


def test_a_conversation_without_the_tier_has_no_key_and_issues_none():
    plain = opened()[0]

    assert code_of(ask, plain, checked_person(), b"x") == "no_checked_tier"
    with pytest.raises(NotFound):
        tokens.token_key_of(plain)


def test_what_is_no_blinded_token_is_refused_and_counts_as_no_issue(row):
    for blinded in (b"short", b"\xff" * 256):
        with pytest.raises(Invalid):
            ask(row, checked_person(), blinded)
    assert not TokenIssue.objects.exists()


def test_a_signature_that_came_out_wrong_leaves_the_machine_by_no_way(row, monkeypatch):
    monkeypatch.setattr(PrivateKey, "power", lambda _key, _number: 5)

    with pytest.raises(BlindError, match="came out wrong"):
        ask(row, checked_person(), b"\0" * 255 + b"\7")


@pytest.mark.parametrize(
    ("spoil", "step"),
    [
        (lambda _letters: "hello", "token.form"),
        (lambda letters: letters[:-9] + "AAAAAAAAA", "token.damaged"),
        (lambda letters: letters[:40], "token.damaged"),
        (lambda _letters: "KT1." + make_token(), "token.damaged"),
    ],
    ids=["no token", "damaged", "cut", "a link's token"],
)
def test_a_spoilt_token_says_what_is_wrong(row, spoil, step):
    letters = issued_token(row, checked_person())

    with pytest.raises(Invalid) as caught:
        voice_of(row, spoil(letters))
    assert caught.value.problems["letters"] == PROBLEMS[step]


def test_a_token_of_another_conversation_and_one_signed_by_nobody_open_nothing(row):
    other = opened(with_tokens=True)[0]
    foreign = issued_token(other, checked_person())
    true, begun = Token.parse(issued_token(row, checked_person())), begun_token(row)
    head, nonce = begun.prepared[:32], begun.prepared[-32:]

    with pytest.raises(Invalid) as elsewhere:
        voice_of(row, foreign)
    with pytest.raises(Invalid) as unsigned:
        voice_of(row, Token(begun.key.key_id, head, nonce, true.signature).text())
    assert elsewhere.value.problems["letters"] == PROBLEMS["token.key"]
    assert unsigned.value.problems["letters"] == PROBLEMS["token.signature"]


def test_a_token_of_another_tier_opens_nothing(row):
    known = public_key(tokens.token_key_of(row))
    begun = request(known, token_context(str(row.public_id), "link", known))
    letters = begun.finish(ask(row, checked_person(), begun.blinded)).text()

    with pytest.raises(Invalid) as caught:
        voice_of(row, letters)
    assert caught.value.problems["letters"] == PROBLEMS["token.signature"]


def test_what_the_browser_keeps_of_a_token_holds_here_alone(row):
    other = opened(with_tokens=True)[0]
    voice = voice_of(row, issued_token(row, checked_person()))
    sealed = seal(row, voice)

    assert voice_of_seal(row, sealed) == voice
    for given in (sealed[:-8] + "AAAAAAAA", "no base32!", make_token(), ""):
        with pytest.raises(Invalid):
            voice_of_seal(row, given)
    with pytest.raises(Invalid):
        voice_of_seal(other, sealed)


def test_tokens_are_taken_once_thirty_are_issued(row):
    on = NOW.date()

    many_issued(row, 29)
    early = token_rules.refuse_to_take_tokens(row, tokens.issued_of(row.token_key), on=on)
    issued_token(row, checked_person())
    later = token_rules.refuse_to_take_tokens(row, tokens.issued_of(row.token_key), on=on)

    assert (early.code, later) == ("tokens_too_few", None)


def test_where_only_checked_people_are_admitted_nobody_else_votes():
    row, _secretary = opened(admits="checked")
    (_person, key), *_others = keyed_people(1)
    assert code_of(vote, row, make_voice(), {1: 1}) == "token_needed"
    assert code_of(vote, row, voice_of_key(key), {1: 1}) == "token_needed"
    vote(row, voice_of(row, issued_token(row, checked_person())), {1: 1})
    assert Voter.objects.get().tier == "checked"


def test_where_a_key_is_asked_for_a_token_votes_too():
    row, _secretary = opened(admits="key", with_tokens=True)

    vote(row, voice_of(row, issued_token(row, checked_person())), {1: 1})

    assert Vote.objects.count() == 1


def test_the_key_is_published_before_it_signs_and_destroyed_with_the_counts_at_the_end():
    row, secretary = opened(with_tokens=True)
    key = TokenKey.objects.get()
    published = Entry.objects.get(type="conversation.token_key_published").content
    issued_token(row, checked_person())
    many_issued(row, 11)
    while_open = tokens.published_counts(row)
    vote(row, voice_of(row, issued_token(row, checked_person())), {1: 1})

    row = hosting.close_conversation(
        public_id=row.public_id, grounds="Бітті", by=secretary.person, mandate=secretary, now=NOW
    )
    counted = Entry.objects.get(type="conversation.token_key_destroyed").content
    key.refresh_from_db()

    assert published["key_der"] == bytes(key.public).hex()
    assert (while_open.issued, while_open.spent, while_open.is_exact) == (10, 0, False)
    assert tokens.published_counts(row) == tokens.TokenCounts(13, 1, is_exact=True)
    assert (counted["issued"], counted["spent"]) == (13, 1)
    assert bytes(key.sealed) == b""
    assert code_of(ask, row, checked_person(), b"x") == "conversation_closed"


def test_the_private_key_lies_closed_in_the_table(row):
    sealed = bytes(TokenKey.objects.get().sealed)

    assert b"ENCRYPTED PRIVATE KEY" in sealed


def test_the_database_itself_holds_one_issue_a_person(row):
    person = checked_person()
    issued_token(row, person)

    with pytest.raises(IntegrityError), transaction.atomic():
        TokenIssue.objects.create(
            token_key=row.token_key, person=person, blinded_sha256=hashlib.sha256().hexdigest()
        )


def test_a_person_reads_where_they_were_issued_a_token_and_nothing_of_how_they_voted(row):
    person = checked_person()
    issued_token(row, person)

    assert [one["public_id"] for one in tokens.issued_to(person)] == [row.public_id]
    assert tokens.was_issued(row, person)
    assert not tokens.was_issued(row, make_person())
