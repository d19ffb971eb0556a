"""What somebody tries who wants one token more, or to know whose a token is."""

import secrets
from dataclasses import replace
from hashlib import sha256
from itertools import permutations
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.blind import protocol
from kenes.engines.blind.encoding import to_number, to_octets
from kenes.engines.blind.errors import Fault
from kenes.engines.blind.tokens import Token, accept, issue, request, token_context
from tests.engines.blind.cases import ISSUER, few, refused

KEY = ISSUER.public
CONTEXT = token_context("talk", "checked", KEY)


@pytest.fixture(scope="module")
def asked():
    """Three open requests with the issuer's answers."""
    requests = [request(KEY, CONTEXT) for _ in range(3)]
    return [(one, issue(ISSUER, one.blinded)) for one in requests]


@pytest.fixture(scope="module")
def tokens(asked):
    return [one.finish(answer) for one, answer in asked]


def test_answers_given_to_the_wrong_askers_are_refused(asked):
    for (one, _), (_, answer) in permutations(asked, 2):
        refused("finalize.signature", Fault.ISSUER, one.finish, answer)


def test_record_and_tokens_fit_together_in_every_possible_way(asked, tokens):
    """The issuer, with its key and all that it saw, finds a factor for each pair, true or not."""
    for one, _ in asked:
        for token in tokens:
            padded = KEY.power(to_number(token.signature))
            seen = to_number(one.blinded)
            factor = ISSUER.power(seen * pow(padded, -1, KEY.modulus) % KEY.modulus)

            assert padded * KEY.power(factor) % KEY.modulus == seen


def test_nothing_of_a_token_is_in_what_the_issuer_saw(asked, tokens):
    for (one, answer), token in zip(asked, tokens, strict=True):
        seen = one.blinded + answer

        for part in (token.nonce, token.prefix, token.signature, token.mark(CONTEXT)):
            assert part not in seen
            assert sha256(part).digest() not in seen


@pytest.mark.parametrize("combine", ["product", "quotient", "square", "negative"])
def test_signatures_do_not_combine_into_one_more(tokens, combine):
    """RSA multiplies, so the padding has to stop this (RFC 9474 section 7)."""
    first, second = (to_number(token.signature) for token in tokens[:2])
    number = {
        "product": first * second,
        "quotient": first * pow(second, -1, KEY.modulus),
        "square": first * first,
        "negative": -first,
    }[combine]
    signature = to_octets(number % KEY.modulus, KEY.size)

    for token in tokens:
        forged = replace(token, signature=signature)
        refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, forged)


@few
@given(extra=st.integers(2, 2**256))
def test_a_blinding_blinded_again_is_still_one_token(extra):
    one = request(KEY, CONTEXT)
    twice = to_number(one.blinded) * KEY.power(extra) % KEY.modulus
    answer = to_number(issue(ISSUER, to_octets(twice, KEY.size)))
    plain = answer * pow(extra, -1, KEY.modulus) % KEY.modulus

    token = one.finish(to_octets(plain, KEY.size))

    assert accept(KEY, CONTEXT, token) == token.mark(CONTEXT)
    assert to_octets(plain, KEY.size) == issue(ISSUER, one.blinded)


def test_parts_of_two_tokens_make_no_third(tokens):
    for one, other in permutations(tokens, 2):
        for part in ("prefix", "nonce", "signature"):
            mixed = replace(one, **{part: getattr(other, part)})
            refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, mixed)


def test_a_message_that_is_no_token_cannot_be_passed_off_as_one():
    """Blind signing signs anything; what counts is that only our form is accepted."""
    prepared = protocol.prepare(b"I am allowed everything")
    hidden = protocol.blind(KEY, prepared)
    signature = protocol.finalize(KEY, prepared, issue(ISSUER, hidden.octets), hidden.inverse)

    forged = Token(KEY.key_id, prepared[:32], prepared[-32:], signature)

    refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, forged)


def test_bytes_moved_between_context_prefix_and_nonce_make_no_second_mark(tokens):
    """Whoever shifts the borders gets other lengths, and the letters refuse them."""
    token = tokens[0]
    shifted = replace(token, prefix=token.prefix + b"k", nonce=token.nonce)

    refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, shifted)
    carried = Token.parse(shifted.text())
    assert carried != shifted
    refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, carried)


@few
@given(octets=st.binary(min_size=336, max_size=336))
def test_random_bytes_in_the_form_of_a_token_are_refused(octets):
    token = Token(KEY.key_id, octets[16:48], octets[48:80], octets[80:])

    refused("token.signature", Fault.TOKEN, accept, KEY, CONTEXT, Token.parse(token.text()))


@few
@given(octets=st.binary(min_size=256, max_size=256) | st.binary(max_size=520))
def test_the_signer_answers_any_bytes_with_a_signature_or_a_named_refusal(octets):
    if len(octets) != KEY.size:
        refused("sign.length", Fault.ASKER, issue, ISSUER, octets)
    elif to_number(octets) >= KEY.modulus:
        refused("sign.range", Fault.ASKER, issue, ISSUER, octets)
    else:
        assert KEY.power(to_number(issue(ISSUER, octets))) == to_number(octets)


class Watched(int):
    """A prime that tells what is divided by it."""

    seen: ClassVar[list[int]] = []

    def __rmod__(self, other):
        self.seen.append(other)
        return other % int(self)


def test_the_private_operation_never_computes_with_the_same_numbers_twice(monkeypatch):
    """Neither base nor exponents repeat, so timings of one input cannot be added up."""
    bits, drawn = secrets.randbits, []
    monkeypatch.setattr(secrets, "randbits", lambda size: drawn.append(bits(size)) or drawn[-1])
    number, watched = 424242, replace(ISSUER, p=Watched(ISSUER.p))

    results = {watched.power(number) for _ in range(4)}

    assert results == {ISSUER.power(number)}
    assert len(Watched.seen) == len(set(Watched.seen)) >= 4
    assert number not in Watched.seen
    assert len(drawn) == len(set(drawn)) == 10
