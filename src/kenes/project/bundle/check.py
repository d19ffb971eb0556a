"""Hold an install bundle against its list of hashes, and this machine against what it is for.

A copy lies in each bundle, and `install.sh` runs it there before anything is installed: it stands
alone, on Python's own library, and imports nothing of Kenes.
"""

import hashlib
import platform
import sys
from pathlib import Path

LIST, ABOUT = "SHA256SUMS", "about.txt"
DIGITS = 64


def main(folder: Path) -> int:
    """Tell what is wrong: 0 nothing, 1 a file, 2 this machine."""
    if faults := faults_of_files(folder):
        return _say([*faults, "Nothing was installed. Copy the bundle again, or take another."], 1)
    if faults := faults_of_machine(read_about(folder)):
        return _say(
            [*faults, "Nothing was installed. Make a bundle on a machine like this one."], 2
        )
    return 0


def faults_of_files(folder: Path) -> list[str]:
    """Return a sentence for each file that is not what was bundled."""
    if not (folder / LIST).is_file():
        return [f"{LIST} is missing: the bundle was broken off, or not copied whole."]
    lines = (folder / LIST).read_text(errors="replace").splitlines()
    wanted = {line[DIGITS + 2 :]: line[:DIGITS] for line in lines}
    found = hashes_of(folder)
    return [
        f"{path} {_how(path, wanted, found)}."
        for path in sorted(wanted.keys() | found.keys())
        if wanted.get(path) != found.get(path)
    ]


def hashes_of(folder: Path) -> dict[str, str]:
    """Return SHA-256 in hexadecimal by path, of every file but the list; a link has none."""
    found = {}
    for place in sorted(folder.rglob("*")):
        path = place.relative_to(folder).as_posix()
        if place.is_symlink():
            found[path] = "a link"
        elif place.is_file() and path != LIST:
            with place.open("rb") as file:
                found[path] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def read_about(folder: Path) -> dict[str, str]:
    """Return what the bundle is for, by name."""
    lines = (folder / ABOUT).read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def faults_of_machine(about: dict[str, str]) -> list[str]:
    """Return a sentence for each need of the bundle's packages that this machine does not meet."""
    if about["system"] != here():
        return [f"The bundle is for {about['system']}, and this machine is {here()}."]
    library, version = platform.libc_ver()
    if "glibc" not in about or (library == "glibc" and _parts(version) >= _parts(about["glibc"])):
        return []
    held = f"{library} {version}".strip() or "another one"
    return [f"The bundle needs the C library glibc {about['glibc']} or newer; here is {held}."]


def here() -> str:
    """Return system and processor of this machine, such as `Linux x86_64`."""
    return f"{platform.system()} {platform.machine()}"


def _how(path: str, wanted: dict[str, str], found: dict[str, str]) -> str:
    if path not in found:
        return "is missing"
    return "has other bytes than were bundled" if path in wanted else "was put in since"


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _say(sentences: list[str], code: int) -> int:
    sys.stderr.write("".join(f"{sentence}\n" for sentence in sentences))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
