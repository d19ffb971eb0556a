"""Copy the published log into another folder: for a web server, an object store, a backup."""

from collections.abc import Iterator
from contextlib import suppress

from kenes.domain.register.log import errors, places
from kenes.domain.register.log.folder import CHECKPOINT, Folder
from kenes.domain.register.log.keys import Signers
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.notes import Note, opened
from kenes.engines.log.verification import verify_extension, verify_log

TILES, GAPS = "tile", "gap"
TEXTS = (places.POLICY, places.LOG_VKEY, places.RECEIPTS_VKEY)


def publish_to(source: Folder, target: Folder) -> Checkpoint | None:
    """Bring `target` to what `source` has published; the checkpoint comes last.

    Returns the checkpoint, None where nothing is published yet. No file that is there is written
    over with other bytes. Raises LogStopped when `target` holds another or a longer log, or when
    the copy does not hold against its checkpoint; its old checkpoint then stays.
    """
    note = source.find(CHECKPOINT)
    if note is None:
        return None
    tree = take_tree(source, target, note)
    take_words(source, target)
    for path in (one for one in TEXTS if source.find(one) is not None):
        target.replace(path, source.read(path))
    if target.find(CHECKPOINT) != note:
        target.replace(CHECKPOINT, note)
    return tree


def take_tree(source: Folder, target: Folder, note: bytes) -> Checkpoint:
    """Copy the tiles and bundles of a checkpoint, and nothing else; return what it says.

    Raises LogStopped as `publish_to` does, and `copy_foreign` for a link among them.
    """
    tree = tree_of(note)
    _refuse_other_log(source, target, tree)
    for path in _files_below(source, TILES):
        target.add(path, source.read(path))
    expect_whole(target, tree)
    return tree


def take_words(source: Folder, target: Folder) -> None:
    """Copy the notices of gaps, whose bytes never change either; and the policy where none is."""
    for path in _files_below(source, GAPS):
        target.add(path, source.read(path))
    policy = source.find(places.POLICY)
    if policy is not None and target.find(places.POLICY) is None:
        target.replace(places.POLICY, policy)


def take_own_notices(source: Folder, target: Folder, keys: Signers) -> None:
    """Copy the notices of gaps that one of these keys signed, from whoever keeps the source."""
    for path in _files_below(source, GAPS):
        octets = source.read(path)
        with suppress(LogError):
            opened(octets, keys.verifiers())
            target.add(path, octets)


def refuse_links(folder: Folder) -> None:
    """Raise LogStopped (`copy_foreign`) for a copy with a link below its tiles or notices."""
    for below in (TILES, GAPS):
        list(_files_below(folder, below))


def tree_of(note: bytes) -> Checkpoint:
    """Read a checkpoint whose signature does not matter here: it is only copied.

    Raises LogStopped when it is none.
    """
    try:
        return Checkpoint.parse(Note.parse(note).text)
    except LogError as error:
        raise errors.damaged(str(error)) from None


def expect_whole(folder: Folder, tree: Checkpoint) -> None:
    """Recompute a published log from its files. Raises LogStopped with the first wrong thing."""
    try:
        verify_log(folder.read, tree)
    except LogError as error:
        raise errors.copy_damaged(str(folder.root), str(error)) from None


def _refuse_other_log(source: Folder, target: Folder, tree: Checkpoint) -> None:
    there = target.find(CHECKPOINT)
    if there is None:
        return
    try:
        verify_extension(source.read, tree_of(there), tree)
    except LogError as error:
        raise errors.other_log(str(target.root), str(error)) from None


def _files_below(folder: Folder, below: str) -> Iterator[str]:
    """Give the paths of all files below one. Raises LogStopped (`copy_foreign`) for a link."""
    for place in sorted((folder.root / below).rglob("*")):
        if place.is_symlink():
            raise errors.copy_foreign(str(place))
        if place.is_file():
            yield place.relative_to(folder.root).as_posix()
