"""The scanner of the installation, if it has one: `KENES_SCAN_COMMAND` and a file's path."""

import shlex
import subprocess
from pathlib import Path

from django.conf import settings

SECONDS = 60
CLEAN, FOUND = 0, 1


class ScanFailedError(RuntimeError):
    """The scanner could not do its work; the file is neither clean nor refused."""


def is_clean(file: Path) -> bool | None:
    """Return whether the scanner found nothing; None when there is no scanner.

    Exit status 0 means clean, 1 means that something was found (as with clamscan). Raises
    ScanFailedError for any other status, a scanner that is missing or takes over a minute.
    """
    command = shlex.split(settings.KENES_SCAN_COMMAND)
    if not command:
        return None
    try:
        done = subprocess.run(  # noqa: S603 (the command is the installation's own setting)
            [*command, str(file)], check=False, capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScanFailedError(type(error).__name__) from error
    if done.returncode not in {CLEAN, FOUND}:
        raise ScanFailedError(f"exit status {done.returncode}")
    return done.returncode == CLEAN
