"""The name a stored file goes by: one line, no path, no trick of direction, the true ending."""

import re

from kenes.domain.files.kinds import Kind
from kenes.domain.shared.text import clean_line

LENGTH, BYTES = 150, 200
"""Letters, and bytes of them: no disk takes a name of more than 255 bytes."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|%\x00-\x1f]')


def clean_name(raw: str, kind: Kind) -> str:
    """Return `raw` without path and invisible characters, with the ending of its kind.

    "../отчёт.exe" of a PDF becomes "отчёт.exe.pdf"; an empty name becomes "file.pdf".
    """
    last = re.split(r"[\\/]", clean_line(raw))[-1]
    stem = _FORBIDDEN.sub("", last).strip(". ")
    endings = (f".{kind.ending}", ".jpeg") if kind.ending == "jpg" else (f".{kind.ending}",)
    for ending in endings:
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)].strip(". ")
    if _RESERVED.match(stem):  # Windows opens a device by such a name, not a file
        stem = f"_{stem}"
    short = stem[:LENGTH].encode()[:BYTES].decode(errors="ignore").strip(". ")
    return f"{short or 'file'}.{kind.ending}"
