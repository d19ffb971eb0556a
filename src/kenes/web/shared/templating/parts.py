"""Parts of templates: a row of them, and another template put in."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.template.base import Node, NodeList, Template, TextNode
from django.template.context import Context
from django.template.loader_tags import IncludeNode, construct_relative_path
from django.utils.safestring import SafeString
from django.utils.translation import get_language

type Step = str | Callable[[Context], str]


class ShortNodeList(NodeList):
    """Parts in a row: what is fixed in a language is written once for it, the rest is asked."""

    steps: "list[Step] | None" = None
    of_kind: "dict[type, list[Node]] | None" = None

    def render(self, context: Context) -> SafeString:
        """Return the parts as they stand on the page, one after another."""
        steps = self.steps
        if steps is None:
            steps = self.steps = _steps(self)
        written = [step if isinstance(step, str) else step(context) for step in steps]
        return SafeString("".join(written))

    render_annotated = render
    """As a node is asked, so that a loop may have its whole body for one."""

    def get_nodes_by_type(self, nodetype: type) -> list[Node]:
        """Return the nodes of a kind, at any depth; the tree of a parsed template stays."""
        known = self.of_kind = self.of_kind or {}
        if nodetype not in known:
            known[nodetype] = super().get_nodes_by_type(nodetype)
        return known[nodetype]


class ShortInclude(IncludeNode):
    """Another template put in: found once if its name is fixed, given its names and no more."""

    found: Template | None = None

    def render(self, context: Context) -> SafeString:
        """Return the template as it stands on the page."""
        named = self.template
        if not self.isolated_context or named.is_var or named.filters:
            return super().render(context)
        if self.found is None:
            self.found = self._find(context)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        outer = context.dicts
        context.dicts = [_NAMES, values]
        try:
            return self.found.render(context)
        finally:
            context.dicts = outer

    def _find(self, context: Any) -> Template:
        origin: Any = self.origin
        name = construct_relative_path(origin.template_name, self.template.var)
        found: Template = context.template.engine.get_template(name)
        return found


_NAMES = {"True": True, "False": False, "None": None}
"""What every template may name; Django's contexts begin with the same."""


def _steps(nodes: "list[Any]") -> list[Step]:
    """Return what is to be done for some parts: a text is given, all else is asked."""
    steps: list[Step] = []
    for stays, row in groupby(nodes, _stays):
        found = list(row)
        steps += [_written_once(found)] if stays else map(_asked, found)
    return steps


def _stays(node: Any) -> bool:
    """Tell whether a part says the same at every rendering in one language."""
    return isinstance(node, TextNode) or getattr(node, "stays", False)


def _asked(node: Any) -> Step:
    """Return how a part is asked; what Django does around it is for debugging alone."""
    is_plain = getattr(type(node), "render_annotated", None) is Node.render_annotated
    step: Step = node.render if is_plain else node.render_annotated
    return step


def _written_once(nodes: list[Any]) -> Step:
    """Return the text of parts that stay, or what gives it in the language in force."""
    if all(isinstance(node, TextNode) for node in nodes):
        return "".join(node.s for node in nodes)
    known: dict[str | None, str] = {}

    def written(context: Context) -> str:
        language = get_language()
        if language not in known:
            known[language] = "".join(node.render(context) for node in nodes)
        return known[language]

    return written
