"""Small parts that stand on a page by the hundred, drawn without a template each.

A template in a loop costs thirty times the text that it makes; what is here is shown dozens of
times a page and remembered by what it says. Every argument is escaped all the same.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kenes.domain.norms.queries import element_in
from kenes.domain.search.queries import Piece
from kenes.domain.shared.languages import LanguageCode, current_language
from kenes.web.shared.components import FilterGroup, Tag
from kenes.web.shared.formats import bind, number

_BOX = (
    '<label class="choice"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>{}</label>'
)
_WHOLE = '<span class="nowrap">{}</span>'
_TIED = re.compile(r"\d-\w")
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
    """Write a place in a law for the reader, and after it the words that were given."""
    marked = format_html('<span lang="{}">{}</span>', written_in, _whole(given))
    shown = marked if written_in and written_in != reader else _whole(given)
    own = element_in(given, reader)
    return format_html('{} <span class="given">{}</span>', _whole(own), shown) if own else shown


def _whole(text: str) -> SafeString:
    """Keep a figure and its ending on one line: 14-4), 27-баптың."""
    words = (format_html(_WHOLE if _TIED.search(w) else "{}", w) for w in text.split())
    return SafeString(" ".join(words))


def boxes(group: FilterGroup) -> SafeString:
    """Draw the boxes of a filter with their counts."""
    language = current_language()
    drawn = (
        _box(group.name, one.value, str(one.label), one.count, (one.chosen, language))
        for one in group.choices
    )
    return SafeString("".join(drawn))


@lru_cache(maxsize=8192)
def _box(name: str, value: str, label: str, many: int | None, drawn: _Manner) -> SafeString:
    is_chosen, language = drawn
    count = (
        format_html('<span class="c">{}</span>', number(many, language)) if many is not None else ""
    )
    checked = SafeString(" checked" if is_chosen else "")
    return format_html(_BOX, name, value, checked, label, count)


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Draw a title with what was asked for marked in it."""
    drawn = (
        format_html("<mark>{}</mark>", piece.text)
        if piece.is_found
        else conditional_escape(piece.text)
        for piece in pieces
    )
    return SafeString("".join(drawn))
