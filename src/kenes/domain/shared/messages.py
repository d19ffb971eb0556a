"""Messages that each catalogue was asked for, remembered.

Django normalises a message and asks one catalogue after another at every use, nine calls of
functions for a sentence that never changes while a process runs; a page says over a hundred.
"""

from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import trans_real

_of_django = trans_real.gettext
_catalogues: Any = trans_real


def keep_messages() -> None:
    """Let every look-up of a message, lazy ones and those with a context too, be remembered."""
    _catalogues.gettext = said
    translation._trans.gettext = said  # type: ignore[attr-defined]  # noqa: SLF001 (no other way)


def said(message: str) -> str:
    """Return a message in the language in force, as Django's `gettext` does."""
    catalogue = getattr(_catalogues._active, "value", None)  # noqa: SLF001 (as Django does)
    return _of_django(message) if catalogue is None else _kept(catalogue, message)


@lru_cache(maxsize=16_384, typed=True)
def _kept(_catalogue: object, message: str) -> str:
    """Return what the catalogue in force says; a safe text is told apart from a plain one."""
    return _of_django(message)
