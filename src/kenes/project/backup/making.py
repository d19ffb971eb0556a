"""`kenes backup`: published log, database and files in one folder, checked after writing.

The log is copied before the database, so that the database of a backup is never behind its log;
the files after it, so that no row lacks its file.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from kenes.domain.files import storage
from kenes.domain.register.log import places
from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.publishing import publish_to
from kenes.project.backup.databases import copy_database, migrations_applied
from kenes.project.backup.manifest import FORM, Manifest, hashes_of, read_manifest, write_manifest
from kenes.project.backup.refusing import BackupRefused

REGISTER, FILES, KEYS = "register", "files", "keys"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup, and the SHA-256 of its manifest, which is to be kept somewhere else."""

    manifest: Manifest
    digest: str


def make_backup(folder: Path, *, with_keys: bool, now: datetime) -> Made:
    """Write a backup into a new or empty folder and read all of it again.

    Raises BackupRefused, LogStopped when the published log is not whole, and OSError.
    """
    _make_empty(folder)
    tree = publish_to(places.folder(), Folder(folder / REGISTER))
    copy_database(folder)
    _copy(storage.folder(), folder / FILES)
    if with_keys:
        _copy(Path(settings.KENES_HOME) / KEYS, folder / KEYS)
        _copy_log_key(folder / KEYS)
    made_at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    size = tree.size if tree else None
    applied = migrations_applied()
    manifest = Manifest(FORM, made_at, connection.vendor, size, applied, hashes_of(folder))
    digest = write_manifest(folder, manifest)
    return Made(read_manifest(folder, digest=digest), digest)


def _make_empty(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BackupRefused(
            "folder_taken",
            f"{folder} is not empty. A backup never overwrites anything: name a new folder.",
        )


def _copy(source: Path, target: Path) -> None:
    """Copy a folder with its modes; one that is not there yet is an empty one."""
    if source.is_dir():
        shutil.copytree(source, target)


def _copy_log_key(folder: Path) -> None:
    """Take the log's key along where the settings keep it elsewhere."""
    key = places.log_key_path()
    if key.exists() and not (folder / key.name).exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        shutil.copy2(key, folder / key.name)
