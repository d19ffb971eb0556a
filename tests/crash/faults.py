"""Every write of a process is a point at which a fault can strike: it is killed, or the disk is full.

Writes are traced from outside the product: what opens, makes, renames and removes files tells
Python's audit hooks, writing goes through `os`, statements and commits through Django's connection.
Whoever is killed before a file is synced leaves what he leaves after: that is no point. What SQLite writes by itself is struck by a limit on the length of files (`limit_files`).
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import connection

HOLDING = os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_RDWR
CHANGING = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate", "os.chmod"}
UNWRITTEN = {"select", "begin", "savepoint", "release", "pragma"}
HALF = "half of a write"


class Faults:
    """Names each write of this process in `points`, and strikes at number `at`, counted from 1."""

    def __init__(self, at: int = 0, strike: Callable[[], None] = lambda: None) -> None:
        self.points: list[str] = []
        self._at, self._strike = at, strike
        self._is_on = False

    def trace(self, work: Callable[[], object]) -> object:
        """Do the work and note its writes. Once in a process: audit hooks stay."""
        self._write = os.write
        os.write = self._written
        sys.addaudithook(self._audit)
        connection.ensure_connection()
        connection._commit = self._before("commit", connection._commit)
        self._is_on = True
        try:
            with connection.execute_wrapper(self._statement):
                return work()
        finally:
            self._is_on = False

    def _reach(self, name: str) -> None:
        if not self._is_on:
            return
        self.points.append(name)
        if len(self.points) == self._at:
            self._strike()

    def _audit(self, event: str, arguments: tuple) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & HOLDING:
            self._reach("open")
        elif event in CHANGING:
            self._reach(event.removeprefix("os."))

    def _before(self, name: str, function: Callable) -> Callable:
        def traced(*arguments, **named):
            self._reach(name)
            return function(*arguments, **named)

        return traced

    def _written(self, descriptor: int, octets: bytes) -> int:
        """Write in two halves: a process may die, or a disk be full, between them."""
        if not self._is_on:
            return self._write(descriptor, octets)
        self._reach("write")
        done = self._write(descriptor, octets[: len(octets) // 2])
        self._reach(HALF)
        return done + self._write(descriptor, octets[done:])

    def _statement(self, execute, sql, parameters, many, context):
        verb = sql.split(maxsplit=1)[0].lower()
        if verb not in UNWRITTEN:
            self._reach(verb)
        return execute(sql, parameters, many, context)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def limit_files(octets: int, *, deadly: bool) -> None:
    """Let no file grow beyond a length: the write that would ends the process, or fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if deadly else signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))


def lift_limit() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
