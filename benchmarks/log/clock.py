"""Seconds on the wall and of CPU."""

import time
from typing import Self


class Clock:
    """Seconds on the wall and of CPU between entering and leaving."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.found["seconds"] = time.perf_counter() - self._began[0]
        self.found["cpu_seconds"] = time.process_time() - self._began[1]
