"""One integrating worker at a time: a lock that ends with the process, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connection

from kenes.domain.register.log.errors import AnotherIntegrates

LOCK = ".lock"
ADVISORY = 0x4B454E4553  # "KENES"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who integrates and publishes, or raise AnotherIntegrates at once.

    The file's lock guards the folder. On PostgreSQL an advisory lock guards the rows as well,
    since another machine may have another folder and the same database.
    """
    with ExitStack() as held:
        held.enter_context(_file_lock(folder))
        if connection.vendor == "postgresql":
            held.enter_context(_advisory_lock())
        yield


@contextmanager
def _file_lock(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(f"the lock of {folder}") from None
        yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
        if not cursor.fetchone()[0]:
            raise _busy("the database's advisory lock")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])


def _busy(what: str) -> AnotherIntegrates:
    return AnotherIntegrates(
        "another_integrates",
        f"Another worker holds {what}. One is enough: stop this one, or leave it waiting.",
    )
