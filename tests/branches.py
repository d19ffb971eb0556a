"""Which line of a measured file came after which, told without slowing down any other file.

coverage.py tells branches by a tracer that slows every line of Python, or, from Python 3.14 on,
without one; Kenes stands on 3.13. So `sys.monitoring` is asked for the lines of the measured files
alone, and coverage.py is given what came after what, to report as ever.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import CodeType

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = coverage.Coverage(config_file=str(ROOT / ".ci/coverage.ini"))
MONITORING, EVENTS = sys.monitoring, sys.monitoring.events
type Ways = dict[str, set[tuple[int, int]]]


class Lines:
    """Which line came after which, by file; where a function begins or ends, its negative line."""

    def __init__(self, files: Iterable[str], tool: int = MONITORING.COVERAGE_ID) -> None:
        self.taken: Ways = {file: set() for file in files}
        self.counts, self.tool = True, tool
        self._last: dict[int, int] = defaultdict(int)
        self._watched: dict[int, CodeType] = {}

    def begin(self) -> None:
        """Listen from now on."""
        MONITORING.use_tool_id(self.tool, "branches of Kenes")
        MONITORING.register_callback(self.tool, EVENTS.PY_START, self._started)
        MONITORING.register_callback(self.tool, EVENTS.LINE, self._reached)
        MONITORING.register_callback(self.tool, EVENTS.PY_RETURN, self._returned)
        MONITORING.set_events(self.tool, EVENTS.PY_START)

    def end(self) -> None:
        """Listen no more."""
        MONITORING.set_events(self.tool, EVENTS.NO_EVENTS)
        for code in self._watched.values():
            MONITORING.set_local_events(self.tool, code, EVENTS.NO_EVENTS)
        MONITORING.free_tool_id(self.tool)

    def pause(self) -> None:
        """Let what is taken from now on count for nothing; each line then speaks once more."""
        self.counts = False

    def go_on(self) -> None:
        """Let it count again."""
        self.counts = True
        MONITORING.restart_events()

    def _started(self, code: CodeType, _offset: int) -> object:
        if code.co_filename not in self.taken:
            return MONITORING.DISABLE
        if id(code) not in self._watched:
            self._watched[id(code)] = code
            MONITORING.set_local_events(self.tool, code, EVENTS.LINE | EVENTS.PY_RETURN)
        self._last[id(sys._getframe(1))] = -code.co_firstlineno
        return None

    def _reached(self, code: CodeType, line: int) -> object:
        if not self.counts:
            return MONITORING.DISABLE
        frame = id(sys._getframe(1))
        self.taken[code.co_filename].add((self._last[frame], line))
        self._last[frame] = line
        return None

    def _returned(self, code: CodeType, _offset: int, _value: object) -> object:
        if not self.counts:
            return MONITORING.DISABLE
        line = self._last.pop(id(sys._getframe(1)), 0)
        self.taken[code.co_filename].add((line, -code.co_firstlineno))
        return None


def measured_files() -> set[str]:
    """Return the files that `.ci/coverage.ini` asks for."""
    asked, left_out = (SETTINGS.get_option(f"report:{name}") for name in ("include", "omit"))
    return _found(asked) - _found(left_out)


def _found(patterns: Iterable[str]) -> set[str]:
    return {str(path) for pattern in patterns for path in ROOT.glob(pattern)}


def is_counted(item: pytest.Item) -> bool:
    """Say whether what a test takes counts: what comes by chance may not come again."""
    return not getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def write(taken: Ways, path: str | Path, *, suffix: bool = False) -> None:
    """Write for coverage.py what was taken, and which files nothing touched.

    `suffix` gives each process a file of its own.
    """
    data = coverage.CoverageData(str(path), suffix=suffix)
    # A way from nowhere to nowhere, so that a file which nothing reached is a measured one too.
    data.add_arcs({_relative(file): ways or {(-1, -1)} for file, ways in taken.items()})
    data.write()


def _relative(file: str) -> str:
    return str(Path(file).relative_to(ROOT)) if Path(file).is_relative_to(ROOT) else file
