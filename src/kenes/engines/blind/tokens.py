"""Tokens: what Kenes signs blindly, and the letters a person carries it in.

A token says "its holder was checked for this conversation and this tier, once" and nothing else.
Clauses: docs/specs/blind-tokens.md
"""

import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from kenes.engines.blind import letters, protocol
from kenes.engines.blind.errors import BlindError, Fault
from kenes.engines.blind.keys import KEY_ID_SIZE, LARGEST, SMALLEST, PrivateKey, PublicKey
from kenes.engines.blind.variants import PREFIX_SIZE, RANDOMIZED

NONCE_SIZE = 32
_HEAD = KEY_ID_SIZE + PREFIX_SIZE + NONCE_SIZE
_SIZES = range(_HEAD + SMALLEST // 8, _HEAD + LARGEST // 8 + 1)
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class TokenContext:
    """Where a token holds: a conversation's public id, a tier, and the key's id (clause 2).

    Names are 1 to 64 letters, digits, dots, hyphens and low lines of ASCII. Raises BlindError
    (`context.name`) for another: one with a line break could pass for two.
    """

    conversation: str
    tier: str
    key_id: bytes

    def __post_init__(self) -> None:
        for name in (self.conversation, self.tier):
            if not _NAME.fullmatch(name):
                raise BlindError(
                    "This cannot name a conversation or tier. Use its public id.",
                    step="context.name",
                    fault=Fault.PROGRAM,
                    found=ascii(name[:64]),
                )

    def octets(self) -> bytes:
        """Return the context as it is signed: one line each, so that no two read alike."""
        lines = ("kenes-blind-token/v1", self.conversation, self.tier, self.key_id.hex())
        return "".join(f"{line}\n" for line in lines).encode("ascii")


def token_context(conversation: str, tier: str, key: PublicKey) -> TokenContext:
    """Return the context of a conversation's tier under `key`. Raises BlindError as the class."""
    return TokenContext(conversation, tier, key.key_id)


@dataclass(frozen=True)
class Token:
    """A signed token. Whoever has it may speak by it, so `repr` shows its key alone."""

    key_id: bytes
    prefix: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def text(self) -> str:
        """Return the token's letters: they fit the alphanumeric mode of a QR code (clause 5)."""
        return letters.write(self.key_id + self.prefix + self.nonce + self.signature)

    @classmethod
    def parse(cls, text: str) -> "Token":
        """Read letters as written, typed or scanned. Raises BlindError (`token.*`)."""
        octets = letters.read(text)
        if len(octets) not in _SIZES:
            raise BlindError(
                "The token has no length that a key of ours makes. Copy it whole.",
                step="token.length",
                fault=Fault.TOKEN,
                found=f"{len(octets)} bytes",
            )
        key_id, rest = octets[:KEY_ID_SIZE], octets[KEY_ID_SIZE:]
        prefix, rest = rest[:PREFIX_SIZE], rest[PREFIX_SIZE:]
        return cls(key_id, prefix, rest[:NONCE_SIZE], rest[NONCE_SIZE:])

    def mark(self, context: TokenContext) -> bytes:
        """Return the 32 bytes by which the server knows this token again, here and only here.

        The server keeps them in place of the token (clause 6). One signature has one nonce, so
        one token has one mark however it is written.
        """
        return sha256(b"kenes-blind-token/v1 mark\n" + context.octets() + self.nonce).digest()


@dataclass(frozen=True)
class Request:
    """An asker's open request: `blinded` goes to the issuer, the rest stays until the answer."""

    key: PublicKey
    blinded: bytes
    prepared: bytes = field(repr=False)
    inverse: int = field(repr=False)

    def finish(self, blind_signature: bytes) -> Token:
        """Make the token of the issuer's answer. Raises BlindError as `protocol.finalize`."""
        signature = protocol.finalize(self.key, self.prepared, blind_signature, self.inverse)
        nonce = self.prepared[-NONCE_SIZE:]
        return Token(self.key.key_id, self.prepared[:PREFIX_SIZE], nonce, signature)


def request(key: PublicKey, context: TokenContext) -> Request:
    """Begin a token: draw its nonce, prepare and blind it (clause 3). The browser does the same.

    Raises BlindError (`context.key`) if the context names another key.
    """
    _refuse_other_key(key, context.key_id, "context.key", Fault.PROGRAM)
    prepared = protocol.prepare(context.octets() + secrets.token_bytes(NONCE_SIZE))
    hidden = protocol.blind(key, prepared)
    return Request(key, hidden.octets, prepared, hidden.inverse)


def issue(key: PrivateKey, blinded: bytes) -> bytes:
    """Sign an asker's blinded token (clause 3). Who may ask, and how often, is the caller's rule.

    The same bytes give the same answer, so a lost one can be asked for again.
    Raises BlindError as `protocol.blind_sign`.
    """
    return protocol.blind_sign(key, blinded)


def accept(key: PublicKey, context: TokenContext, token: Token) -> bytes:
    """Return the mark of a token that holds in this context (clause 6).

    Raises BlindError `context.key`, `token.key` for a token of another key, and
    `token.signature` for one that was never signed for this conversation and tier.
    """
    _refuse_other_key(key, context.key_id, "context.key", Fault.PROGRAM)
    _refuse_other_key(key, token.key_id, "token.key", Fault.TOKEN)
    prepared = token.prefix + context.octets() + token.nonce
    if not protocol.is_signed(key, prepared, token.signature, RANDOMIZED):
        raise BlindError(
            "The token was not signed for this conversation and tier. Use the one issued for it.",
            step="token.signature",
            fault=Fault.TOKEN,
        )
    return token.mark(context)


def _refuse_other_key(key: PublicKey, key_id: bytes, step: str, fault: Fault) -> None:
    if key.key_id != key_id:
        raise BlindError(
            "This belongs to another key. Look up the key that it names.",
            step=step,
            fault=fault,
            expected=key.key_id.hex(),
            found=key_id.hex(),
        )
