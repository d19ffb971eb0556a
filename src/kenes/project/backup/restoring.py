"""`kenes restore`: a backup becomes a server again, and its register what was published last.

An older database under a newer log would sign a second history, so it is brought forward from the
published files; where nobody has those, a new log begins under a public, signed notice, or none.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from kenes.domain.files import storage
from kenes.domain.register.log import places
from kenes.domain.register.log.checking import check_everything
from kenes.domain.register.log.errors import KeyUnusable
from kenes.domain.register.log.folder import CHECKPOINT, Folder
from kenes.domain.register.log.forward import Forward, bring_forward
from kenes.domain.register.log.gaps import Gap, publish_gap
from kenes.domain.register.log.integrating import Log, own_log, published_checkpoint
from kenes.domain.register.log.keys import Signers, load_keys
from kenes.domain.register.log.publishing import (
    expect_whole,
    refuse_links,
    take_own_notices,
    take_tree,
    take_words,
    tree_of,
)
from kenes.engines.log.checkpoints import Checkpoint
from kenes.project.backup.anew import begin_anew
from kenes.project.backup.databases import NAMES, is_empty, load_database, migrations_unknown
from kenes.project.backup.making import FILES, KEYS, REGISTER
from kenes.project.backup.manifest import Manifest, read_manifest
from kenes.project.backup.refusing import BackupRefused

CONTENT_LOST = "The database was restored from an older backup; these acts' contents are lost."


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator knows: where the newest published log is, or why there is none.

    `published` is a folder with a log (None: the one in KENES_HOME), `gap` the reason to go on
    without one, `seen` the newest checkpoint anybody has, `digest` that of the manifest.
    """

    published: Path | None = None
    gap: str = ""
    seen: Path | None = None
    digest: str = ""
    with_keys: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands now: the log's checkpoint, what was brought forward, the notice's path."""

    manifest: Manifest
    checkpoint: Checkpoint | None
    forward: Forward | None
    notice: str


def restore(folder: Path, wish: Wish, *, now: datetime) -> Restored:
    """Restore a backup into an empty database and KENES_HOME, and check everything.

    Raises BackupRefused or LogStopped before anything is written where that can be known; the
    text says so otherwise.
    """
    manifest = read_manifest(folder, digest=wish.digest)
    _refuse_to_overwrite(manifest, folder, wish)
    newest = _newest(folder, manifest, wish)
    _put_back(folder, manifest, with_keys=wish.with_keys)
    if newest is None:
        return Restored(manifest, None, None, "")
    own = own_log()
    tree = _take_log(newest, Folder(folder / REGISTER), own)
    forward = bring_forward(own.folder.read, tree)
    checked = check_everything(own)
    if wish.gap:
        checked, notice = begin_anew(own, _gap(wish, forward), now=now)
    else:
        notice = _tell_of_lost_content(own, forward, now)
        places.make_keys()
    return Restored(manifest, checked, forward, notice)


def _take_log(newest: Folder, backup: Folder, own: Log) -> Checkpoint:
    """Take the newest log's files and checkpoint; policy and notices from the backup.

    Somebody else's copy is believed in what our keys signed, and in nothing else: the keys and the
    policy in it could be anybody's.
    """
    note = newest.read(CHECKPOINT)
    tree = take_tree(newest, own.folder, note)
    take_words(backup, own.folder)
    take_own_notices(newest, own.folder, own.keys)
    if own.folder.find(CHECKPOINT) != note:
        own.folder.replace(CHECKPOINT, note)
    return tree


def _refuse_to_overwrite(manifest: Manifest, folder: Path, wish: Wish) -> None:
    if manifest.database != connection.vendor:
        raise BackupRefused(
            "other_database",
            f"The backup is of {manifest.database}, this server runs on {connection.vendor}. Set "
            "DATABASE_URL to the same kind of database.",
        )
    if unknown := migrations_unknown(manifest.migrations):
        raise BackupRefused(
            "backup_newer",
            f"The backup is of a newer Kenes: {unknown[0]} is not known here. Install that one.",
        )
    keys = Path(settings.KENES_HOME) / KEYS
    taken = [storage.folder(), *([keys] if wish.with_keys else [])]
    full = [str(place) for place in taken if place.is_dir() and any(place.iterdir())]
    if not is_empty():
        full.insert(0, "the database")
    if full:
        raise BackupRefused(
            "target_taken",
            f"Restoring overwrites nothing, and {', '.join(full)} is not empty. Give the server an "
            "empty database and an empty KENES_HOME; the folder register may stay.",
        )
    if wish.with_keys and not (folder / KEYS).is_dir():
        raise BackupRefused("keys_missing", f"{folder} holds no keys; it was made without --keys.")


def _newest(folder: Path, manifest: Manifest, wish: Wish) -> Folder | None:
    """Return the newest published log there is. Raises BackupRefused where that must be said.

    Keys are looked at before anything is written: without them nothing could be checked.
    """
    if manifest.entries is None and wish.published is None:
        return None
    keys, own = _keys(folder, wish), places.folder()
    if own.find(CHECKPOINT) is not None and wish.gap:
        raise BackupRefused(
            "log_is_there",
            f"{own.root} holds a published log: restore without --gap and it is brought forward "
            "from there. If its files are damaged, move the folder away and name its checkpoint "
            "with --seen.",
        )
    if wish.gap:
        return Folder(folder / REGISTER)
    found = Folder(wish.published) if wish.published else own
    note = found.find(CHECKPOINT)
    if note is None:
        raise BackupRefused(
            "published_unknown",
            "An older database must not go on as if nothing had been published since. Name the "
            "newest copy of the published log with --published DIR: what the web server or object "
            "store has, what a monitor kept, or the register folder of the backup itself if "
            "nothing was published after it. If no copy is left, give --gap and the reason.",
        )
    published_checkpoint(Log(found, keys))  # refuses what another key signed
    refuse_links(found)
    expect_whole(found, tree_of(note))
    return found


def _keys(folder: Path, wish: Wish) -> Signers:
    kept = folder / KEYS / places.log_key_path().name
    try:
        return load_keys(kept if wish.with_keys else places.log_key_path())
    except KeyUnusable as error:
        raise BackupRefused(
            "keys_needed",
            f"The register cannot be checked without its key ({error.sentence}) Put the key of "
            "this log there, or give --keys if the backup was made with them. If no copy is left, "
            "see docs/how-to/backups.md, lost key.",
        ) from None


def _put_back(folder: Path, manifest: Manifest, *, with_keys: bool) -> None:
    load_database(folder / NAMES[manifest.database])
    call_command("migrate", verbosity=0)
    home = Path(settings.KENES_HOME)
    for name, is_wanted in ((FILES, True), (KEYS, with_keys)):
        if is_wanted and (folder / name).is_dir():
            shutil.copytree(folder / name, home / name, dirs_exist_ok=True)


def _gap(wish: Wish, forward: Forward) -> Gap:
    seen = tree_of(wish.seen.read_bytes()) if wish.seen else None
    return Gap(seen, forward.held, forward.emptied, wish.gap)


def _tell_of_lost_content(own: Log, forward: Forward, now: datetime) -> str:
    """Publish a notice where contents are lost; return its path, else nothing."""
    if not forward.emptied:
        return ""
    known = tree_of(own.folder.read(CHECKPOINT))
    gap = Gap(known, forward.held, forward.emptied, CONTENT_LOST)
    return publish_gap(own.folder, own.keys, gap, now=now)
