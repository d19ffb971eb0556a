"""RSABSSA: prepare, blind, sign, finalize, verify, step by step as RFC 9474 section 4 has it.

The asker prepares and blinds, the issuer signs what it cannot read, the asker finalizes, and
anybody verifies with any library that knows RSASSA-PSS.
"""

import secrets
from dataclasses import dataclass, field
from math import gcd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from kenes.engines.blind.encoding import emsa_pss_encode, to_number, to_octets
from kenes.engines.blind.errors import BlindError, Fault, refuse_length
from kenes.engines.blind.keys import PrivateKey, PublicKey, invertible
from kenes.engines.blind.variants import RANDOMIZED, Variant


@dataclass(frozen=True)
class Blinded:
    """What Blind returns: `octets` go to the issuer, `inverse` never leaves the asker."""

    octets: bytes
    inverse: int = field(repr=False)


def prepare(message: bytes, variant: Variant = RANDOMIZED) -> bytes:
    """Return what is to be signed: random bytes and the message (RFC 9474 section 4.1)."""
    return secrets.token_bytes(variant.prefix_size) + message


def blind(key: PublicKey, prepared: bytes, variant: Variant = RANDOMIZED) -> Blinded:
    """Hide a prepared message from the issuer (RFC 9474 section 4.2).

    Perfectly: to every token and every blinded message belongs one factor that joins them, so
    no computer, however fast, finds which is whose. Raises BlindError as `blind_with`.
    """
    salt = secrets.token_bytes(variant.salt_size)
    return blind_with(key, prepared, salt=salt, factor=invertible(key.modulus))


def blind_with(key: PublicKey, prepared: bytes, *, salt: bytes, factor: int) -> Blinded:
    """Blind with a salt and a factor given: for test vectors, and for nothing else.

    Section 4.2 steps 1 to 12. Raises BlindError for a message too long, `blind.message`
    ("invalid input") and `blind.factor` ("blinding error").
    """
    number = to_number(emsa_pss_encode(prepared, key.bits - 1, salt))
    if gcd(number, key.modulus) != 1:
        raise BlindError(
            "The message shares a factor with the key: the key is broken. Tell the issuer.",
            step="blind.message",
            fault=Fault.ISSUER,
        )
    if not 0 < factor < key.modulus or gcd(factor, key.modulus) != 1:
        raise BlindError(
            "The blinding factor has no inverse. Draw another.",
            step="blind.factor",
            fault=Fault.PROGRAM,
        )
    hidden = number * key.power(factor) % key.modulus
    return Blinded(to_octets(hidden, key.size), pow(factor, -1, key.modulus))


def blind_sign(key: PrivateKey, blinded: bytes) -> bytes:
    """Sign without reading (RFC 9474 section 4.3).

    Raises BlindError `sign.length` and `sign.range` ("message representative out of range"),
    which are the asker's, and `sign.result` ("signing failure"): a faulty computation, which
    would give the key away if it left the machine.
    """
    public = key.public
    refuse_length(
        blinded, public.size, name="The blinded message", step="sign.length", fault=Fault.ASKER
    )
    number = to_number(blinded)
    if number >= public.modulus:
        raise BlindError(
            "The blinded message is not below the key's modulus. Blind it with this key.",
            step="sign.range",
            fault=Fault.ASKER,
        )
    signed = key.power(number)
    if public.power(signed) != number:
        raise BlindError(
            "The signature came out wrong and was thrown away. Check the machine and the key.",
            step="sign.result",
            fault=Fault.ISSUER,
        )
    return to_octets(signed, public.size)


def finalize(
    key: PublicKey,
    prepared: bytes,
    blind_signature: bytes,
    inverse: int,
    variant: Variant = RANDOMIZED,
) -> bytes:
    """Take the blinding off and check what is left (RFC 9474 section 4.4).

    Raises BlindError `finalize.length` ("unexpected input size") and `finalize.signature`
    ("invalid signature"): then the issuer signed something else, or with another key.
    """
    refuse_length(
        blind_signature,
        key.size,
        name="The blind signature",
        step="finalize.length",
        fault=Fault.ISSUER,
    )
    signature = to_octets(to_number(blind_signature) * inverse % key.modulus, key.size)
    if not is_signed(key, prepared, signature, variant):
        raise BlindError(
            "The issuer's answer is no signature of what was asked. Ask again, by the same key.",
            step="finalize.signature",
            fault=Fault.ISSUER,
        )
    return signature


def is_signed(
    key: PublicKey, prepared: bytes, signature: bytes, variant: Variant = RANDOMIZED
) -> bool:
    """Return whether this is the key's signature (RFC 9474 section 4.5, RSASSA-PSS-VERIFY)."""
    digest = hashes.SHA384()
    form = padding.PSS(mgf=padding.MGF1(digest), salt_length=variant.salt_size)
    try:
        key.checker.verify(signature, prepared, form, digest)
    except InvalidSignature:
        return False
    return True
