"""Who runs this server, said on every page without asking the database each time.

The setting KENES_OPERATOR comes first; else the host institution's name, remembered for a minute
in each process.
"""

import time

from django.conf import settings

from kenes.domain.institutions.queries import host
from kenes.domain.shared.languages import pick

REMEMBERED_SECONDS = 60.0
NOBODY = ("", "", "")

_memory: dict[str, tuple[float, tuple[str, str, str]]] = {}


def operator(language: str | None = None) -> str:
    """Return the name of whoever runs this server, in the reader's language by default."""
    return settings.KENES_OPERATOR or pick(*_names(), language)


def remember(names: tuple[str, str, str] = NOBODY) -> None:
    """Take these names (kk, ru, en) as the host's for the next minute."""
    _memory["host"] = (time.monotonic() + REMEMBERED_SECONDS, names)


def _names() -> tuple[str, str, str]:
    until, names = _memory.get("host", (0.0, NOBODY))
    if time.monotonic() < until:
        return names
    found = host()
    remember((found.name_kk, found.name_ru, found.name_en) if found else NOBODY)
    return _memory["host"][1]
