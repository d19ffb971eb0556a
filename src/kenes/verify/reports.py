"""What a check found, for a person or as JSON, with its exit code."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import LARGEST, printable, to_base64
from kenes.engines.log.errors import LogError
from kenes.engines.log.notes import Opened
from kenes.verify.sources import UnusableError
from kenes.verify.trust import is_unusable

ACCEPTED, REFUSED, UNUSABLE = 0, 1, 2
_VERDICTS = {ACCEPTED: "accepted", REFUSED: "refused", UNUSABLE: "unusable"}


@dataclass(frozen=True, slots=True)
class Report:
    """A verdict, the facts it rests on, and the first wrong thing where there is one."""

    code: int
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    first_wrong: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the report as one JSON object on one line."""
        values = {"verdict": _VERDICTS[self.code], "sentence": self.sentence, **self.facts}
        if self.first_wrong:
            values["first_wrong"] = dict(self.first_wrong)
        return json.dumps(values, ensure_ascii=False)

    def as_text(self) -> str:
        """Return the report as lines for a person."""
        lines = [f"{_VERDICTS[self.code]}: {self.sentence}"]
        lines += [f"  {name}: {_shown(value)}" for name, value in self.facts.items()]
        lines += [
            f"  {name}: {self.first_wrong[name]}"
            for name in ("expected", "found", "fault", "step")
            if name in self.first_wrong
        ]
        return "\n".join(lines)


def run(check: Callable[[], Report], *, as_json: bool) -> int:
    """Run a check, print its report, and return the exit code.

    0 accepted; 1 refused, with the first wrong thing; 2 when what was given cannot be used.
    """
    try:
        report = check()
    except LogError as error:
        code = UNUSABLE if is_unusable(error) else REFUSED
        report = Report(code, str(error), first_wrong=error.facts())
    except UnusableError as error:
        report = Report(UNUSABLE, str(error))
    written = report.as_json() if as_json else report.as_text()
    stream = sys.stderr if report.code == UNUSABLE and not as_json else sys.stdout
    stream.write(f"{written}\n")
    return report.code


def tree_facts(tree: Checkpoint, note: Opened) -> dict[str, Any]:
    """Return what a verified checkpoint says, and who signed it and when."""
    signed = [v.name for v, _ in note.signed_by if not v.key.kind.is_timestamped]
    times = {v.name: note.time_of(v.key) for v, _ in note.signed_by if v.key.kind.is_timestamped}
    return {
        "origin": tree.origin,
        "size": tree.size,
        "root": to_base64(tree.root),
        "signed by": signed,
        "cosigned": {name: written(time) for name, time in times.items()},
    }


def written(time: int | None) -> str:
    """Return seconds since the Epoch as a moment in UTC, or the number where it is no date."""
    try:
        return datetime.fromtimestamp(min(time or 0, LARGEST), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return str(time)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items()) or "nobody"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value)) or "nobody"
    # What a log signed must not steer the reader's terminal, which could print another verdict.
    return printable(str(value))
