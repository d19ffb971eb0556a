"""Addresses of pages, each worked out once: the same few stand on every page.

An address depends on its name, its parts, the language and the list of addresses in use.
"""

import re
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from kenes.domain.shared.languages import current_language

_NUMBER, _ID = "0000-000000", UUID(int=0)
_IS_NUMBER = re.compile(r"\d{4}-\d{1,7}", re.ASCII)


def known_address(name: str, *parts: Any) -> str:
    """Return the address of a named page, or "" where this installation has none.

    The page of one record is worked out once for all numbers, or all ids.
    """
    if len(parts) == 1:
        (part,) = parts
        if isinstance(part, UUID):
            return _address(name, (_ID,), current_language()).replace(str(_ID), str(part))
        if isinstance(part, str) and _IS_NUMBER.fullmatch(part):
            return _address(name, (_NUMBER,), current_language()).replace(_NUMBER, part)
    return _address(name, parts, current_language())


def recommendation_address(number: str) -> str:
    """Return the page of a recommendation in the reader's language."""
    return known_address("recommendations:detail", number)


def entry_address(public_id: UUID) -> str:
    """Return the page of a register entry in the reader's language."""
    return known_address("register:entry", public_id)


def receipt_address(public_id: UUID) -> str:
    """Return the page with the receipt of a register entry in the reader's language."""
    return known_address("register:receipt", public_id)


def institution_address(public_id: UUID) -> str:
    """Return the page of an institution in the reader's language."""
    return known_address("institutions:detail", public_id)


def _address(name: str, parts: tuple[Any, ...], language: str) -> str:
    return _kept_address(name, parts, language, settings.ROOT_URLCONF)


@lru_cache(maxsize=2048)
def _kept_address(name: str, parts: tuple[Any, ...], language: str, urlconf: str) -> str:
    del language  # `reverse` takes it from the thread; here it keeps the answers apart
    try:
        return reverse(name, urlconf, args=parts)
    except NoReverseMatch:
        return ""
