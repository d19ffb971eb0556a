"""Entry bundles: up to 256 entries, each behind its length in two bytes.

A bundle holds the entries of the level-0 tile with the same number (tlog-tiles, "Log entries").
"""

from collections.abc import Sequence

from kenes.engines.log.errors import Fault, LogError

LONGEST_ENTRY = 65_535
"""Bytes of an entry at most, since its length is a uint16."""


def encode(entries: Sequence[bytes]) -> bytes:
    r"""Join entries, each behind its length as a big-endian uint16.

    Raises LogError for an entry of more than 65,535 bytes.

    >>> encode([b"ab", b""])
    b'\x00\x02ab\x00\x00'
    """
    if entries and max(map(len, entries)) > LONGEST_ENTRY:
        raise _too_long(max(map(len, entries)))
    return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])


def decode(bundle: bytes, count: int) -> list[bytes]:
    """Split a bundle into exactly `count` entries; takes time in proportion to its length.

    Raises LogError when it ends inside an entry, or holds fewer or more of them.
    """
    entries: list[bytes] = []
    append, at = entries.append, 0
    try:
        for _ in range(count):
            start = at + 2
            at = start + (bundle[at] << 8 | bundle[at + 1])
            append(bundle[start:at])
    except IndexError:
        raise _other_count(count, len(entries), "fewer") from None
    if at > len(bundle):  # the last entry is cut short
        raise _other_count(count, count - 1, "fewer")
    if at < len(bundle):
        raise _other_count(count, count, "more")
    return entries


def shorten(bundle: bytes, count: int) -> bytes:
    """Return the bundle of the first `count` entries. Raises LogError when it has fewer."""
    at, end = 0, len(bundle)
    for number in range(count):
        at += 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at > end:
            raise _other_count(count, number, "fewer")
    return bundle[:at]


def _too_long(length: int) -> LogError:
    return LogError(
        "The entry is longer than a bundle can hold.",
        step="bundle.entry",
        fault=Fault.READER,
        expected=f"at most {LONGEST_ENTRY} bytes",
        found=f"{length} bytes",
    )


def _other_count(count: int, found: int, how: str) -> LogError:
    return LogError(
        f"The bundle holds {how} entries than its tile has hashes.",
        step="bundle.count",
        fault=Fault.LOG,
        expected=f"{count} entries",
        found=f"{found} whole ones" if how == "fewer" else "bytes after the last one",
    )
