"""The checks of `kenes-verify`: a whole log, one entry's proof, one receipt."""

from dataclasses import asdict
from datetime import datetime

from kenes.engines.log import notes, proof_file
from kenes.engines.log.acts import Act
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.hashing import place_of
from kenes.engines.log.reading import Read
from kenes.engines.log.receipts import Receipt
from kenes.engines.log.verification import verify_extension, verify_log
from kenes.verify.reports import ACCEPTED, Report, tree_facts
from kenes.verify.sources import open_log, read_file
from kenes.verify.trust import Trust


def check_log(place: str, trust: Trust, *, since: list[str]) -> Report:
    """Check a whole log: who signed, earlier checkpoints, every entry and every tile.

    `since` are files with checkpoints seen before. Raises LogError with the first wrong thing,
    and UnusableError when something cannot be opened.
    """
    read = open_log(place)
    tree, note = trust.policy.accepted(read("checkpoint"))
    for path in since:
        earlier = notes.opened(read_file(path), trust.log_verifiers())
        verify_extension(read, Checkpoint.parse(earlier.text), tree)
    verify_log(read, tree)
    return Report(
        ACCEPTED, f"every entry of {tree.origin} is as the log signed it.", tree_facts(tree, note)
    )


def check_proof(
    path: str, trust: Trust, *, entry_file: str | None, content_file: str | None
) -> Report:
    """Check one entry's proof file, and what it stands for where the content is given.

    The entry is taken from its own file or from the proof's `extra` line; either way only the
    log's root makes it believed. Raises LogError and UnusableError as `check_log` does.
    """
    proof = proof_file.parse(read_file(path))
    entry = read_file(entry_file) if entry_file else proof.extra
    if entry is None:
        raise LogError(
            "The proof file does not carry its entry: give it with --entry.",
            step="proof.entry",
            fault=Fault.READER,
        )
    tree, note = trust.policy.accepted(proof.checkpoint)
    proof_file.check(proof, entry, tree)
    act = Act.parse(entry)
    facts = {"index": proof.index, "entry": asdict(act), **tree_facts(tree, note)}
    if content_file is None:
        return Report(ACCEPTED, f"entry {proof.index} is in {tree.origin}.", facts)
    act.match(read_file(content_file))
    return Report(
        ACCEPTED, f"entry {proof.index} is in {tree.origin}, and stands for this content.", facts
    )


def check_receipt(path: str, place: str, trust: Trust, *, now: datetime) -> Report:
    """Check that a receipt was honoured: its entry is in the log, or its time has not come.

    Raises LogError when the time has passed and the log has no such entry.
    """
    receipt = Receipt.opened(read_file(path), trust.receipt_verifiers())
    read = open_log(place)
    tree, note = trust.policy.accepted(read("checkpoint"))
    index = _index_of(receipt.leaf, read, tree)
    facts = {"leaf hash": to_base64(receipt.leaf), "due": receipt.due_at.isoformat()}
    if index is not None:
        sentence = f"the log has this entry with index {index}."
        return Report(ACCEPTED, sentence, {**facts, **tree_facts(tree, note)})
    if now > receipt.due_at:
        raise LogError(
            "The time of the receipt has passed and its entry is not in the log.",
            step="receipt.late",
            fault=Fault.LOG,
            place=path,
            expected=f"in the log by {receipt.due_at.isoformat()}",
            found=f"not among {tree.size} entries",
        )
    sentence = "the entry is not in the log yet; its time has not come."
    return Report(ACCEPTED, sentence, {**facts, **tree_facts(tree, note)})


def _index_of(leaf: bytes, read: Read, tree: Checkpoint) -> int | None:
    """Return where a leaf stands in a log, all of which is verified on the way."""
    found: list[int] = []

    def look(first: int, _entries: list[bytes], hashes: bytes) -> None:
        if (at := place_of(leaf, hashes)) is not None:
            found.append(first + at)

    verify_log(read, tree, seen=look)
    return found[0] if found else None
