"""Numbers as bytes, and the padding EMSA-PSS, by RFC 8017 with SHA-384 (RFC 9474 section 5)."""

from hashlib import sha384

from kenes.engines.blind.errors import BlindError, Fault
from kenes.engines.blind.variants import HASH_SIZE

LONGEST_MESSAGE = 65_536
"""In bytes. RFC 8017 allows 2^61 and more; whoever brings that much brings it to do harm."""
_TRAILER = b"\xbc"


def to_octets(number: int, size: int) -> bytes:
    """Return I2OSP: `number` in `size` bytes, highest first (RFC 8017 section 4.1)."""
    return number.to_bytes(size, "big")


def to_number(octets: bytes) -> int:
    """Return OS2IP (RFC 8017 section 4.2)."""
    return int.from_bytes(octets, "big")


def mask(seed: bytes, size: int) -> bytes:
    """Return MGF1 with SHA-384: `size` bytes made of `seed` (RFC 8017 appendix B.2.1)."""
    blocks = range(-(-size // HASH_SIZE))
    return b"".join(sha384(seed + to_octets(block, 4)).digest() for block in blocks)[:size]


def emsa_pss_encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """Return EMSA-PSS-ENCODE: `message` padded for a number of at most `bits` bits.

    RFC 8017 section 9.1.1, steps 1 to 13; `salt` may be empty. Raises BlindError "message too
    long" (`encode.message`) and "encoding error" (`encode.room`).

    >>> len(emsa_pss_encode(b"anything", 2047, bytes(48)))
    256
    """
    _refuse_message(message, bits, salt)
    size = -(-bits // 8)
    digest = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    room = size - HASH_SIZE - 1
    block = bytes(room - len(salt) - 1) + b"\x01" + salt
    masked = to_number(block) ^ to_number(mask(digest, room))
    # Step 11: bits above the number's length are zero, so that it stays below the modulus.
    kept = masked & (1 << (bits - 8 * (HASH_SIZE + 1))) - 1
    return to_octets(kept, room) + digest + _TRAILER


def _refuse_message(message: bytes, bits: int, salt: bytes) -> None:
    if len(message) > LONGEST_MESSAGE:
        raise BlindError(
            "The message is too long to sign. Sign its digest instead.",
            step="encode.message",
            fault=Fault.PROGRAM,
            expected=f"at most {LONGEST_MESSAGE} bytes",
            found=f"{len(message)} bytes",
        )
    if -(-bits // 8) < HASH_SIZE + len(salt) + 2:
        raise BlindError(
            "The key has no room for digest and salt. Use a longer one.",
            step="encode.room",
            fault=Fault.ISSUER,
            expected=f"at least {8 * (HASH_SIZE + len(salt) + 2)} bits",
            found=f"{bits} bits",
        )
