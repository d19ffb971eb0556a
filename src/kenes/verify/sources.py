"""Where a log is read from: a folder or an address. The only place here that opens them."""

import errno
import stat
import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path

from kenes.engines.log.encoding import shortened
from kenes.engines.log.reading import Read

LARGEST_FILE = 256 * (2 + 65_535)
"""Bytes of the largest file a log may serve: a full bundle of the longest entries."""
SECONDS = 30
SECONDS_OF_A_FILE = 300
"""A log that gives a byte now and then must not hold its reader, or a monitor's turn, for ever."""
PIECE = 1 << 16
CHECKPOINT = "checkpoint"
_GONE = {404, 410}


class UnusableError(Exception):
    """What the reader gave to check, or to check with, cannot be opened: exit code 2."""


def read_file(path: str | Path) -> bytes:
    """Return a small file whole. Raises UnusableError with one sentence when it cannot be read."""
    try:
        octets = _octets(Path(path))
    except OSError as error:
        raise UnusableError(f"{path} cannot be read: {error.strerror}.") from None
    if len(octets) > LARGEST_FILE:
        raise UnusableError(f"{path} is larger than {LARGEST_FILE} bytes.")
    return octets


def _octets(path: Path) -> bytes:
    """Return a file's bytes, at most one more than a log may serve in one file.

    Raises OSError, also for what is no file: a pipe or a device may never end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise FileNotFoundError(errno.ENOENT, "It is no file", str(path))
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def open_log(place: str) -> Read:
    """Return what reads a log's files, from a folder or from http(s)://.

    Raises UnusableError when the place holds no checkpoint or does not answer.
    """
    is_address = place.startswith(("http://", "https://"))
    read = _address(place.rstrip("/")) if is_address else _folder(Path(place))

    def fetch(path: str) -> bytes:
        try:
            return read(path)
        except FileNotFoundError:
            if path != CHECKPOINT:
                raise
            raise UnusableError(
                f"{place} holds no file `{CHECKPOINT}`. Name the folder or address of a log."
            ) from None

    fetch(CHECKPOINT)
    return fetch


def _folder(folder: Path) -> Read:
    def read(path: str) -> bytes:
        try:
            return _octets(folder / path)
        except (FileNotFoundError, NotADirectoryError):
            raise FileNotFoundError(path) from None
        except OSError as error:
            raise UnusableError(f"{folder / path} cannot be read: {error.strerror}.") from None

    return read


def _address(prefix: str) -> Read:
    def read(path: str) -> bytes:
        try:
            request = urllib.request.Request(  # noqa: S310 (open_log lets only http and https pass)
                f"{prefix}/{path}", headers={"User-Agent": "kenes-verify"}
            )
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return _whole(answer)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _GONE:
                raise FileNotFoundError(path) from None
            raise UnusableError(f"{prefix}/{path} answers {error.code}.") from None
        except (OSError, ValueError, HTTPException) as error:
            reason = shortened(str(error))
            raise UnusableError(f"{prefix}/{path} does not answer: {reason}.") from None

    return read


def _whole(answer: HTTPResponse) -> bytes:
    """Return the body as far as a log's file can reach.

    Raises IncompleteRead where the line broke: half a file is the network's fault, not the log's.
    Raises TimeoutError where it comes too slowly.
    """
    octets, until = bytearray(), time.monotonic() + SECONDS_OF_A_FILE
    while len(octets) <= LARGEST_FILE and (piece := answer.read1(PIECE)):
        octets += piece
        if time.monotonic() > until:
            raise TimeoutError("the file comes too slowly")
    if answer.length and len(octets) <= LARGEST_FILE:
        raise IncompleteRead(bytes(octets), answer.length)
    return bytes(octets)
