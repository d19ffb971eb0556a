"""The wheels of a bundle: of the locked dependencies by pip, our own by uv.

uv knows the lock, and downloads no wheels into a folder; pip does, and holds each against the hash
that the lock has for it.
"""

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kenes.project.bundle.refusing import BundleRefused

GROUP = "bundle"
"""The group of pyproject.toml that names pip, for the download and for the bundle itself."""

BUILDERS = "build"
"""The group that names what builds our own wheel, as `build-system` of pyproject.toml does."""

PIP = ("run", "--isolated", "--quiet", "--locked", "--only-group", GROUP, "python", "-m", "pip")
DOWNLOAD = ("download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")
OLDER_NAMES = {"manylinux2014": (2, 17), "manylinux2010": (2, 12), "manylinux1": (2, 5)}
NO_ROOM = os.strerror(errno.ENOSPC)
LAST_WORDS = 6
BEGIN_AGAIN = "The bundle is not finished: mend that, delete its folder, and begin again."
_TAG = re.compile(r"manylinux(?:_(\d+)_(\d+)|1|2010|2014)")


def locked_requirements(tree: Path, extras: Sequence[str]) -> str:
    """Return each locked dependency with its version and hashes, as pip reads them.

    Raises BundleRefused when the lock does not belong to pyproject.toml, or an extra is unknown.
    """
    wanted = [part for extra in extras for part in ("--extra", extra)]
    return _locked(tree, "--no-default-groups", "--group", GROUP, *wanted)


def locked_builders(tree: Path) -> str:
    """Return what builds our own wheel, locked in the same way; it is not in the bundle itself.

    Raises BundleRefused as above.
    """
    return _locked(tree, "--only-group", BUILDERS)


def _locked(tree: Path, *what: str) -> str:
    shown = ("--no-emit-project", "--no-annotate", "--no-header", "--quiet")
    return run_uv(tree, "export", "--locked", "--format", "requirements.txt", *shown, *what)


def fetch(tree: Path, requirements: Path, wheels: Path, pythons: Sequence[str]) -> None:
    """Put the wheels for this platform and each Python, such as `3.13`, into a folder.

    The lock's markers name systems alone, so one list serves every Python.
    """
    for python in pythons:
        run_uv(tree, *PIP, *DOWNLOAD, "--only-binary", ":all:", "--python-version", python,
               "--requirement", str(requirements), "--dest", str(wheels))  # fmt: skip


def build(tree: Path, builders: str, wheels: Path) -> Path:
    """Build our own wheel into a folder; return its place.

    Whatever runs for that is held against `builders`, as `locked_builders` gives them: who could
    change the tool could change the wheel. Raises BundleRefused for another version or hash.
    """
    folder = ("--out-dir", str(wheels), "--no-create-gitignore")
    with TemporaryDirectory() as place:
        names = Path(place) / "builders.txt"
        names.write_text(builders)
        held = ("--build-constraints", str(names), "--require-hashes")
        run_uv(tree, "build", "--quiet", "--wheel", *held, *folder)
    return next(wheels.glob("kenes-*.whl"))


def glibc_needed(names: Iterable[str]) -> str | None:
    """Return the oldest glibc that all these wheels run on; None when none of them asks for one.

    >>> glibc_needed(["a-1-cp313-cp313-manylinux_2_27_x86_64.manylinux2014_x86_64.whl"])
    '2.17'
    """
    asked = [min(versions) for name in names if (versions := _versions(name))]
    return ".".join(map(str, max(asked))) if asked else None


def run_uv(tree: Path, *arguments: str) -> str:
    """Run uv in the source tree; return what it prints. Raises BundleRefused with its own words."""
    program = shutil.which("uv")
    if program is None:
        raise BundleRefused("uv_missing", "uv is not installed: python3 -m pip install uv")
    done = subprocess.run(  # noqa: S603  # no shell
        [program, *arguments], cwd=tree, capture_output=True, text=True, check=False
    )
    if done.returncode:
        doing = "pip download" if "pip" in arguments else f"uv {arguments[0]}"
        raise _failed(doing, done.stderr.strip() or done.stdout.strip())
    return done.stdout


def _failed(doing: str, words: str) -> BundleRefused:
    """Tell why a tool failed by the end of its own words."""
    if NO_ROOM in words:
        return BundleRefused("no_room", f"{doing} found no room on the disk. {BEGIN_AGAIN}")
    told = "\n".join(words.splitlines()[-LAST_WORDS:])
    return BundleRefused("tool_failed", f"{doing} failed. {BEGIN_AGAIN} Its last words:\n{told}")


def _versions(name: str) -> list[tuple[int, int]]:
    return [
        (int(found[1]), int(found[2])) if found[1] else OLDER_NAMES[found[0]]
        for found in _TAG.finditer(name)
    ]
