"""Django's own tags `translate` and `static`, worked out once where nothing about them changes.

A page says some fifty fixed sentences and names sixteen files: Django resolves, looks up and
escapes each anew, which costs more than the page's own text. Catalogues and files do not change
while a process runs, so a fixed sentence is remembered by language and a file's address by itself.
With variables, filters or options of their own both tags are Django's, unchanged. What `stays` so
at every rendering is joined with the text around it (`web/shared/templating/parts.py`).
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, Variable
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class SaidOnce(Node):
    """A fixed sentence in each language, remembered after its first use."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node, self.asvar = node, node.asvar
        self.stays = self.asvar is None
        self.known: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the sentence, or put it under its name as the tag asks."""
        language = get_language()
        said = self.known.get(language)
        if said is None:
            said = self.known[language] = self._first(context)
        if self.asvar is None:
            return said
        context[self.asvar] = said
        return SafeString()

    def _first(self, context: Context) -> Any:
        said = self.node.render(context)
        return said if self.asvar is None else context[self.asvar]


class NamedOnce(Node):
    """The address of a fixed file, remembered after its first use."""

    child_nodelists = ()
    stays = True

    def __init__(self, node: StaticNode) -> None:
        self.node = node
        self.known: SafeString | None = None

    def render(self, context: Context) -> SafeString:
        """Return the address."""
        if self.known is None:
            self.known = SafeString(self.node.render(context))
        return self.known


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Say a sentence in the reader's language: `{% translate "Menu" context "x" as name %}`."""
    node = do_translate(parser, token)
    parts = (node.filter_expression, node.message_context)
    is_fixed = all(part is None or _is_fixed(part) for part in parts)
    return SaidOnce(node) if is_fixed else node


@register.tag("static")
def static(parser: Parser, token: Token) -> Node:
    """Name a file of ours by its address: `{% static "css/base.css" %}`."""
    node = StaticNode.handle_token(parser, token)
    is_fixed = node.varname is None and _is_fixed(node.path)
    return NamedOnce(node) if is_fixed else node


def _is_fixed(expression: FilterExpression) -> bool:
    """Tell whether an expression is a text in quotation marks and nothing else."""
    if expression.filters:
        return False
    var = expression.var
    return isinstance(var.literal if isinstance(var, Variable) else var, str)
