"""Tags of lists: addresses with other parameters, and the links to the pages of a list."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString

from kenes.web.shared import drawing

register = template.Library()


@register.simple_tag
def query_with(query: QueryDict, **values: Any) -> str:
    """Return "?..." with these parameters set (None removes one); the page starts anew."""
    changed = query.copy()
    changed.pop("page", None)
    for name, value in values.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@register.simple_tag
def query_without(query: QueryDict, name: str, value: Any = None) -> str:
    """Return "?..." without a parameter, or without one of its values; the page starts anew."""
    changed = query.copy()
    changed.pop("page", None)
    kept = [] if value is None else [v for v in changed.getlist(name) if v != str(value)]
    changed.setlist(name, kept)
    return f"?{changed.urlencode()}"


@register.simple_tag
def page_items(page: Page[Any], query: QueryDict) -> SafeString:
    """Draw the numbers around a page of a list, with an ellipsis for those left out."""
    return drawing.page_items(page, query)


@register.simple_tag
def page_link(query: QueryDict) -> SafeString:
    """Write the beginning of a link to another page of the same list: its number follows."""
    return SafeString(drawing.page_link(query))
