"""RFC 9474 step by step: its own vectors, an outside judge, and what must be refused."""

from dataclasses import replace
from hashlib import sha384

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.blind import protocol
from kenes.engines.blind.encoding import LONGEST_MESSAGE, emsa_pss_encode, mask, to_number
from kenes.engines.blind.errors import Fault
from kenes.engines.blind.variants import RANDOMIZED, VARIANTS
from tests.engines.blind.cases import ISSUER, OTHER, RFC, few, flipped, refused, rfc_key

MESSAGE = bytes.fromhex(RFC["msg"])
KEY = ISSUER.public
every_vector = pytest.mark.parametrize("case", RFC["cases"], ids=lambda case: case["name"])
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=lambda one: one.name)


def octets(case, name):
    return bytes.fromhex(case[name])


def test_the_key_of_the_vectors_is_rebuilt_from_its_primes():
    key, d = rfc_key(), int(RFC["key"]["d"], 16)

    assert key.public.modulus == int(RFC["key"]["n"], 16)
    assert (key.d_p, key.d_q) == (d % (key.p - 1), d % (key.q - 1))


@every_vector
def test_a_message_is_blinded_as_in_the_vectors(case):
    factor = pow(int(case["inv"], 16), -1, rfc_key().public.modulus)
    prepared = octets(case, "msg_prefix") + MESSAGE

    hidden = protocol.blind_with(
        rfc_key().public, prepared, salt=octets(case, "salt"), factor=factor
    )

    assert hidden.octets == octets(case, "blinded_msg")
    assert hidden.inverse == int(case["inv"], 16)


@every_vector
def test_the_padding_is_what_the_signature_of_the_vectors_opens_to(case):
    key = rfc_key().public
    prepared = octets(case, "msg_prefix") + MESSAGE

    padded = emsa_pss_encode(prepared, key.bits - 1, octets(case, "salt"))

    assert to_number(padded) == key.power(int(case["sig"], 16))


@every_vector
def test_signing_and_finalizing_give_the_octets_of_the_vectors(case):
    variant = VARIANTS[case["name"]]
    prepared = octets(case, "msg_prefix") + MESSAGE

    signed = protocol.blind_sign(rfc_key(), octets(case, "blinded_msg"))
    signature = protocol.finalize(rfc_key().public, prepared, signed, int(case["inv"], 16), variant)

    assert signed == octets(case, "blind_sig")
    assert signature == octets(case, "sig")


@every_vector
def test_a_signature_holds_in_its_own_variant_only(case):
    prepared = octets(case, "msg_prefix") + MESSAGE

    holding = {
        variant.salt_size
        for variant in VARIANTS.values()
        if protocol.is_signed(rfc_key().public, prepared, octets(case, "sig"), variant)
    }

    assert holding == {VARIANTS[case["name"]].salt_size}


@every_variant
@few
@given(message=st.binary(max_size=300))
def test_what_comes_out_is_an_ordinary_signature_to_a_library_of_others(variant, message):
    prepared = protocol.prepare(message, variant)
    hidden = protocol.blind(KEY, prepared, variant)
    signed = protocol.blind_sign(ISSUER, hidden.octets)

    signature = protocol.finalize(KEY, prepared, signed, hidden.inverse, variant)

    form = padding.PSS(padding.MGF1(hashes.SHA384()), variant.salt_size)
    KEY.checker.verify(signature, prepared, form, hashes.SHA384())
    assert prepared.endswith(message)
    assert len(prepared) == len(message) + variant.prefix_size


@few
@given(bit=st.integers(0, 8 * 256 - 1))
def test_one_changed_bit_ends_a_signature(bit):
    assert not protocol.is_signed(KEY, *changed_signature(bit))


def changed_signature(bit):
    prepared, signature = known_signature()
    return prepared, flipped(signature, bit)


def known_signature():
    prepared = bytes(32) + MESSAGE
    hidden = protocol.blind_with(KEY, prepared, salt=bytes(48), factor=3)
    signed = protocol.blind_sign(ISSUER, hidden.octets)
    return prepared, protocol.finalize(KEY, prepared, signed, hidden.inverse)


def test_a_signature_is_for_one_message_and_one_key():
    prepared, signature = known_signature()

    assert protocol.is_signed(KEY, prepared, signature)
    assert not protocol.is_signed(KEY, prepared + b"!", signature)
    assert not protocol.is_signed(OTHER.public, prepared, signature)


def test_a_signature_plus_the_modulus_is_none():
    prepared, signature = known_signature()
    larger = to_number(signature) + KEY.modulus

    assert not protocol.is_signed(KEY, prepared, larger.to_bytes(257, "big"))
    assert not protocol.is_signed(KEY, prepared, b"")
    assert not protocol.is_signed(KEY, prepared, bytes(1) + signature)


@few
@given(factors=st.lists(st.integers(2, 2**2000), min_size=2, max_size=2, unique=True))
def test_every_blinded_message_fits_every_signature(factors):
    """Blindness itself: for any blinded message there is a factor that joins it to any token."""
    salt, ours, theirs = bytes(48), b"our message", b"their message"
    seen = protocol.blind_with(KEY, ours, salt=salt, factor=factors[0])
    other = to_number(emsa_pss_encode(theirs, KEY.bits - 1, salt))
    # The issuer, who could take the root, finds the factor by which theirs looks like ours.
    joining = ISSUER.power(to_number(seen.octets) * pow(other, -1, KEY.modulus) % KEY.modulus)

    assert protocol.blind_with(KEY, theirs, salt=salt, factor=joining).octets == seen.octets


def test_blinding_twice_shows_nothing_in_common():
    prepared = protocol.prepare(b"a message")

    first, second = protocol.blind(KEY, prepared), protocol.blind(KEY, prepared)

    assert first.octets != second.octets
    assert first.inverse != second.inverse
    assert protocol.prepare(b"a message") != prepared
    assert str(first.inverse) not in repr(first)


def test_signing_twice_gives_the_same_octets():
    hidden = protocol.blind(KEY, b"a message")

    assert protocol.blind_sign(ISSUER, hidden.octets) == protocol.blind_sign(ISSUER, hidden.octets)


@pytest.mark.parametrize("size", [0, 1, 255, 257, 512])
def test_a_blinded_message_of_another_length_is_refused(size):
    error = refused("sign.length", Fault.ASKER, protocol.blind_sign, ISSUER, bytes(size))

    assert (error.expected, error.found) == ("256 bytes", f"{size} bytes")


@pytest.mark.parametrize("above", [0, 1, 2**1000])
def test_a_blinded_message_not_below_the_modulus_is_refused(above):
    number = min(KEY.modulus + above, 2**2048 - 1)

    refused("sign.range", Fault.ASKER, protocol.blind_sign, ISSUER, number.to_bytes(256, "big"))


@pytest.mark.parametrize("number", [0, 1, KEY.modulus - 1, ISSUER.p, ISSUER.p * (ISSUER.q - 1)])
def test_numbers_at_the_edge_are_signed_without_giving_anything_away(number):
    signed = protocol.blind_sign(ISSUER, number.to_bytes(256, "big"))

    assert KEY.power(to_number(signed)) == number


@pytest.mark.parametrize("part", ["d_p", "d_q", "q_inv"])
def test_a_faulty_computation_never_leaves_the_signer(part):
    faulty = replace(ISSUER, **{part: getattr(ISSUER, part) ^ 2})

    error = refused(
        "sign.result", Fault.ISSUER, protocol.blind_sign, faulty, (12345).to_bytes(256, "big")
    )

    assert not error.found


@pytest.mark.parametrize("factor", [-1, 0, ISSUER.p, ISSUER.q, KEY.modulus, KEY.modulus + 1])
def test_a_factor_without_an_inverse_is_refused(factor):
    refused(
        "blind.factor",
        Fault.PROGRAM,
        protocol.blind_with,
        KEY,
        b"a message",
        salt=bytes(48),
        factor=factor,
    )


def test_a_message_that_shares_a_factor_with_the_key_is_refused():
    padded = to_number(emsa_pss_encode(b"a message", 2047, bytes(48)))
    # A modulus nobody would make: all of the padded message but its even part divides it.
    odd = padded // (padded & -padded)
    key = replace(KEY, modulus=odd * ((1 << 2047) // odd + 1 | 1))

    refused(
        "blind.message",
        Fault.ISSUER,
        protocol.blind_with,
        key,
        b"a message",
        salt=bytes(48),
        factor=5,
    )


@pytest.mark.parametrize("size", [0, 255, 257])
def test_an_answer_of_another_length_is_refused(size):
    hidden = protocol.blind(KEY, b"a message")

    refused(
        "finalize.length",
        Fault.ISSUER,
        protocol.finalize,
        KEY,
        b"a message",
        bytes(size),
        hidden.inverse,
    )


@few
@given(bit=st.integers(0, 8 * 256 - 1))
def test_a_changed_answer_is_refused(bit):
    prepared = bytes(32) + MESSAGE
    hidden = protocol.blind_with(KEY, prepared, salt=bytes(48), factor=7)
    answer = flipped(known_answer(), bit)

    refused(
        "finalize.signature",
        Fault.ISSUER,
        protocol.finalize,
        KEY,
        prepared,
        answer,
        hidden.inverse,
    )


def known_answer():
    hidden = protocol.blind_with(KEY, bytes(32) + MESSAGE, salt=bytes(48), factor=7)
    return protocol.blind_sign(ISSUER, hidden.octets)


def test_an_answer_by_another_key_is_refused():
    hidden = protocol.blind(KEY, b"a message")
    number = to_number(hidden.octets) % OTHER.public.modulus
    answer = protocol.blind_sign(OTHER, number.to_bytes(256, "big"))

    refused(
        "finalize.signature",
        Fault.ISSUER,
        protocol.finalize,
        KEY,
        b"a message",
        answer,
        hidden.inverse,
    )


def test_a_message_too_long_is_refused_before_any_work():
    longest = bytes(LONGEST_MESSAGE)
    assert protocol.blind(KEY, longest).octets

    refused("encode.message", Fault.PROGRAM, protocol.blind, KEY, longest + b"!")


@pytest.mark.parametrize(("bits", "salt_size"), [(776, 48), (392, 0), (8, 0)])
def test_a_number_too_short_for_digest_and_salt_is_refused(bits, salt_size):
    """RFC 8017 section 9.1.1 step 3: digest, salt and two more bytes are needed."""
    refused("encode.room", Fault.ISSUER, emsa_pss_encode, b"", bits, bytes(salt_size))


@pytest.mark.parametrize(("bits", "salt_size"), [(777, 48), (393, 0)])
def test_the_shortest_number_that_has_room_is_used(bits, salt_size):
    assert len(emsa_pss_encode(b"", bits, bytes(salt_size))) == salt_size + 50


@few
@given(seed=st.binary(max_size=80), size=st.integers(0, 300))
def test_the_mask_is_the_definition_of_mgf1(seed, size):
    whole = b"".join(sha384(seed + bytes([0, 0, 0, count])).digest() for count in range(7))

    assert mask(seed, size) == whole[:size]


@few
@given(bits=st.integers(784, 4096), salt=st.sampled_from([b"", bytes(48)]), message=st.binary())
def test_a_padded_message_has_the_form_of_the_standard(bits, salt, message):
    padded = emsa_pss_encode(message, bits, salt)

    assert len(padded) == -(-bits // 8)
    assert to_number(padded).bit_length() <= bits
    assert padded.endswith(b"\xbc")
    digest = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    assert padded[-49:-1] == digest


def test_the_default_is_the_randomized_variant():
    assert RANDOMIZED.name == "RSABSSA-SHA384-PSS-Randomized"
    assert protocol.prepare.__defaults__ == (RANDOMIZED,)
    assert {variant.name for variant in VARIANTS.values()} == set(VARIANTS)
