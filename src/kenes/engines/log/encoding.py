"""Base64, decimals and lines in the one form that the specifications allow.

Each value has exactly one spelling here: a reader who accepts two spellings of a hash cannot
say that nothing was changed. Rules: docs/specs/log.md, clause 2.
"""

import binascii

from kenes.engines.log.errors import Fault, LogError

HASH_SIZE = 32
LARGEST = 2**63 - 1


def to_base64(octets: bytes) -> str:
    """Return standard base64 with padding (RFC 4648 section 4)."""
    return binascii.b2a_base64(octets, newline=False).decode("ascii")


def from_base64(text: str, *, step: str, fault: Fault = Fault.FILE) -> bytes:
    """Read standard base64 in its canonical form (RFC 4648 sections 3.5 and 4).

    Raises LogError for any other letter, missing padding, or spare bits that are not zero.

    >>> from_base64("AB==", step="example")
    Traceback (most recent call last):
    ...
    kenes.engines.log.errors.LogError: This is not canonical base64.
    """
    try:
        octets = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        octets = None
    if octets is None or to_base64(octets) != text:
        raise LogError(
            "This is not canonical base64.", step=step, fault=fault, found=shortened(text)
        )
    return octets


def hash_from_base64(text: str, *, step: str, fault: Fault = Fault.FILE) -> bytes:
    """Read one SHA-256 hash, 32 bytes, from base64. Raises LogError for another length."""
    octets = from_base64(text, step=step, fault=fault)
    if len(octets) != HASH_SIZE:
        raise LogError(
            "This is not a SHA-256 hash.",
            step=step,
            fault=fault,
            expected=f"{HASH_SIZE} bytes",
            found=f"{len(octets)} bytes",
        )
    return octets


def from_decimal(text: str, *, step: str, fault: Fault = Fault.FILE) -> int:
    """Read a count from 0 to 2^63 - 1 in ASCII digits without leading zeros.

    tlog-checkpoint ("Note text") and tlog-proof ("Format") ask for this form.
    Raises LogError for any other.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    if not plain or (text[0] == "0" and text != "0") or int(text) > LARGEST:
        raise LogError(
            "This is not a decimal number without leading zeros.",
            step=step,
            fault=fault,
            found=shortened(text),
        )
    return int(text)


def shortened(text: str, most: int = 60) -> str:
    """Return `text` fit for one line of a report."""
    shown = text if len(text) <= most else f"{text[:most]}..."
    return printable(shown)


def printable(text: str) -> str:
    r"""Return `text` as it is, or escaped where it holds what a terminal would obey.

    >>> printable("\x1b[2Kaccepted")
    '\\x1b[2Kaccepted'
    """
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
