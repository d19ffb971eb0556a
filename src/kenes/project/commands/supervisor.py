"""Run several processes as one: they end together, however one of them ends."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.2


class Supervisor:
    """Starts named child processes and waits for a signal, or for the first of them to end."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._is_asked_to_stop = False

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one child, in a session of its own: Ctrl-C reaches us, and we tell them."""
        self._children[name] = subprocess.Popen(  # noqa: S603  # our own commands only
            command, env=dict(environment), start_new_session=True
        )

    def listen(self) -> None:
        """Take SIGINT and SIGTERM as the wish to stop. Call it before the first start."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)

    def wait(self) -> int:
        """Wait, end every child, and return 0 if that was asked for, 1 if one ended by itself."""
        ended = None
        while not self._is_asked_to_stop and ended is None:
            time.sleep(PAUSE_SECONDS)
            ended = self._first_ended()
        self.end()
        if self._is_asked_to_stop or ended is None:
            return 0
        code = self._children[ended].returncode
        sys.stderr.write(f"kenes: {ended} ended by itself (exit {code}), so all is stopped.\n")
        return 1

    def end(self) -> None:
        """Ask every child to end, wait for them, and kill what has not ended after 10 seconds."""
        for child in self._children.values():
            child.terminate()
        until = time.monotonic() + PATIENCE_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self._is_asked_to_stop = True

    def _first_ended(self) -> str | None:
        return next((n for n, child in self._children.items() if child.poll() is not None), None)
