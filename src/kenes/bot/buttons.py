"""What a button carries: conversation, statement, text, choice, with a mark of this server.

Everything the bot has to know comes back with the press, so nothing of a chat is kept: the button
for the next card even carries which statements the chat was shown. Telegram takes 64 bytes; anybody
may send others than we wrote, so each ends with a mark made by our key.
"""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from uuid import UUID

from kenes.domain.accounts.keyed import keyed_digest

HEAD = struct.Struct(">16sbcH")
VOTE = struct.Struct(">IQB7x")
SEEN_BYTES = VOTE.size
"""A button tells so many bytes of statements apart; both kinds of buttons are equally long."""
MARK_BYTES = 8
NEXT, TAKE_BACK = 2, 3
CHOICES = (1, 0, -1, NEXT, TAKE_BACK)


@dataclass(frozen=True, slots=True)
class Press:
    """A button: a vote (1, 0, -1) on a statement, the next card, or to take all votes back.

    `rendering` is the key of the text above it, `language` in which the button speaks (English
    where somebody alone with the bot reads it, whichever text it is under), `told` the text on the
    release of votes that was said before. `order` is the lot by which a chat's cards
    are drawn, `seen` which statements it was shown, a bit each (`cards.bit_of`); only the button
    for the next card carries it.
    """

    conversation: UUID
    choice: int
    language: str
    order: int
    statement: int = 0
    rendering: int = 0
    told: int = 0
    seen: int = 0


def write_press(press: Press) -> str:
    """Return the press as the text a button carries, at most 64 characters."""
    language = press.language[:1].encode()
    packed = HEAD.pack(press.conversation.bytes, press.choice, language, press.order)
    if press.choice == NEXT:
        packed += press.seen.to_bytes(SEEN_BYTES)
    else:
        packed += VOTE.pack(press.statement, press.rendering, press.told)
    return base64.urlsafe_b64encode(packed + _mark(packed)).decode().rstrip("=")


def read_press(text: str | None) -> Press | None:
    """Return what a button of ours carried; None for everything that this server never wrote."""
    raw = text or ""
    try:
        found = base64.b64decode(raw + "=" * (-len(raw) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    packed, mark = found[: HEAD.size + VOTE.size], found[HEAD.size + VOTE.size :]
    if len(packed) != HEAD.size + VOTE.size or not hmac.compare_digest(mark, _mark(packed)):
        return None
    return _unpacked(packed)


def _unpacked(packed: bytes) -> Press:
    conversation, choice, letter, order = HEAD.unpack_from(packed)
    language = {b"r": "ru", b"e": "en"}.get(letter, "kk")
    head, tail = (UUID(bytes=conversation), choice, language, order), packed[HEAD.size :]
    if choice == NEXT:
        return Press(*head, seen=int.from_bytes(tail))
    return Press(*head, *VOTE.unpack(tail))


def _mark(packed: bytes) -> bytes:
    return keyed_digest("chat button", packed)[:MARK_BYTES]
