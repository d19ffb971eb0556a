"""`kenes bundle`: wheels, hashes, installer, licences and how-tos in a folder and an archive.

The list of hashes is written last, so half a bundle has none and installs nothing. The same source
and lock give the same bytes.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kenes.project.bundle import check, wheels
from kenes.project.bundle.licences import licences_of
from kenes.project.bundle.refusing import BundleRefused

OURS = Path(__file__).parent
WHEELS, REQUIREMENTS = "wheels", "requirements.txt"


@dataclass(frozen=True, slots=True)
class Wish:
    """For which Pythons, such as `3.13`, and with which extras of Kenes."""

    pythons: Sequence[str]
    extras: Sequence[str]


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle: its archive, that archive's SHA-256, how many wheels, and what they are for."""

    archive: Path
    digest: str
    wheels: int
    about: dict[str, str]


def make_bundle(folder: Path, wish: Wish) -> Made:
    """Make a bundle in a new or empty folder, and an archive of it beside the folder.

    Raises BundleRefused, and OSError when there is no room.
    """
    folder, tree = folder.resolve(), source_tree()
    archive = folder.with_name(f"{folder.name}.tar")
    _refuse_to_overwrite(folder, archive)
    about = _fill(folder, tree, wish)
    write_list(folder)
    if faults := check.faults_of_files(folder):
        raise BundleRefused("bundle_damaged", f"{faults[0]} Look at the disk, and begin again.")
    pack(folder, archive)
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Made(archive, digest, len(list((folder / WHEELS).iterdir())), about)


def source_tree() -> Path:
    """Return the folder of Kenes' source. Raises BundleRefused where Kenes runs without it."""
    tree: Path = settings.PACKAGE.parents[1]
    if not (tree / "uv.lock").is_file():
        raise BundleRefused(
            "lock_missing",
            "This Kenes was installed as a package, without uv.lock, which names the version and "
            "hash of every dependency. Make the bundle in a copy of Kenes' source: "
            "uv run kenes bundle DIR",
        )
    return tree


def write_list(folder: Path) -> None:
    """Write the list of hashes, as sha256sum reads it too."""
    lines = [f"{digest}  {path}\n" for path, digest in check.hashes_of(folder).items()]
    (folder / check.LIST).write_text("".join(lines))


def pack(folder: Path, archive: Path) -> None:
    """Write the folder into one archive, the same bytes for the same files. Raises OSError."""
    with tarfile.open(archive, "x") as packed:
        packed.add(folder, arcname=folder.name, filter=_plain)


def _refuse_to_overwrite(folder: Path, archive: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for taken in (folder if any(folder.iterdir()) else None, archive if archive.exists() else None):
        if taken:
            raise BundleRefused(
                "place_taken",
                f"{taken} is there already. A bundle overwrites nothing: name a new folder.",
            )


def _fill(folder: Path, tree: Path, wish: Wish) -> dict[str, str]:
    """Write everything but the list of hashes; return what the bundle is for."""
    requirements, place = folder / REQUIREMENTS, folder / WHEELS
    requirements.write_text(wheels.locked_requirements(tree, wish.extras))
    wheels.fetch(tree, requirements, place, wish.pythons)
    own = wheels.build(tree, wheels.locked_builders(tree), place)
    _require_own(requirements, own, wish.extras)
    (folder / "licences.txt").write_text(licences_of(place.iterdir()))
    shutil.copytree(tree / "docs", folder / "docs", ignore=shutil.ignore_patterns("images"))
    for name in ("install.sh", "check.py"):
        shutil.copyfile(OURS / name, folder / name)
    about = _about(own, wish, [wheel.name for wheel in place.iterdir()])
    (folder / check.ABOUT).write_text("".join(f"{name}: {fact}\n" for name, fact in about.items()))
    return about


def _require_own(requirements: Path, own: Path, extras: Sequence[str]) -> None:
    """Require our own wheel by its hash, as all the others are."""
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    line = f"kenes[{','.join(extras)}]=={_version(own)} --hash=sha256:{digest}\n"
    requirements.write_text(requirements.read_text() + line)


def _about(own: Path, wish: Wish, names: Sequence[str]) -> dict[str, str]:
    about = {
        "version": _version(own),
        "extras": " ".join(wish.extras),
        "python": " ".join(wish.pythons),
        "system": check.here(),
    }
    glibc = wheels.glibc_needed(names)
    return about | {"glibc": glibc} if glibc else about


def _version(own: Path) -> str:
    return own.name.split("-")[1]


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out what differs between two makings of the same files: owner, time, mode."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.isdir() else 0o644
    return member
