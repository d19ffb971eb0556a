"""Small parts that stand on a page by the hundred, drawn without a template each.

A template in a loop costs thirty times the text that it makes; what is here is shown dozens of
times a page and remembered by what it says. Every argument is escaped all the same.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kenes.domain.norms.queries import element_in
from kenes.domain.search.queries import Piece
from kenes.domain.shared.languages import LanguageCode, current_language
from kenes.web.shared.components import Axis, FilterGroup, Tag
from kenes.web.shared.formats import bind, number

_BOX = (
    '<label class="choice"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>{}</label>'
)
_WHOLE = '<span class="nowrap">{}</span>'
_TIED = re.compile(r"\d-\w")
_FILTER = "<fieldset><legend>{}</legend><div>{}</div></fieldset>"
_AXIS = "<div><dt>{}</dt><dd>{}{}</dd></div>"
type _Manner = tuple[bool, str]
"""Whether a box is chosen, and the language of its number."""


def tag(shown: Tag) -> SafeString:
    """Draw a tag: its symbol or letter, and its word."""
    return _tag(shown.family, shown.emphasis, shown.letter, shown.symbol, str(shown.word))


@lru_cache(maxsize=4096)
def _tag(family: str, emphasis: str, letter: str, symbol: str, word: str) -> SafeString:
    """Draw a tag once: the same few words stand on every page, here in the reader's language."""
    mark = format_html('<b class="letter">{}</b>', letter) if letter else icon(symbol)
    classes = f"{family} {emphasis}".strip()
    return format_html('<span class="tag {}">{}<span>{}</span></span>', classes, mark, bind(word))


@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """Draw a symbol of `shared/symbols.html` as decoration."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#{}"/></svg>', name)


def tags(shown: Iterable[Tag]) -> SafeString:
    """Draw tags one after another."""
    return SafeString("".join(map(tag, shown)))


def element(given: str, written_in: str, reader: LanguageCode) -> SafeString:
    """Write a place in a law in the reader's language; as it was given where that is not known."""
    if own := element_in(given, reader):
        return _whole(own)
    if not written_in or written_in == reader:
        return _whole(given)
    return format_html('<span lang="{}">{}</span>', written_in, _whole(given))


def _whole(text: str) -> SafeString:
    """Keep a figure and its ending on one line: 14-4), 27-баптың."""
    words = (format_html(_WHOLE if _TIED.search(w) else "{}", w) for w in text.split())
    return SafeString(" ".join(words))


def filter_group(group: FilterGroup) -> SafeString:
    """Draw a filter: its legend, and its boxes with their counts."""
    language, name = current_language(), group.name
    drawn = [
        _box(name, one.value, str(one.label), one.count, (one.chosen, language))
        for one in group.choices
    ]
    return SafeString(_FILTER.format(escape(str(group.legend)), "".join(drawn)))


@lru_cache(maxsize=8192)
def _box(name: str, value: str, label: str, many: int | None, drawn: _Manner) -> SafeString:
    is_chosen, language = drawn
    count = (
        format_html('<span class="c">{}</span>', number(many, language)) if many is not None else ""
    )
    checked = SafeString(" checked" if is_chosen else "")
    return format_html(_BOX, name, value, checked, label, count)


def counted(many: int, url: str) -> SafeString:
    """Draw a number as a link to what it counts; nothing counted leads nowhere."""
    if not many:
        return SafeString("0")
    return SafeString(f'<a href="{escape(url)}">{number(many, current_language())}</a>')


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Draw a title with what was asked for marked in it."""
    drawn = (
        format_html("<mark>{}</mark>", piece.text) if piece.is_found else escape(piece.text)
        for piece in pieces
    )
    return SafeString("".join(drawn))


def axes(shown: Iterable[Axis]) -> SafeString:
    """Draw the cells of the axes strip: whose word it is stands beneath each value."""
    drawn = [
        _AXIS.format(escape(str(one.label)), tag(one.tag), _small(str(one.note))) for one in shown
    ]
    return SafeString("".join(drawn))


def _small(note: str) -> str:
    return f"<small>{bind(escape(note))}</small>" if note else ""


def page_items(page: Page[object], query: QueryDict) -> SafeString:
    """Draw the numbers around a page of a list as links; what was left out is an ellipsis.

    The links keep what was asked for besides the page.
    """
    begin = page_link(query)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return SafeString("".join(_page_item(number, page, begin) for number in numbers))


def page_link(query: QueryDict) -> str:
    """Return the beginning, escaped, of a link to another page of the same list."""
    rest = query.copy()
    rest.pop("page", None)
    kept = rest.urlencode()
    return escape(f"?{kept}&page=" if kept else "?page=")


def _page_item(number: int | str, page: Page[object], begin: str) -> str:
    if number == page.number:
        return f'<li><span aria-current="page">{number}</span></li>'
    if isinstance(number, str):  # the ellipsis
        return f"<li><span>{escape(number)}</span></li>"
    return f'<li><a href="{begin}{number}">{number}</a></li>'
