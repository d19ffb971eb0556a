"""The one integrating worker: rows get their indexes, files are published, a checkpoint signed.

Each step may be broken off at any moment. Indexes and leaf hashes are given in one transaction;
files are added before the checkpoint that speaks of them; a run that begins after a broken one
repeats what is missing and makes the same bytes. Before anything is signed the record is held
against the checkpoint that is already out, so that no second tree is ever signed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kenes.domain.register import queries
from kenes.domain.register.actions import give_indexes
from kenes.domain.register.log import errors, places
from kenes.domain.register.log.folder import CHECKPOINT, Folder
from kenes.domain.register.log.keys import Signers
from kenes.domain.register.log.locks import alone
from kenes.engines.log import notes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import HASH_SIZE
from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import leaf_hash, tree_root
from kenes.engines.log.reading import state_at
from kenes.engines.log.tiles import WIDTH, TreeState, Writer


@dataclass(frozen=True, slots=True)
class Log:
    """The folder to publish in and the keys to sign with."""

    folder: Folder
    keys: Signers


def own_log() -> Log:
    """Return this server's log. Raises KeyUnusable when it has no key."""
    return Log(places.folder(), places.log_keys())


def integrate(log: Log) -> Checkpoint:
    """Put every committed entry into the log; return the checkpoint that now stands.

    Raises LogStopped when the record is not what was published, AnotherIntegrates when somebody
    else is at it, and OSError when a file cannot be written; the next run goes on from there.
    """
    with alone(log.folder.root):
        published = published_checkpoint(log)
        state = _state_of(log, published)
        while give_indexes():
            pass
        return _publish(log, state, published)


def check_record(log: Log) -> Checkpoint | None:
    """Recompute the root from the stored leaf hashes and hold it against what was published.

    Returns the published checkpoint, None before the first. Reads every leaf; for the start.
    Raises LogStopped: `rollback`, `fork`, `checkpoint_foreign`.
    """
    published = published_checkpoint(log)
    if published is None:
        return None
    _refuse_rollback(published)
    if tree_root(queries.leaf_hashes(published.size)) != published.root:
        raise errors.fork(published.size)
    return published


def published_checkpoint(log: Log) -> Checkpoint | None:
    """Return the checkpoint that is out, None before the first.

    Raises LogStopped (`checkpoint_foreign`) unless one of our keys signed it under our origin.
    """
    note = log.folder.find(CHECKPOINT)
    if note is None:
        return None
    try:
        checkpoint = Checkpoint.parse(notes.opened(note, log.keys.verifiers()).text)
    except LogError as error:
        raise errors.foreign_checkpoint(error.sentence) from None
    if checkpoint.origin != log.keys.name:
        raise errors.foreign_checkpoint(f"its origin is {checkpoint.origin}")
    return checkpoint


def _state_of(log: Log, published: Checkpoint | None) -> TreeState:
    """Return the tree from which to go on: where the published files end.

    Where files are missing it is the empty tree, once the record is shown to make the published
    root: all files are then added anew, and one that has other bytes is refused.
    """
    if published is None:
        return TreeState()
    try:
        state = state_at(published.size, log.folder.read)
    except LogError:
        state = TreeState()
    if state.root() == published.root:
        _refuse_other_end(published, state)
        return state
    check_record(log)
    return TreeState()


def _refuse_other_end(published: Checkpoint, state: TreeState) -> None:
    """Refuse a record that ends before the published tree, or has another entry at its end.

    Cheap enough for every run; `check_record` looks at all of it.
    """
    _refuse_rollback(published)
    if not published.size % WIDTH:
        return
    if queries.leaf_hash_at(published.size - 1) != state.edge[0][-HASH_SIZE:]:
        raise errors.fork(published.size)


def _refuse_rollback(published: Checkpoint) -> None:
    held = queries.indexed_count()
    if held < published.size:
        raise errors.rollback(published.size, held)


def _publish(log: Log, state: TreeState, published: Checkpoint | None) -> Checkpoint:
    """Add the files of all entries after `state`, and the signed checkpoint last."""
    writer = Writer(state)
    for path, octets in writer.write(_entries_from(state.size)):
        log.folder.add(path, octets)
    tree = writer.state()
    checkpoint = Checkpoint(log.keys.name, tree.size, tree.root())
    note = log.keys.sign(checkpoint.text())
    if published != checkpoint or not is_signed_by_all(log):
        log.folder.replace(CHECKPOINT, note)
    return checkpoint


def is_signed_by_all(log: Log) -> bool:
    """Return whether every key in use has signed the checkpoint that is out.

    Raises LogStopped (`checkpoint_foreign`) when none of them has.
    """
    octets = log.folder.find(CHECKPOINT)
    try:
        signed = notes.opened(octets, log.keys.verifiers()).keys() if octets else set()
    except LogError as error:
        raise errors.foreign_checkpoint(error.sentence) from None
    return {one.key for one in log.keys.verifiers()} <= signed


def _entries_from(first: int) -> Iterator[bytes]:
    """Give the bytes of each entry from index `first` on, each held against its leaf hash.

    Raises LogStopped (`entry_altered`) for a row that was changed since, or is missing.
    """
    for index, entry in enumerate(queries.indexed_entries(first), start=first):
        octets = queries.entry_bytes(entry)
        if entry.index != index or leaf_hash(octets) != bytes(entry.leaf_hash or b""):
            raise errors.altered(index)
        yield octets
