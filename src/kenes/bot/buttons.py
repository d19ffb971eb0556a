"""What a button carries: conversation, statement, text, choice, with a mark of this server.

Everything the bot has to know comes back with the press, so nothing of a chat is kept. Telegram
takes 64 bytes; anybody may send others than we wrote, so each ends with a mark made by our key.
"""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from uuid import UUID

from kenes.domain.accounts.keyed import keyed_digest

FORM = struct.Struct(">16sIQbcH")
MARK_BYTES = 8
NEXT, TAKE_BACK = 2, 3
CHOICES = (1, 0, -1, NEXT, TAKE_BACK)


@dataclass(frozen=True, slots=True)
class Press:
    """A button: a vote (1, 0, -1) on a statement, the next card, or to take all votes back.

    `rendering` is the key of the text above it, `language` in which the button speaks. `order` is
    the lot by which a chat's cards follow one another.
    """

    conversation: UUID
    choice: int
    language: str
    order: int
    statement: int = 0
    rendering: int = 0


def write_press(press: Press) -> str:
    """Return the press as the text a button carries, at most 64 characters."""
    packed = FORM.pack(
        press.conversation.bytes,
        press.statement,
        press.rendering,
        press.choice,
        press.language[:1].encode(),
        press.order,
    )
    return base64.urlsafe_b64encode(packed + _mark(packed)).decode().rstrip("=")


def read_press(text: str | None) -> Press | None:
    """Return what a button of ours carried; None for everything that this server never wrote."""
    raw = text or ""
    try:
        found = base64.b64decode(raw + "=" * (-len(raw) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    packed, mark = found[: FORM.size], found[FORM.size :]
    if len(packed) != FORM.size or not hmac.compare_digest(mark, _mark(packed)):
        return None
    conversation, statement, rendering, choice, letter, order = FORM.unpack(packed)
    language = "ru" if letter == b"r" else "kk"
    return Press(UUID(bytes=conversation), choice, language, order, statement, rendering)


def _mark(packed: bytes) -> bytes:
    return keyed_digest("chat button", packed)[:MARK_BYTES]
