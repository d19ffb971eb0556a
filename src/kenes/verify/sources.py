"""Where a log is read from: a folder or an address. The only place here that opens them."""

import urllib.error
import urllib.request
from pathlib import Path

from kenes.engines.log.reading import Read

LARGEST_FILE = 256 * (2 + 65_535)
"""Bytes of the largest file a log may serve: a full bundle of the longest entries."""
SECONDS = 30
_GONE = {404, 410}


class UnusableError(Exception):
    """What the reader gave to check, or to check with, cannot be opened: exit code 2."""


def read_file(path: str | Path) -> bytes:
    """Return a small file whole. Raises UnusableError with one sentence when it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UnusableError(f"{path} cannot be read: {error.strerror}.") from None


def open_log(place: str) -> Read:
    """Return what reads a log's files, from a folder or from http(s)://.

    Raises UnusableError when the place holds no checkpoint or does not answer.
    """
    is_address = place.startswith(("http://", "https://"))
    read = _address(place.rstrip("/")) if is_address else _folder(Path(place))
    try:
        read("checkpoint")
    except FileNotFoundError:
        raise UnusableError(
            f"{place} holds no file `checkpoint`. Name the folder or address of a log."
        ) from None
    return read


def _folder(folder: Path) -> Read:
    def read(path: str) -> bytes:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise FileNotFoundError(path) from None
        except OSError as error:
            raise UnusableError(f"{folder / path} cannot be read: {error.strerror}.") from None

    return read


def _address(prefix: str) -> Read:
    def read(path: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310 (open_log lets only http and https pass)
            f"{prefix}/{path}", headers={"User-Agent": "kenes-verify"}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                octets: bytes = answer.read(LARGEST_FILE + 1)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _GONE:
                raise FileNotFoundError(path) from None
            raise UnusableError(f"{prefix}/{path} answers {error.code}.") from None
        except (OSError, ValueError) as error:
            raise UnusableError(f"{prefix}/{path} does not answer: {error}.") from None
        return octets[:LARGEST_FILE]

    return read
