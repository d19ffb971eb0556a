"""Under which licence each wheel of a bundle comes, in the words of its own metadata."""

from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

LEAD = """\
Each package of this bundle and its licence, as its own metadata names it; in brackets the files of
its wheel with the words. What the pages of Kenes carry of others: kenes/web/static/vendor/LICENSE.

"""
CLASSIFIER = "License :: "


def licences_of(wheels: Iterable[Path]) -> str:
    """Return one line a package: name, version, licence, and its licence files in the wheel."""
    return LEAD + "".join(sorted({f"{_line(wheel)}\n" for wheel in wheels}, key=str.lower))


def licence_named(metadata: Message) -> str:
    r"""Return the licence that metadata name: the expression, else the classifiers, else the field.

    >>> licence_named(HeaderParser().parsestr("License-Expression: MIT\n\n"))
    'MIT'
    """
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = metadata.get_all("Classifier", [])
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith(CLASSIFIER)]
    # The field may hold the whole text; its first line is the name.
    return "; ".join(named) or str(metadata.get("License", "")).split("\n")[0] or "not stated"


def _line(wheel: Path) -> str:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        place = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(place).decode())
    files = ", ".join(dict.fromkeys(_licence_files(names))) or "no licence file"
    return f"{metadata['Name']} {metadata['Version']}: {licence_named(metadata)} ({files})"


def _licence_files(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        last = name.rpartition("/")[2]
        if ".dist-info/" in name and last.upper().startswith(("LICEN", "COPYING", "NOTICE")):
            yield last
