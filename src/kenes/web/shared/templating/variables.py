"""Names looked up and values written, where attributes, dictionaries and strings are plain.

Django asks at every step of `page.text.title` for an item, then an attribute, and hands a text
that is written through five functions before it escapes it. A record looks up four hundred names.
The kinds below go the short way with plain attributes, dictionaries and strings, and Django's own
with everything else (methods, lists, what is missing).
"""

from functools import cache
from html import escape
from typing import Any

from django.conf import settings
from django.template.base import (
    FilterExpression,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString


class ShortVariable(Variable):
    """A name looked up by attributes and dictionaries alone, else as Django does."""

    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        """Return the value. Raises VariableDoesNotExist."""
        names = self.lookups
        if names is None or self.translate or not isinstance(context, Context):
            return super().resolve(context)
        for layer in reversed(context.dicts):
            if names[0] in layer:
                return self._within(layer[names[0]], names, context)
        if hasattr(context, names[0]):
            return super().resolve(context)
        raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (names[0], context))

    def _within(self, value: Any, names: tuple[str, ...], context: Context) -> Any:
        """Follow the names after the first, each once, from the value of the first."""
        try:
            for name in names[1:]:
                kind: type = type(value)
                if kind is dict:
                    value = value[name]
                elif _has_attributes_alone(kind):
                    value = getattr(value, name)
                else:
                    return super().resolve(context)
        except Exception:  # noqa: BLE001 (Django tells which of them count as nothing there)
            return super().resolve(context)
        return super().resolve(context) if callable(value) else value


@cache
def _has_attributes_alone(kind: type) -> bool:
    """Tell whether the values of a kind are neither called nor asked for items."""
    is_called = any("__call__" in vars(base) for base in kind.__mro__)
    return not is_called and not hasattr(kind, "__getitem__")


class ShortExpression(FilterExpression):
    """A value with its filters; one without filters is the value itself."""

    __slots__ = ()

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """Return the value, None for one that is missing where failures are ignored."""
        if not self.is_var or self.filters:
            return super().resolve(context, ignore_failures)
        try:
            return self.var.resolve(context)
        except VariableDoesNotExist:
            return super().resolve(context, ignore_failures)


class ShortVariableNode(VariableNode):
    """A value written into the page; a plain text is escaped at once."""

    def render_annotated(self, context: Context) -> SafeString | str:
        """Return the value as it stands on the page."""
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        kind = type(value)
        if kind is not str and isinstance(value, Promise):
            value = str(value)
            kind = type(value)
        if isinstance(value, SafeString):
            return value
        if kind is str and context.autoescape:
            return escape(value)
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return render_value_in_context(value, context)
