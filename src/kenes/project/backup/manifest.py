"""The list of a backup's files with their hashes; written last, so that half a backup has none."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kenes.project.backup.refusing import BackupRefused

NAME, FORM = "manifest.json", "kenes-backup/v1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """When a backup was made and of what.

    `database` is `sqlite` or `postgresql`, `entries` the size of the published log it holds (None
    where nothing was published), `migrations` what its tables are made by, `files` SHA-256 by path.
    """

    form: str
    made_at: str
    database: str
    entries: int | None
    migrations: list[str]
    files: dict[str, str]

    def octets(self) -> bytes:
        """Return the manifest as its file holds it."""
        return f"{json.dumps(asdict(self), indent=1, sort_keys=True)}\n".encode()


def hashes_of(folder: Path) -> dict[str, str]:
    """Return SHA-256 in hexadecimal by path, of every file but the manifest.

    Raises BackupRefused (`backup_foreign`) for a link: what it leads to is not in the folder.
    """
    found = {}
    for place in _files(folder):
        with place.open("rb") as file:
            found[place.relative_to(folder).as_posix()] = hashlib.file_digest(
                file, "sha256"
            ).hexdigest()
    return found


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write the manifest and bring all to the disk; return its own SHA-256."""
    octets = manifest.octets()
    (folder / NAME).write_bytes(octets)
    os.sync()
    return hashlib.sha256(octets).hexdigest()


def read_manifest(folder: Path, *, digest: str = "") -> Manifest:
    """Read a backup's manifest and hold every file against it.

    `digest` is the manifest's own SHA-256, where the reader kept it. Raises BackupRefused:
    `backup_incomplete`, `backup_foreign`, `backup_rewritten`, `backup_tampered`.
    """
    manifest = _parsed(folder, digest)
    found = hashes_of(folder)
    for path in sorted(manifest.files.keys() | found.keys()):
        if manifest.files.get(path) != found.get(path):
            raise BackupRefused(
                "backup_tampered",
                f"{folder / path} {_how(path, manifest, found)}. Take another backup; nothing was "
                "restored.",
            )
    return manifest


def _parsed(folder: Path, digest: str) -> Manifest:
    try:
        octets = (folder / NAME).read_bytes()
    except OSError:
        raise BackupRefused(
            "backup_incomplete",
            f"{folder} holds no {NAME}: it is no backup, or one that was broken off. Name the "
            "folder that kenes backup has finished.",
        ) from None
    if digest and hashlib.sha256(octets).hexdigest() != digest:
        raise BackupRefused(
            "backup_rewritten",
            f"{folder / NAME} does not have the SHA-256 that you gave: the backup was rewritten, "
            "or the number belongs to another one. Nothing was restored.",
        )
    try:
        manifest = Manifest(**json.loads(octets))
    except (ValueError, TypeError):
        manifest = None
    if manifest is None or manifest.form != FORM:
        raise BackupRefused(
            "backup_foreign",
            f"{folder / NAME} is no manifest of the form {FORM}. Nothing was restored.",
        )
    return manifest


def _how(path: str, manifest: Manifest, found: dict[str, str]) -> str:
    if path not in found:
        return "is missing"
    return "has other bytes than were backed up" if path in manifest.files else "was put in since"


def _files(folder: Path) -> Iterator[Path]:
    for place in sorted(folder.rglob("*")):
        if place.is_symlink():
            raise BackupRefused(
                "backup_foreign", f"{place} is a link; a backup holds none. Take another backup."
            )
        if place.is_file() and place != folder / NAME:
            yield place
