"""Templates that go the short way, where the long way would give the same.

Django looks names up and writes values in general ways (`variables`), asks every piece of a text
for itself at each rendering and reads an include's name anew (`parts`). A record is written by six
hundred such steps. Once parsed, a template of ours is made of the kinds in this package: they do
at once what was certain when it was parsed, and leave the rest to Django, so that nothing is shown
otherwise. While templates are debugged they stay Django's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Template,
    Variable,
    VariableNode,
)
from django.template.defaulttags import ForNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import base, cached
from django.template.smartif import TokenBase

from kenes.web.shared.templating.parts import ShortInclude, ShortNodeList
from kenes.web.shared.templating.variables import (
    ShortExpression,
    ShortVariable,
    ShortVariableNode,
)

_OWNERS = (Node, FilterExpression, Variable, TokenBase)
"""What holds variables, or parts that hold them."""

_SHORT: dict[type, type] = {
    Variable: ShortVariable,
    FilterExpression: ShortExpression,
    VariableNode: ShortVariableNode,
    IncludeNode: ShortInclude,
    NodeList: ShortNodeList,
}
"""Each kind of Django's that has a short way, and the kind that goes it."""


class _Shortened(base.Loader):
    """Shortens each template when it is parsed, before anybody else has it."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if not self.engine.debug:
            shorten(template)
        return template


class Loader(cached.Loader, _Shortened):
    """Parses every template once in a process, and shortens it."""


def shorten(template: Template) -> None:
    """Let all parts of a parsed template go the short way."""
    for part in _all_parts(template):
        if type(part) in _SHORT:
            part.__class__ = _SHORT[type(part)]
        if isinstance(part, ForNode):
            # Django's loop asks each part of its body by itself; now the body is one part.
            body: Any = part.nodelist_loop
            part.nodelist_loop = ShortNodeList([body])


def _all_parts(template: Template) -> list[Any]:
    """Return everything that a template is made of, each once."""
    found: dict[int, Any] = {}
    waiting: list[Any] = [template.nodelist, template.extra_data]
    while waiting:
        part = waiting.pop()
        if id(part) not in found:
            found[id(part)] = part
            waiting += _parts(part)
    return list(found.values())


def _parts(thing: Any) -> Iterator[Any]:
    """Return what a part of a template is made of, as far as variables may be in it."""
    if isinstance(thing, Mapping):
        yield from thing.values()
    elif isinstance(thing, list | tuple):
        yield from thing
    elif isinstance(thing, _OWNERS) or hasattr(thing, "nodelist"):
        slots = getattr(type(thing), "__slots__", ())
        yield from (getattr(thing, name) for name in slots)
        yield from getattr(thing, "__dict__", {}).values()
