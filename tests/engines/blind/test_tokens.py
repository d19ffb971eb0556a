"""Tokens from request to spending, and everything that is not one."""

import string
from base64 import b32encode
from dataclasses import replace

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.blind import letters, protocol
from kenes.engines.blind.errors import BlindError, Fault
from kenes.engines.blind.tokens import (
    Token,
    TokenContext,
    accept,
    issue,
    request,
    token_context,
)
from tests.engines.blind.cases import ISSUER, OTHER, few, flipped, read, refused

KEY = ISSUER.public
CASE = read("token.json")
TALK = "0192f7a0-0000-7000-8000-000000000001"
CONTEXT = token_context(TALK, "checked", KEY)
QR_LETTERS = set(string.digits + string.ascii_uppercase + " $%*+-./:")
names = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=64)


def new_token(context=CONTEXT, key=ISSUER):
    asked = request(key.public, context)
    return asked.finish(issue(key, asked.blinded))


@pytest.fixture(scope="module")
def token():
    return new_token()


@few
@given(conversation=names, tier=names)
def test_a_token_is_asked_issued_carried_and_accepted(conversation, tier):
    context = token_context(conversation, tier, KEY)

    carried = Token.parse(new_token(context).text())

    assert accept(KEY, context, carried) == carried.mark(context)


def test_our_vector_is_made_again():
    values = {name: bytes.fromhex(CASE[name]) for name in ("prefix", "nonce", "salt", "blinded")}
    context = token_context(CASE["conversation"], CASE["tier"], KEY)
    prepared = values["prefix"] + context.octets() + values["nonce"]

    hidden = protocol.blind_with(KEY, prepared, salt=values["salt"], factor=int(CASE["factor"], 16))
    signature = protocol.finalize(KEY, prepared, issue(ISSUER, hidden.octets), hidden.inverse)
    token = Token(KEY.key_id, values["prefix"], values["nonce"], signature)

    assert hidden.octets == values["blinded"]
    assert token.text() == CASE["text"]
    assert accept(KEY, context, token).hex() == CASE["mark"]
    assert (KEY.der.hex(), KEY.key_id.hex()) == (CASE["spki"], CASE["key_id"])
    assert context.octets().decode() == CASE["context"]


def test_the_letters_fit_the_small_mode_of_a_qr_code(token):
    code = segno.make(token.text(), error="m")

    assert set(token.text()) <= QR_LETTERS
    assert len(token.text()) == 548
    assert code.mode == "alphanumeric"
    assert code.version <= 15


def test_a_token_copied_with_spaces_lines_and_small_letters_is_the_same(token):
    text = token.text()
    copied = "\n".join(text[at : at + 40] for at in range(0, len(text), 40)).lower()

    assert Token.parse(f"  {copied}\n") == token


def test_a_token_shown_twice_has_one_mark_and_in_another_place_another(token):
    elsewhere = TokenContext("another", CONTEXT.tier, CONTEXT.key_id)

    assert accept(KEY, CONTEXT, token) == accept(KEY, CONTEXT, token)
    assert token.mark(elsewhere) != token.mark(CONTEXT)
    assert new_token().mark(CONTEXT) != token.mark(CONTEXT)


def test_a_lost_answer_is_asked_for_again():
    asked = request(KEY, CONTEXT)

    first, second = issue(ISSUER, asked.blinded), issue(ISSUER, asked.blinded)

    assert first == second
    assert asked.finish(second) == asked.finish(first)


@pytest.mark.parametrize(
    "context",
    [
        token_context("another", "checked", KEY),
        token_context(TALK, "link", KEY),
        token_context(TALK.upper(), "checked", KEY),
    ],
    ids=lambda context: f"{context.conversation} {context.tier}",
)
def test_a_token_of_another_conversation_or_tier_is_refused(token, context):
    refused("token.signature", Fault.TOKEN, accept, KEY, context, token)


def test_a_token_of_another_key_is_refused_by_name(token):
    context = token_context(TALK, "checked", OTHER.public)

    error = refused("token.key", Fault.TOKEN, accept, OTHER.public, context, token)

    assert error.found == KEY.key_id.hex()
    refused("context.key", Fault.PROGRAM, accept, KEY, context, token)
    refused("context.key", Fault.PROGRAM, request, KEY, context)


def test_a_token_signed_by_a_key_that_takes_this_ones_name_is_refused():
    forged = replace(new_token(token_context(TALK, "checked", OTHER.public), OTHER))

    refused(
        "token.signature", Fault.TOKEN, accept, KEY, CONTEXT, replace(forged, key_id=KEY.key_id)
    )


@pytest.mark.parametrize("part", ["prefix", "nonce", "signature"])
@few
@given(bit=st.integers(0, 10_000))
def test_one_changed_bit_ends_a_token(token, part, bit):
    changed = replace(token, **{part: flipped(getattr(token, part), bit)})

    refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, changed)


@pytest.mark.parametrize("size", [0, 1, 255, 257, 512])
def test_a_signature_of_another_length_is_refused(token, size):
    other = replace(token, signature=bytes(size))

    refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, other)


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a\nb", "a\n", "é", "ә", "a" * 65, "a/b", "٣", "a\x00"]
)
def test_a_name_that_could_be_read_in_two_ways_is_refused(name):
    refused("context.name", Fault.PROGRAM, token_context, name, "checked", KEY)
    refused("context.name", Fault.PROGRAM, token_context, TALK, name, KEY)


@few
@given(one=st.tuples(names, names), other=st.tuples(names, names))
def test_no_two_contexts_are_signed_alike(one, other):
    octets = {pair: token_context(*pair, KEY).octets() for pair in (one, other)}

    assert len(set(octets.values())) == len({one, other})


def test_nothing_secret_is_shown_by_repr(token):
    asked = request(KEY, CONTEXT)

    assert str(asked.inverse) not in repr(asked)
    assert repr(asked.prepared) not in repr(asked)
    assert repr(token) == f"Token(key_id={KEY.key_id!r})"


@given(text=st.text(string.printable + "ĸſәі٣\u200f\ud800", max_size=80))
@few
def test_no_text_reads_as_a_token(text):
    for written in (text, letters.START + text):
        with pytest.raises(BlindError) as caught:
            Token.parse(written)
        assert caught.value.step in {"token.form", "token.damaged", "token.length"}
        assert caught.value.fault is Fault.TOKEN


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("", "token.form"),
        ("KT2.AAAA", "token.form"),
        ("KT1", "token.form"),
        ("KT1.", "token.damaged"),
        ("KT1.A", "token.damaged"),
        ("KT1.AAAA=", "token.damaged"),
        ("KT1.0189", "token.damaged"),
        ("KT1." + "A" * 2000, "token.form"),
        ("KT1." + " " * 2000, "token.form"),
        ("ĸT1.AAAA", "token.form"),
        ("KT1.ſ", "token.form"),
        (letters.write(b""), "token.length"),
        (letters.write(bytes(335)), "token.length"),
        (letters.write(bytes(593)), "token.length"),
    ],
)
def test_what_is_no_token_is_refused_with_its_reason(text, step):
    refused(step, Fault.TOKEN, Token.parse, text)


@few
@given(data=st.data())
def test_one_letter_miscopied_is_called_damage(token, data):
    text = token.text()
    at = data.draw(st.integers(4, len(text) - 1))
    letter = data.draw(st.sampled_from([one for one in "ABCXYZ237" if one != text[at]]))

    refused("token.damaged", Fault.TOKEN, Token.parse, text[:at] + letter + text[at + 1 :])
    refused("token.damaged", Fault.TOKEN, Token.parse, text[:at])


@few
@given(octets=st.binary(max_size=600))
def test_letters_have_one_spelling_for_any_octets(octets):
    text = letters.write(octets)

    assert letters.read(text) == octets
    assert letters.read(" ".join(text.lower())) == octets


def test_spare_bits_that_are_not_zero_are_refused():
    octets = b"ab"
    body = b32encode(octets + bytes(4)).decode().rstrip("=")

    refused("token.damaged", Fault.TOKEN, letters.read, letters.START + body)
    good = letters.write(octets)
    spare = good[:-1] + next(one for one in "BDFHJ" if one != good[-1])
    refused("token.damaged", Fault.TOKEN, letters.read, spare)
