"""Keys: how they are made, read, named, and which ones nobody should use."""

from math import gcd

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.blind.errors import Fault
from kenes.engines.blind.keys import PrivateKey, PublicKey, invertible
from tests.engines.blind.cases import ISSUER, OTHER, few, of_primes, read, refused

KEY = ISSUER.public
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM
SPKI = serialization.PublicFormat.SubjectPublicKeyInfo
PKCS8 = serialization.PrivateFormat.PKCS8


def test_a_made_key_signs_and_is_of_the_length_asked_for():
    key = PrivateKey.generate()

    assert key.public.bits == 2048
    assert key.public.power(key.power(123456789)) == 123456789
    assert PrivateKey.generate() != key


@pytest.mark.parametrize("bits", [0, 512, 1024, 2047, 2049, 4104, 16384])
def test_a_key_of_another_length_is_not_made(bits):
    refused("key.size", Fault.PROGRAM, PrivateKey.generate, bits)


@pytest.mark.parametrize("bits", [0, 1, 1024, 2047, 2049, 4097, 100_000])
def test_a_modulus_of_another_length_is_not_trusted(bits):
    refused("key.size", Fault.ISSUER, PublicKey, (1 << bits) - 1)


def test_a_negative_or_even_modulus_is_not_trusted():
    refused("key.modulus", Fault.ISSUER, PublicKey, 1 << 2047)
    refused("key.modulus", Fault.ISSUER, PublicKey, -KEY.modulus)


def test_a_public_key_is_read_back_and_named_by_its_octets():
    assert PublicKey.from_der(KEY.der) == KEY
    assert len(KEY.key_id) == 16
    assert KEY.key_id != OTHER.public.key_id
    assert KEY.size == 256


def test_what_is_no_rsa_key_is_refused():
    other = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(DER, SPKI)

    for octets in (b"", b"junk", KEY.der[:-1], other):
        refused("key.form", Fault.ISSUER, PublicKey.from_der, octets)


def test_an_exponent_that_would_spoil_blinding_is_refused():
    for exponent in (3, 65_539):
        octets = rsa.RSAPublicNumbers(exponent, KEY.modulus).public_key().public_bytes(DER, SPKI)
        refused("key.form", Fault.ISSUER, PublicKey.from_der, octets)


def test_a_short_key_is_refused_when_read():
    octets = rsa.generate_private_key(65_537, 1024).public_key().public_bytes(DER, SPKI)

    refused("key.size", Fault.ISSUER, PublicKey.from_der, octets)


def test_a_second_spelling_of_a_key_is_refused():
    """The parameters of rsaEncryption are NULL; some writers leave them out."""
    spki = KEY.der.replace(bytes.fromhex("0500"), b"", 1)
    length = int.from_bytes(spki[2:4], "big") - 2
    algorithm = spki[4:].replace(bytes.fromhex("300d"), bytes.fromhex("300b"), 1)
    octets = spki[:2] + length.to_bytes(2, "big") + algorithm
    assert serialization.load_der_public_key(octets).public_numbers().n == KEY.modulus

    refused("key.form", Fault.ISSUER, PublicKey.from_der, octets)


@pytest.mark.parametrize("password", [None, b"a long password"])
def test_a_private_key_is_written_and_read_back(password):
    octets = ISSUER.to_pem(password)

    assert PrivateKey.from_pem(octets, password) == ISSUER
    assert (b"ENCRYPTED" in octets) == bool(password)


def test_a_wrong_password_or_another_file_is_refused():
    closed = ISSUER.to_pem(b"a long password")
    other = ed25519.Ed25519PrivateKey.generate()
    octets = other.private_bytes(PEM, PKCS8, serialization.NoEncryption())

    for given_, password in ((closed, b"another"), (closed, None), (octets, None), (b"", None)):
        refused("key.form", Fault.ISSUER, PrivateKey.from_pem, given_, password)


def test_a_private_key_with_another_exponent_is_refused():
    key = rsa.generate_private_key(3, 2048)
    octets = key.private_bytes(PEM, PKCS8, serialization.NoEncryption())

    refused("key.primes", Fault.ISSUER, PrivateKey.from_pem, octets)


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (0, 0),
        (1, 1),
        (1, 7),
        (-5, 7),
        (ISSUER.p, 1),
        (ISSUER.p, ISSUER.p),
        (ISSUER.p + 2, ISSUER.q),
    ],
)
def test_numbers_that_are_no_two_primes_make_no_key(p, q):
    refused("key.primes", Fault.ISSUER, PrivateKey.from_primes, p, q)


def test_primes_too_near_to_one_another_make_no_key():
    """Fermat's way finds such a pair at once; otherwise it is a key like any other."""
    near = read("keys.json")["near"]

    error = refused("key.primes", Fault.ISSUER, of_primes, near)

    assert "too near" in str(error)


def test_repr_and_errors_keep_the_secret():
    text = repr(ISSUER)

    assert str(KEY.modulus) in text
    assert not any(str(number) in text for number in (ISSUER.p, ISSUER.q, ISSUER.d_p, ISSUER.q_inv))


@few
@given(number=st.integers(0, KEY.modulus - 1))
def test_the_private_operation_is_the_plain_power(number):
    """Against the definition: no remainders, no hiding of base and exponents."""
    d = pow(65_537, -1, (ISSUER.p - 1) * (ISSUER.q - 1))

    assert ISSUER.power(number) == pow(number, d, KEY.modulus)


def test_a_factor_without_an_inverse_is_drawn_again():
    drawn = iter([2, 4, 6])

    assert invertible(15, lambda _: next(drawn)) == 7


@few
@given(seed=st.integers(0, 2**64))
def test_factors_reach_from_one_to_one_below_the_modulus(seed):
    asked = []

    def draw(below):
        asked.append(below)
        return seed % below

    factor = invertible(KEY.modulus, draw)

    assert asked == [KEY.modulus - 1]
    assert 1 <= factor < KEY.modulus
    assert gcd(factor, KEY.modulus) == 1
    assert invertible(3, lambda below: below - 1) == 2
