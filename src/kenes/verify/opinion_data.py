"""`kenes-verify opinion`: compute a published opinion map again and compare every figure."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kenes.engines.opinion import OpinionError
from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.opendata import recompute
from kenes.verify.reports import ACCEPTED, REFUSED, Report
from kenes.verify.sources import UnusableError

CLOSE = 2e-6
"""Two rounded numbers may differ by this much: the last bits of another machine."""


def check_folder(folder: Path) -> Report:
    """Compare the result in `folder` with the one its votes or tables give.

    Raises UnusableError for a folder that cannot be read.
    """
    try:
        published, again = recompute(folder)
    except UnreadableFile as error:
        raise UnusableError(str(error)) from error
    except OpinionError as error:
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
