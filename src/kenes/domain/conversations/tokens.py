"""Tokens of the checked tier, as a voter brings them: read, checked, made into a voice.

The token is kept nowhere. What the browser keeps after it was shown is its mark, with a mark of
this installation beside it, so that a vote need not check a signature again.
"""

import base64
import binascii
import hmac

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.conversations.models import Conversation, TokenKey, Voter
from kenes.domain.conversations.voices import Voice
from kenes.domain.shared.refusals import Invalid
from kenes.engines.blind import tokens
from kenes.engines.blind.errors import BlindError
from kenes.engines.blind.keys import PublicKey
from kenes.engines.blind.tokens import TokenContext, token_context

TIER = Voter.Tier.CHECKED
MARK_BYTES = 32
SEAL_BYTES = 9

PROBLEMS: dict[str, Promise] = {
    "token.form": _(
        "This is no token: one begins with KT1 and a dot. Copy all its letters into the field."
    ),
    "token.damaged": _(
        "A letter of the token is missing or another: compare it with the kept one, "
        "or read the printed code again."
    ),
    "token.length": _("The token is not whole. Copy all its letters into the field."),
    "token.key": _(
        "This token was made for another conversation, or by another server, so it opens nothing "
        "here. Use the one that was issued for this conversation."
    ),
    "token.signature": _(
        "This token was never signed for this conversation, so it does not vote. "
        "Use the one that was issued to you."
    ),
}
"""By the step of the engine: what is wrong with a token, and what to do."""
_NOT_KEPT_HERE = _(
    "What this browser keeps in place of your token is not from this server. Show the token again."
)


def public_key(key: TokenKey) -> PublicKey:
    """Return the public half, as the engine has it."""
    return PublicKey.from_der(bytes(key.public))


def context_of(conversation: Conversation, key: PublicKey) -> TokenContext:
    """Return where a token of this conversation holds (docs/specs/blind-tokens.md, clause 2)."""
    return token_context(str(conversation.public_id), TIER, key)


def voice_of_letters(conversation: Conversation, key: TokenKey, letters: str) -> Voice:
    """Return the voice that a token's letters open, always the same one (clause 6).

    Raises Invalid ("letters") for what is no token, was damaged, or was signed for elsewhere.
    """
    known = public_key(key)
    try:
        mark = tokens.accept(known, context_of(conversation, known), tokens.Token.parse(letters))
    except BlindError as error:
        raise Invalid({"letters": PROBLEMS[error.step]}) from None
    return Voice(TIER, mark)


def seal(conversation: Conversation, voice: Voice) -> str:
    """Return what the browser keeps of a token that was shown here: letters for a cookie."""
    return base64.b32encode(voice.secret + _seal(conversation, voice.secret)).decode()


def voice_of_seal(conversation: Conversation, sealed: str) -> Voice:
    """Return the voice of what `seal` gave out. Raises Invalid for anything else."""
    try:
        raw = base64.b32decode(sealed)
    except (binascii.Error, ValueError):
        raise Invalid({"token": _NOT_KEPT_HERE}) from None
    mark, ours = raw[:MARK_BYTES], raw[MARK_BYTES:]
    if len(mark) != MARK_BYTES or not hmac.compare_digest(ours, _seal(conversation, mark)):
        raise Invalid({"token": _NOT_KEPT_HERE})
    return Voice(TIER, mark)


def _seal(conversation: Conversation, mark: bytes) -> bytes:
    return keyed_digest("token seal", conversation.public_id.bytes + mark)[:SEAL_BYTES]
