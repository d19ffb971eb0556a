"""With what somebody takes part: a secret of their own, and the number it makes in a conversation.

By link: 16 bytes of chance and a mark made with this installation's key, kept in the voter's
browser. With a support key: the key's own secret. The server keeps neither.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.accounts.support_keys import read_key
from kenes.domain.conversations.models import Voter
from kenes.domain.conversations.models.votes import KEY_BITS
from kenes.domain.shared.refusals import Invalid

SECRET_BYTES = 16
MARK_BYTES = 9
SEED_LENGTH = len(secrets.token_urlsafe(SECRET_BYTES))
TOKEN_LENGTH = len(base64.b32encode(bytes(SECRET_BYTES + MARK_BYTES)))

_NOT_A_TOKEN = _(
    "This link or cookie was not given out by this server, so it cannot vote. Open the "
    "conversation anew: you are given another one."
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A secret that votes, and how sure it is that one person has one."""

    tier: str
    secret: bytes

    def number_in(self, conversation: UUID) -> int:
        """Return the voter's number in a conversation: 63 bits that only the secret can make."""
        message = b"kenes voice " + self.tier.encode() + conversation.bytes
        digest = hmac.digest(self.secret, message, hashlib.sha256)
        return int.from_bytes(digest[:8]) >> (64 - KEY_BITS)


def new_seed() -> str:
    """Return chance for a page that has no token yet; its form brings it back."""
    return secrets.token_urlsafe(SECRET_BYTES)


def make_token(seed: str = "") -> str:
    """Return a token of the page's seed, so that a double click makes one voter, not two.

    Without a seed, or with one too short to be ours, it is another token at every call.
    """
    grown = keyed_digest("voice secret", seed.encode()) if len(seed) >= SEED_LENGTH else b""
    secret = grown[:SECRET_BYTES] or secrets.token_bytes(SECRET_BYTES)
    return base64.b32encode(secret + _mark(secret)).decode()


def voice_of_token(token: str) -> Voice:
    """Return the voice of a token. Raises Invalid when this server never gave it out."""
    try:
        raw = base64.b32decode(token)
    except (binascii.Error, ValueError):
        raise Invalid({"token": _NOT_A_TOKEN}) from None
    secret, mark = raw[:SECRET_BYTES], raw[SECRET_BYTES:]
    if len(secret) != SECRET_BYTES or not hmac.compare_digest(mark, _mark(secret)):
        raise Invalid({"token": _NOT_A_TOKEN})
    return Voice(Voter.Tier.LINK, secret)


def voice_of_key(key: str) -> Voice:
    """Return the voice of a support key as typed. Raises Invalid for what is none."""
    return Voice(Voter.Tier.KEY, read_key(key))


def _mark(secret: bytes) -> bytes:
    return keyed_digest("voice token", secret)[:MARK_BYTES]
