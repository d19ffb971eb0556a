"""A token's letters: `KT1.` and base32 with a checksum, one spelling for one token.

Capital letters, digits and a dot are what the alphanumeric mode of a QR code holds.
"""

import binascii
from base64 import b32decode, b32encode
from hashlib import sha256

from kenes.engines.blind.errors import BlindError, Fault

START = "KT1."
CHECK_SIZE = 4
LONGEST = 2000
"""In letters, spaces included: more than any token has."""


def write(octets: bytes) -> str:
    """Return the letters of `octets` with their checksum, without padding (RFC 4648 section 6)."""
    whole = octets + sha256(octets).digest()[:CHECK_SIZE]
    return START + b32encode(whole).decode("ascii").rstrip("=")


def read(text: str) -> bytes:
    """Read letters back; spaces, line breaks and small letters do not count.

    Raises BlindError `token.form` for what is no token, `token.damaged` for one that was
    changed in copying.

    >>> read(write(b"octets").lower())
    b'octets'
    """
    plain = "".join(text[: LONGEST + 1].split())
    plain = plain.upper() if plain.isascii() else ""
    if len(text) > LONGEST or not plain.startswith(START):
        raise _unread("This is not a token: one begins with KT1 and a dot.", "token.form")
    body = plain.removeprefix(START)
    try:
        whole = b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error:
        raise _unread("The token has letters that no token has. Copy it whole.") from None
    octets = whole[:-CHECK_SIZE]
    if write(octets) != plain:
        raise _unread("The token was damaged in copying. Copy or scan it again, whole.")
    return octets


def _unread(sentence: str, step: str = "token.damaged") -> BlindError:
    return BlindError(sentence, step=step, fault=Fault.TOKEN)
