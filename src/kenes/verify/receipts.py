"""The check of a receipt: whether its entry is in the log, and whether it was there in time.

The log itself does not say when it took an entry. A witness does: it cosigns a checkpoint with the
time. So "in time" and "late" need a cosigned checkpoint, and without one only "in the log" is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kenes.engines.log import notes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.hashing import place_of
from kenes.engines.log.reading import Read
from kenes.engines.log.receipts import Receipt
from kenes.engines.log.verification import verify_extension, verify_log
from kenes.verify.reports import ACCEPTED, Report, tree_facts, written
from kenes.verify.sources import open_log, read_file
from kenes.verify.trust import Trust


@dataclass(frozen=True, slots=True)
class _Seen:
    """A checkpoint of this log, and when witnesses cosigned it, in seconds since the Epoch."""

    size: int
    cosigned_at: tuple[int, ...]


def check_receipt(
    path: str, place: str, trust: Trust, *, since: Iterable[str] = (), now: datetime
) -> Report:
    """Check that a receipt was honoured: its entry is in the log, or its time has not come.

    `since` are files with checkpoints seen before, which show what the log held when. Raises
    LogError when the entry is missing after its time, or a witness shows that it came late.
    """
    receipt = Receipt.opened(read_file(path), trust.receipt_verifiers())
    read = open_log(place)
    tree, note = trust.policy.served(read("checkpoint"))
    if receipt.origin != tree.origin:
        raise _refused(
            "The receipt is of another log.", "origin", path, tree.origin, receipt.origin
        )
    index = _index_of(receipt.leaf, read, tree)
    facts = {"leaf hash": to_base64(receipt.leaf), "due": receipt.due_at.isoformat()}
    facts |= tree_facts(tree, note)
    if index is None:
        return _not_there(path, receipt, tree, facts, now)
    seen = [_seen(tree, note, trust), *_seen_before(since, read, tree, trust)]
    return _there(path, receipt, index, seen, facts)


def _not_there(
    path: str, receipt: Receipt, tree: Checkpoint, facts: dict[str, Any], now: datetime
) -> Report:
    if now <= receipt.due_at:
        sentence = "the entry is not in the log yet; its time has not come."
        return Report(ACCEPTED, sentence, facts)
    raise _refused(
        "The time of the receipt has passed and its entry is not in the log.",
        "missing",
        path,
        f"in the log by {receipt.due_at.isoformat()}",
        f"not among {tree.size} entries",
    )


def _there(
    path: str, receipt: Receipt, index: int, seen: list[_Seen], facts: dict[str, Any]
) -> Report:
    due = int(receipt.due_at.timestamp())
    without = [at for one in seen if one.size <= index for at in one.cosigned_at]
    if without and max(without) > due:
        raise _refused(
            "The entry came into the log after the time of its receipt.",
            "late",
            path,
            f"in the log by {receipt.due_at.isoformat()}",
            f"a witness saw the log without it at {written(max(without))}",
        )
    held = [at for one in seen if one.size > index for at in one.cosigned_at]
    in_time = bool(held) and min(held) <= due
    when = "in time" if in_time else "since when, no witness says"
    return Report(ACCEPTED, f"the log has this entry with index {index}; {when}.", facts)


def _seen(tree: Checkpoint, note: notes.Opened, trust: Trust) -> _Seen:
    times = [note.time_of(key) for key in trust.policy.witnesses.values()]
    return _Seen(tree.size, tuple(one for one in times if one is not None))


def _seen_before(
    files: Iterable[str], read: Read, tree: Checkpoint, trust: Trust
) -> Iterable[_Seen]:
    """Give earlier checkpoints, each of which this log must extend."""
    for path in files:
        earlier, note = trust.seen(path)
        verify_extension(read, earlier, tree)
        yield _seen(earlier, note, trust)


def _index_of(leaf: bytes, read: Read, tree: Checkpoint) -> int | None:
    """Return where a leaf stands in a log, all of which is verified on the way."""
    found: list[int] = []

    def look(first: int, _entries: list[bytes], hashes: bytes) -> None:
        if (at := place_of(leaf, hashes)) is not None:
            found.append(first + at)

    verify_log(read, tree, seen=look)
    return found[0] if found else None


def _refused(sentence: str, step: str, place: str, expected: str, found: str) -> LogError:
    return LogError(
        sentence,
        step=f"receipt.{step}",
        fault=Fault.FILE if step == "origin" else Fault.LOG,
        place=place,
        expected=expected,
        found=found,
    )
