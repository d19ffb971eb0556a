"""Every address that the site knows, with what it needs and whether it takes GET."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation


@dataclass(frozen=True)
class Route:
    """One name in the list of addresses; `needs` are its arguments with the kind of each."""

    name: str
    needs: tuple[tuple[str, str], ...]
    view: Callable[..., Any]

    def path(self, language: str, arguments: dict[str, object]) -> str:
        """Return the address with these arguments, in a language."""
        with translation.override(language):
            return reverse(self.name, kwargs=arguments)


def all_routes() -> list[Route]:
    """Return every route of the site, in the order of the list of addresses."""
    return list(_below(get_resolver(), (), ()))


def _below(
    resolver: URLResolver, spaces: tuple[str, ...], outer: tuple[tuple[str, str], ...]
) -> Iterator[Route]:
    for item in resolver.url_patterns:
        needs = outer + _needs(item)
        if isinstance(item, URLResolver):
            inner = (*spaces, item.namespace) if item.namespace else spaces
            yield from _below(item, inner, needs)
        elif isinstance(item, URLPattern):
            yield Route(":".join([*spaces, item.name or ""]), needs, item.callback)


def _needs(item: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    """Return the arguments of one part of an address; those of a regular expression are words."""
    kinds = getattr(item.pattern, "converters", {})
    if kinds:
        return tuple((name, type(kind).__name__) for name, kind in kinds.items())
    expression = getattr(item.pattern, "regex", None)
    return tuple((name, "StringConverter") for name in getattr(expression, "groupindex", {}))
