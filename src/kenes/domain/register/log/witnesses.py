"""The witnesses of this log: asked for each new checkpoint, none of them waited for.

Whom to ask stands in the published policy, `witness NAME VKEY URL`. What a witness cosigned last is
kept beside the log; where that is the checkpoint that is out, its signature is put below it. The
log is signed and published before anybody is asked, so a witness that is away holds up nothing.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings

from kenes.domain.register.log import places
from kenes.domain.register.log.asking import SECONDS, NamedWitness, WitnessFailed, cosignatures
from kenes.domain.register.log.folder import CHECKPOINT, Folder
from kenes.domain.register.log.locks import alone
from kenes.engines.log import notes, policy
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import PublicKey

AT_ONCE = 8
"""Witnesses asked at the same time."""
FRESH = timedelta(days=1)
"""A cosignature older than this is asked for anew, also where the log did not grow."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cosigned:
    """What a witness cosigned last: the checkpoint's text, the signatures, and when (UTC)."""

    text: str
    lines: tuple[notes.Signature, ...]
    at: datetime

    @property
    def size(self) -> int:
        """How many entries the log had."""
        return Checkpoint.parse(self.text).size


def named_witnesses(target: Folder) -> list[NamedWitness]:
    """Return the witnesses of the log's policy that have an address; none where it is no policy."""
    try:
        read = policy.parse(target.find(places.POLICY) or b"")
    except LogError as error:
        logger.warning("Nobody is asked to cosign: %s", error)
        return []
    witnesses = read.witnesses.items()
    return [NamedWitness(name, key, read.urls[key]) for name, key in witnesses if key in read.urls]


def waiting_for(target: Folder, now: datetime) -> list[NamedWitness]:
    """Return the witnesses that have not cosigned the checkpoint that is out, or long ago."""
    note = target.find(CHECKPOINT)
    if note is None:
        return []
    text = notes.Note.parse(note).text
    return [one for one in named_witnesses(target) if not _is_fresh(last_of(one.key), text, now)]


def ask(
    target: Folder, witnesses: Iterable[NamedWitness], *, seconds: float = SECONDS
) -> dict[str, str]:
    """Ask each witness for its signature and keep it; return who did not give one, and why."""
    note, asked = target.find(CHECKPOINT), list(witnesses)
    if note is None or not asked:
        return {}
    with ThreadPoolExecutor(min(AT_ONCE, len(asked))) as pool:
        answers = list(pool.map(partial(_ask_one, target, note, seconds), asked))
    text = notes.Note.parse(note).text
    for witness, answer in zip(asked, answers, strict=True):
        if not isinstance(answer, str):
            _memory().replace(_name(witness.key), notes.Note(text, answer).octets())
    pairs = zip(asked, answers, strict=True)
    return {one.name: why for one, why in pairs if isinstance(why, str)}


def publish_cosigned(target: Folder) -> bool:
    """Put every kept signature over the checkpoint that is out below it; return whether it changed.

    Raises AnotherIntegrates while the log is being written; the next round does it then.
    """
    if _cosigned(target) is None:
        return False  # the usual case takes no lock
    with alone(target.root):
        cosigned = _cosigned(target)
        if cosigned is not None:
            target.replace(CHECKPOINT, cosigned)
        return cosigned is not None


def last_of(key: PublicKey) -> Cosigned | None:
    """Return what a witness cosigned last; None where it never did, or the memory is spoilt."""
    octets = _memory().find(_name(key))
    if octets is None:
        return None
    try:
        note = notes.opened(octets, [notes.Verifier(key)])
        at = datetime.fromtimestamp(note.time_of(key) or 0, UTC)
    except (LogError, ValueError, OverflowError):
        return None
    return Cosigned(note.text, tuple(line for _one, line in note.signed_by), at)


def _memory() -> Folder:
    return Folder(Path(settings.KENES_HOME) / "witnesses")


def _name(key: PublicKey) -> str:
    return f"{key.key_id.hex()}.checkpoint"


def _cosigned(target: Folder) -> bytes | None:
    """Return the checkpoint that is out with all kept signatures; None where it has them."""
    octets = target.find(CHECKPOINT)
    if octets is None:
        return None
    note = notes.Note.parse(octets)
    for witness in named_witnesses(target):
        note = _with_lines(note, witness.key)
    return note.octets() if note.octets() != octets else None


def _is_fresh(last: Cosigned | None, text: str, now: datetime) -> bool:
    return last is not None and last.text == text and now - last.at < FRESH


def _ask_one(
    target: Folder, note: bytes, seconds: float, witness: NamedWitness
) -> tuple[notes.Signature, ...] | str:
    """Return the signatures of one witness, or why it gave none."""
    last = last_of(witness.key)
    try:
        lines = cosignatures(
            witness, note, target.read, old=last.size if last else 0, seconds=seconds
        )
    except (WitnessFailed, LogError, OSError) as error:
        return str(error)
    return tuple(lines)


def _with_lines(note: notes.Note, key: PublicKey) -> notes.Note:
    """Return the note with the witness's kept lines in the place of its older ones."""
    last, verifier = last_of(key), notes.Verifier(key)
    if last is None or last.text != note.text:
        return note
    others = [line for line in note.signatures if not verifier.is_named_by(line)]
    return notes.Note(note.text, (*others, *last.lines))
