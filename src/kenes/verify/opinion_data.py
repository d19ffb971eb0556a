"""`kenes-verify opinion`: compute a published opinion map again and compare every figure.

What no computation gives, words and facts and what is stated beside tables, is compared with the
list of digests in the folder.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kenes.engines.opinion import OpinionError
from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.opendata import changed_file, recompute
from kenes.engines.opinion.opendata.sums import SUMS, Changed
from kenes.verify.reports import ACCEPTED, REFUSED, Report
from kenes.verify.sources import UnusableError

CLOSE = 2e-6
"""Two rounded numbers may differ by this much: the last bits of another machine."""


def check_folder(folder: Path) -> Report:
    """Compare the result in `folder` with the one its votes or tables give.

    A figure that does not come out is named before a file that is not as listed. Raises
    UnusableError for a folder that cannot be read as it was published.
    """
    try:
        changed = changed_file(folder)
    except UnreadableFile as error:
        raise UnusableError(str(error)) from error
    report = _compared(folder, changed)
    return _refused(changed, report.facts) if changed and report.code == ACCEPTED else report


def _compared(folder: Path, changed: Changed | None) -> Report:
    """Compute the result again; what cannot be read was changed, or published so."""
    try:
        published, again = recompute(folder)
    except OpinionError as error:
        if changed is not None:
            return _refused(changed, {"reading": str(error)})
        if isinstance(error, UnreadableFile):
            raise UnusableError(str(error)) from error
        return Report(REFUSED, str(error), first_wrong={"step": "reading"})
    facts = {
        "basis": again["basis"],
        "sha256": again["sha256"],
        "statements": len(again["map"]["statements"]),
        "engine version": again["version"],
    }
    wrong = next(_differences(published, again, "result"), None)
    if wrong is None:
        what = "every figure" if again["basis"] == "votes" else "every figure that tables tell"
        return Report(ACCEPTED, f"{what} of {folder.name or folder} comes out again.", facts)
    step, said, found = wrong
    sentence = f"{step} is not what the published {again['basis']} give."
    return Report(REFUSED, sentence, facts, {"step": step, "expected": found, "found": said})


def _refused(changed: Changed, facts: Mapping[str, Any]) -> Report:
    """Name the file that is not what the list of digests says."""
    sentence = f"{changed.name} is not what {SUMS} says: it was changed, or not fetched whole."
    if changed.name == SUMS:
        sentence = f"{SUMS} is no list of this folder's files: it was changed. Fetch it again."
    wrong = {"step": changed.name, "expected": changed.listed, "found": changed.found}
    return Report(REFUSED, sentence, facts, wrong)


def _differences(said: Any, found: Any, step: str) -> Iterator[tuple[str, str, str]]:
    """Yield where two results differ: the place, what is said, and what comes out."""
    if isinstance(said, dict) and isinstance(found, dict):
        for name in sorted({*said, *found}):
            yield from _differences(said.get(name), found.get(name), f"{step}.{name}")
    elif isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        for place, (one, other) in enumerate(zip(said, found, strict=True)):
            yield from _differences(one, other, f"{step}[{place}]")
    elif not _same(said, found):
        yield step, str(said), str(found)


def _same(said: Any, found: Any) -> bool:
    """Tell whether two values are the same; numbers may differ by their last digit."""
    if isinstance(said, float) and isinstance(found, float):
        return abs(said - found) <= CLOSE
    return type(said) is type(found) and bool(said == found)
