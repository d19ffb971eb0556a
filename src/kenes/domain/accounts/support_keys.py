"""Support keys: a person supports without anybody being able to say later who it was.

The key is 32 bytes `r` of chance and a mark made with this installation's key. The person keeps it;
the server keeps nothing of it. The mark shows that the key was issued here. Each recommendation
sees another pseudonym, made with `r` as the key: without `r` nobody can compute or join them.
What this protects from and what not: docs/adr/0010-support-keys.md
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.shared.refusals import Invalid

SECRET_BYTES = 32
MARK_BYTES = 13
GROUP = 4
SEED_LENGTH = len(secrets.token_urlsafe(SECRET_BYTES))
_READ_AS = str.maketrans({"0": "O", "1": "I", "8": "B", "-": "", " ": "", "\n": "", "\t": ""})


def make_key(seed: str = "") -> str:
    """Return a key to print: 72 letters and digits in groups of four.

    It is made of `seed`, which the page carried and nothing keeps, so that a second click is
    given the key of the first. Without one, or with one too short to be ours, it is another key
    at every call.
    """
    grown = keyed_digest("support secret", seed.encode()) if len(seed) >= SEED_LENGTH else b""
    secret = grown or secrets.token_bytes(SECRET_BYTES)
    letters = base64.b32encode(secret + _mark(secret)).decode()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def new_seed() -> str:
    """Return 32 random bytes as text, to make a key of."""
    return secrets.token_urlsafe(SECRET_BYTES)


def read_key(text: str) -> bytes:
    """Return the 32 secret bytes of a key as typed: case, spaces and hyphens do not count.

    Raises Invalid when it is no key of this installation.
    """
    try:
        raw = base64.b32decode(text.translate(_READ_AS).upper())
    except (binascii.Error, ValueError):
        raise Invalid({"key": _NOT_A_KEY}) from None
    secret, mark = raw[:SECRET_BYTES], raw[SECRET_BYTES:]
    if len(secret) != SECRET_BYTES or not hmac.compare_digest(mark, _mark(secret)):
        raise Invalid({"key": _NOT_A_KEY})
    return secret


def pseudonym(secret: bytes, recommendation: UUID) -> bytes:
    """Return the 32 bytes under which the holder of `secret` supports one recommendation."""
    return hmac.digest(secret, b"kenes support " + recommendation.bytes, hashlib.sha256)


_NOT_A_KEY = _(
    "This is not a support key of this server. A letter may be missing or mistyped: compare it "
    "with the printed key, or ask for a new one on your page."
)


def _mark(secret: bytes) -> bytes:
    return keyed_digest("support key", secret)[:MARK_BYTES]
