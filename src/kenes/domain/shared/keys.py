"""Names for things that leave the database: UUIDs in order of time, and codes people can type."""

import hashlib
import secrets
import time
import uuid

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


def new_public_id() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then chance."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def new_code() -> str:
    """Return a code to print and type: four groups of four, no letter that looks like another.

    78 bits of chance; the server keeps only its digest.
    """
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def code_of(secret: bytes) -> str:
    """Return the code that goes with 32 or more secret bytes, always the same, as `new_code`."""
    number, letters = int.from_bytes(hashlib.sha512(b"kenes code of " + secret).digest()), ""
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[at]
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def digest_code(code: str) -> str:
    """Return the hexadecimal SHA-256 of a code as typed: case, spaces and hyphens do not count."""
    letters = "".join(ch for ch in code.upper() if ch in _ALPHABET)
    return hashlib.sha256(f"kenes code {letters}".encode()).hexdigest()
