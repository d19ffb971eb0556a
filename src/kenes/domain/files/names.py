"""The name a stored file goes by: one line, no path, no trick of direction, the true ending."""

import re

from kenes.domain.files.kinds import Kind
from kenes.domain.shared.text import clean_line

LENGTH = 150
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
    return f"{stem[:LENGTH] or 'file'}.{kind.ending}"
