"""Keys of an issuer. The private half works on numbers it has hidden from the clock first.

RFC 9474 section 6.2: made as FIPS 186-5 says, of 2,048 bits at least, for nothing else.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from math import gcd, lcm

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from kenes.engines.blind.errors import BlindError, Fault

EXPONENT = 65_537
SMALLEST, LARGEST = 2048, 4096
"""Lengths of a modulus in bits. Above the largest a page on a cheap phone would stand still."""
KEY_ID_SIZE = 16
_CHANCE_BITS = 64
"""How much longer a blinded exponent is, against an attacker who adds up many timings."""


def invertible(modulus: int, draw: Callable[[int], int] = secrets.randbelow) -> int:
    """Return a number from 1 to modulus - 1 that has an inverse, all alike in chance.

    RFC 9474 section 4.2 steps 6 to 8: where there is none, the client SHOULD draw again.
    `draw(n)` returns a number from 0 to n - 1.
    """
    while True:
        factor = draw(modulus - 1) + 1
        if gcd(factor, modulus) == 1:
            return factor


def _weak(sentence: str, *, step: str, expected: str = "", found: str = "") -> BlindError:
    return BlindError(sentence, step=step, fault=Fault.ISSUER, expected=expected, found=found)


@dataclass(frozen=True)
class PublicKey:
    """What everybody may have: the modulus; the exponent is always 65537.

    Raises BlindError (`key.size`, `key.modulus`) for a modulus nobody should trust.
    """

    modulus: int

    def __post_init__(self) -> None:
        bits = self.modulus.bit_length()
        if not SMALLEST <= bits <= LARGEST or bits % 8:
            raise _weak(
                "The key has a length that is not accepted. The issuer has to make another.",
                step="key.size",
                expected=f"{SMALLEST} to {LARGEST} bits, whole bytes",
                found=f"{bits} bits",
            )
        if self.modulus < 0 or self.modulus % 2 == 0:
            raise _weak(
                "The key's modulus is negative or even, so it is no product of two large primes.",
                step="key.modulus",
            )

    @classmethod
    def from_der(cls, octets: bytes) -> "PublicKey":
        """Read SubjectPublicKeyInfo, DER, rsaEncryption. Raises BlindError (`key.form`)."""
        try:
            key = serialization.load_der_public_key(octets)
        except (ValueError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, rsa.RSAPublicKey) or key.public_numbers().e != EXPONENT:
            raise _weak(
                "This is not a public RSA key with the exponent 65537. Ask for the key again.",
                step="key.form",
            )
        found = cls(key.public_numbers().n)
        if found.der != octets:
            raise _weak("The key is not in its one DER form.", step="key.form")
        return found

    @cached_property
    def der(self) -> bytes:
        """The key as SubjectPublicKeyInfo; browsers import this form."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.checker.public_bytes(serialization.Encoding.DER, form)

    @cached_property
    def checker(self) -> rsa.RSAPublicKey:
        """The key as `cryptography` has it."""
        return rsa.RSAPublicNumbers(EXPONENT, self.modulus).public_key()

    @cached_property
    def key_id(self) -> bytes:
        """The first 16 bytes of the SHA-256 of `der`: the key's name in contexts and tokens."""
        return sha256(self.der).digest()[:KEY_ID_SIZE]

    @property
    def bits(self) -> int:
        """The length of the modulus in bits."""
        return self.modulus.bit_length()

    @property
    def size(self) -> int:
        """The length of the modulus, and of every signature, in bytes."""
        return self.bits // 8

    def power(self, number: int) -> int:
        """Return RSAVP1 (RFC 8017 section 5.2.2); `number` must be below the modulus."""
        return pow(number, EXPONENT, self.modulus)


@dataclass(frozen=True)
class PrivateKey:
    """What only the issuer has. Made by `generate`, `from_primes` or `from_pem`, which check it.

    `repr` shows the public half alone. Fields are those of RFC 8017 section 3.2.
    """

    public: PublicKey
    p: int = field(repr=False)
    q: int = field(repr=False)
    d_p: int = field(repr=False)
    d_q: int = field(repr=False)
    q_inv: int = field(repr=False)

    @classmethod
    def generate(cls, bits: int = SMALLEST) -> "PrivateKey":
        """Make a key by `cryptography` (FIPS 186-5). Raises BlindError for a length of no use."""
        if not SMALLEST <= bits <= LARGEST or bits % 8:
            raise BlindError(
                "A key of this length is not made. Choose 2048, 3072 or 4096.",
                step="key.size",
                fault=Fault.PROGRAM,
                found=f"{bits} bits",
            )
        return cls._checked(rsa.generate_private_key(EXPONENT, bits))

    @classmethod
    def from_primes(cls, p: int, q: int) -> "PrivateKey":
        """Make the key of two primes. Raises BlindError (`key.primes`) where they are none."""
        try:
            d = _private_exponent(p, q)
            public = rsa.RSAPublicNumbers(EXPONENT, p * q)
            parts = (d % (p - 1), d % (q - 1), pow(q, -1, p))
            key = rsa.RSAPrivateNumbers(p, q, d, *parts, public).private_key()
        except (ValueError, ArithmeticError):
            raise _weak(
                "The two numbers are not primes that make a key. Make a new pair.",
                step="key.primes",
            ) from None
        return cls._checked(key)

    @classmethod
    def from_pem(cls, octets: bytes, password: bytes | None = None) -> "PrivateKey":
        """Read PKCS #8. Raises BlindError (`key.form`) for anything else, or a wrong password."""
        try:
            key = serialization.load_pem_private_key(octets, password)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise _weak(
                "This is not a private RSA key, or its password is another. Restore the file.",
                step="key.form",
            )
        return cls._checked(key)

    def to_pem(self, password: bytes | None = None) -> bytes:
        """Return PKCS #8, encrypted where a password is given."""
        closing = (
            serialization.BestAvailableEncryption(password)
            if password
            else serialization.NoEncryption()
        )
        public = rsa.RSAPublicNumbers(EXPONENT, self.public.modulus)
        parts = (_private_exponent(self.p, self.q), self.d_p, self.d_q, self.q_inv, public)
        key = rsa.RSAPrivateNumbers(self.p, self.q, *parts).private_key()
        pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return key.private_bytes(pem, form, closing)

    @classmethod
    def _checked(cls, key: rsa.RSAPrivateKey) -> "PrivateKey":
        numbers = key.private_numbers()
        public = PublicKey(numbers.public_numbers.n)
        near = 1 << (public.bits // 2 - 100)
        if numbers.public_numbers.e != EXPONENT or abs(numbers.p - numbers.q) <= near:
            # FIPS 186-5 appendix A.1.3: primes too near are found by Fermat's way.
            raise _weak(
                "The key has another exponent, or primes too near to one another.",
                step="key.primes",
            )
        parts = (numbers.dmp1, numbers.dmq1, numbers.iqmp)
        return cls(public, numbers.p, numbers.q, *parts)

    def power(self, number: int) -> int:
        """Return RSASP1 (RFC 8017 section 5.2.1) of a number below the modulus.

        RFC 9474 section 7, on timing: Python's pow takes longer for some numbers than for others,
        so neither the base nor the exponents it sees are ever the same twice. Unchecked: who
        calls must compare `public.power` of what comes back.
        """
        factor = invertible(self.public.modulus)
        hidden = number * self.public.power(factor) % self.public.modulus
        at_p = pow(hidden % self.p, _stretched(self.d_p, self.p), self.p)
        at_q = pow(hidden % self.q, _stretched(self.d_q, self.q), self.q)
        whole = at_q + self.q * (self.q_inv * (at_p - at_q) % self.p)
        return whole * pow(factor, -1, self.public.modulus) % self.public.modulus


def _private_exponent(p: int, q: int) -> int:
    """Return d by FIPS 186-5 appendix A.1.1: the inverse of e modulo lcm(p - 1, q - 1)."""
    return pow(EXPONENT, -1, lcm(p - 1, q - 1))


def _stretched(exponent: int, prime: int) -> int:
    """Return another exponent with the same result (Fermat): exponent + chance * (prime - 1)."""
    return exponent + secrets.randbits(_CHANCE_BITS) * (prime - 1)
