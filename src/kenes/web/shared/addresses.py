"""Addresses of pages, each worked out once: the same few stand on every page.

An address depends on its name, its parts, the language and the list of addresses in use.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse

from kenes.domain.shared.languages import current_language

_NUMBER, _ID = "0000-000000", UUID(int=0)


def known_address(name: str, *parts: Any) -> str:
    """Return the address of a named page, or "" where this installation has none."""
    return _address(name, parts, current_language(), get_urlconf() or settings.ROOT_URLCONF)


def recommendation_address(number: str) -> str:
    """Return the page of a recommendation in the reader's language."""
    return known_address("recommendations:detail", _NUMBER).replace(_NUMBER, number)


def entry_address(public_id: UUID) -> str:
    """Return the page of a register entry in the reader's language."""
    return known_address("register:entry", _ID).replace(str(_ID), str(public_id))


def receipt_address(public_id: UUID) -> str:
    """Return the page with the receipt of a register entry in the reader's language."""
    return known_address("register:receipt", _ID).replace(str(_ID), str(public_id))


def institution_address(public_id: UUID) -> str:
    """Return the page of an institution in the reader's language."""
    return known_address("institutions:detail", _ID).replace(str(_ID), str(public_id))


@lru_cache(maxsize=2048)
def _address(name: str, parts: tuple[Any, ...], language: str, urlconf: str) -> str:
    del language  # `reverse` takes it from the thread; here it keeps the answers apart
    try:
        return reverse(name, urlconf, args=parts)
    except NoReverseMatch:
        return ""
