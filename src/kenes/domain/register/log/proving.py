"""What readers are given to check for themselves: proofs, and how the log stands.

Read from the published files alone, so pages need no key and show what everybody else is shown.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from kenes.domain.register.log import places
from kenes.domain.register.log.folder import CHECKPOINT
from kenes.domain.register.log.gaps import gaps_in
from kenes.domain.register.log.standing_tree import path_to
from kenes.domain.register.log.witnesses import last_of
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entry_bytes
from kenes.domain.shared.refusals import NotFound, NotPermitted, Refusal
from kenes.engines.log import notes, policy, proof_file
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import PublicKey

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A witness that our policy names: when it last cosigned, and how many entries.

    Both are None if it never did; `is_current` says that it cosigned the checkpoint that is out.
    """

    name: str
    vkey: str
    url: str
    at: datetime | None
    size: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The log as published: its checkpoint, when that was written, the keys and the witnesses."""

    checkpoint: Checkpoint
    note: str
    signed_at: datetime
    vkey: str
    receipts_vkey: str
    policy: str
    witnesses: tuple[Witnessed, ...]
    gaps: tuple[str, ...]
    """Signed notices of what was lost, oldest first."""


def standing() -> Standing | None:
    """Return how the published log stands, None before its first checkpoint.

    Raises NotPermitted (`log_damaged`) when the published checkpoint is none.
    """
    target = places.folder()
    note = target.find(CHECKPOINT)
    if note is None:
        return None
    written = (target.root / CHECKPOINT).stat().st_mtime
    rules = target.find(places.POLICY) or b""
    return Standing(
        _tree_of(note),
        note.decode(),
        datetime.fromtimestamp(written, UTC),
        (target.find(places.LOG_VKEY) or b"").decode().strip(),
        (target.find(places.RECEIPTS_VKEY) or b"").decode().strip(),
        rules.decode(),
        _witnesses(note, rules),
        tuple(gaps_in(target)),
    )


def proof_of(entry: Entry) -> bytes:
    """Return the proof file of one entry (c2sp.org/tlog-proof), which carries the entry itself.

    Raises NotFound while the published log does not hold the entry yet, and NotPermitted
    (`log_damaged`) when its files do not make the root that was signed.
    """
    target = places.folder()
    note = target.find(CHECKPOINT)
    tree = _tree_of(note) if note else None
    if note is None or tree is None or entry.index is None or entry.index >= tree.size:
        raise NotFound(f"entry {entry.public_id} is not in the published log yet")
    try:
        path = path_to(entry.index, target, tree)
    except LogError as error:
        raise _damaged(error) from None
    return proof_file.write(entry.index, path, note, extra=entry_bytes(entry))


def is_provable(entry: Entry) -> bool:
    """Return whether the published log holds the entry, so that a proof can be had."""
    note = places.folder().find(CHECKPOINT)
    if note is None or entry.index is None:
        return False
    try:
        return entry.index < _tree_of(note).size
    except NotPermitted:
        return False


def _tree_of(note: bytes) -> Checkpoint:
    try:
        return Checkpoint.parse(notes.Note.parse(note).text)
    except LogError as error:
        raise _damaged(error) from None


def _damaged(error: LogError) -> NotPermitted:
    """Say that published files are not what was signed; the operator's log names the first one."""
    logger.error("The published log is damaged: %s", error)
    return NotPermitted(
        Refusal(
            "log_damaged",
            _("The published files of the log do not hold, so no proof can be given from them."),
            _("Tell whoever runs this server. A copy kept by somebody else still proves it."),
            status=503,
        )
    )


def _witnesses(note: bytes, rules: bytes) -> tuple[Witnessed, ...]:
    """Return each witness of the policy with the time of its cosignature, where it holds."""
    try:
        read = policy.parse(rules)
    except LogError:
        return ()
    return tuple(
        _witnessed(name, key, read.urls.get(key, ""), note) for name, key in read.witnesses.items()
    )


def _witnessed(name: str, key: PublicKey, url: str, note: bytes) -> Witnessed:
    at = _cosigned_at(note, notes.Verifier(key))
    if at is not None:
        return Witnessed(name, key.vkey, url, at, _tree_of(note).size, is_current=True)
    last = last_of(key)
    if last is None:
        return Witnessed(name, key.vkey, url, None, None, is_current=False)
    return Witnessed(name, key.vkey, url, last.at, last.size, is_current=False)


def _cosigned_at(note: bytes, witness: notes.Verifier) -> datetime | None:
    try:
        seconds = notes.opened(note, [witness]).time_of(witness.key)
    except LogError:
        return None
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
