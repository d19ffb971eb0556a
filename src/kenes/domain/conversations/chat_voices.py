"""With what somebody takes part from a chat: their number there, and a key of the conversation.

The number in the chat is kept nowhere. The key is chance in a file of its own, outside database
and backups; once the conversation is closed it is deleted, and nobody can make the voters' numbers
again, whoever holds what else: docs/adr/0019-votes-from-chats.md
"""

import contextlib
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.conversations.models import Conversation, Voter
from kenes.domain.conversations.voices import SECRET_BYTES, Voice

KEY_BYTES = 32
STRICT = 0o600


def voice_in_chat(conversation: Conversation, sender: int) -> Voice:
    """Return the voice of a sender's number in a chat service; it counts as one by link."""
    key = _key_of(conversation.public_id)
    digest = keyed_digest("chat voice", key + str(sender).encode())
    return Voice(Voter.Tier.LINK, digest[:SECRET_BYTES])


def forget_closed() -> int:
    """Delete the keys of conversations that are not open; return how many."""
    rows = Conversation.objects.filter(stage=Conversation.Stage.OPEN)
    is_open = {one.hex for one in rows.values_list("public_id", flat=True)}
    over = [path for path in folder().glob("*") if path.stem not in is_open]
    for path in over:
        path.unlink(missing_ok=True)
    return len(over)


def folder() -> Path:
    """Return where the keys lie: beside `keys`, which a backup may take."""
    return Path(settings.KENES_HOME) / "chat-keys"


def _key_of(conversation: UUID) -> bytes:
    path = folder() / conversation.hex
    if not path.exists():
        _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    """Write a key that only its owner may read; where two make one at once, the first stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    aside.touch(mode=STRICT)
    aside.write_bytes(secrets.token_bytes(KEY_BYTES))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(aside)  # a half written key is never there
    aside.unlink()
