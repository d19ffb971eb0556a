"""Filters and tags of every template: how Kenes writes dates, figures, names, tags and links."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from django import forms, template
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kenes.domain.institutions.packaged import in_readers_words
from kenes.domain.norms import queries as norms
from kenes.domain.search.queries import Piece
from kenes.domain.shared import languages
from kenes.web.shared import addresses, drawing, formats, menus
from kenes.web.shared.components import Axis, FilterGroup, Tag, Text, tag_of
from kenes.web.shared.forms import problems_of as form_problems

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from kenes.domain.norms.models import Act

register = template.Library()

# With the stop after it: a span set as a block in a heading would leave the stop a line of its own.
_NUMBER = re.compile(r"№\s?\d[\d-]*\d[.,;:]?")


@register.filter
def long_date(value: date | None) -> str:
    """Write a date in full: 2026 жылғы 9 қараша."""
    return formats.long_date(value, languages.current_language()) if value else ""


@register.filter
@stringfilter
def ended(text: str) -> str:
    """Close a sentence that ends with a date: 9 ноября 2026 г."""
    return formats.ended(text)


@register.filter
@stringfilter
def heading(text: str) -> str:
    """Write a sentence as a heading, which has no full stop."""
    return text.removesuffix(".")


@register.filter
def day_month(value: date | None) -> str:
    """Write a date without its year: 9 қараша."""
    return formats.day_month(value, languages.current_language()) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    """Write a date for a table: 09.11.2026."""
    return formats.short_date(value, languages.current_language()) if value else ""


@register.filter
def date_time(value: datetime | None) -> str:
    """Write a moment: 2026 жылғы 9 қараша, 14:20."""
    return formats.date_time(value, languages.current_language()) if value else ""


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    """Write a figure grouped by threes; `places` fixes the decimals."""
    if value is None:
        return ""
    return formats.number(value, languages.current_language(), places)


@register.filter
def percent(share: float | Decimal | None, places: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage."""
    if share is None:
        return ""
    return formats.percent(share, languages.current_language(), places)


@register.filter
def money(tenge: float | Decimal | None) -> str:
    """Write a sum in tenge."""
    return "" if tenge is None else formats.money(tenge, languages.current_language())


@register.filter(is_safe=True)
@stringfilter
def bind(text: str) -> str:
    """Keep № and one-letter words with what follows, % and ₸ with what precedes."""
    return formats.bind(text)


@register.filter
@stringfilter
def whole_numbers(text: str) -> SafeString:
    """Write a sentence; a number in it ("№ 2026-000009") is never broken at its hyphen."""
    return SafeString(_NUMBER.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))


@register.filter
def unprompted(field: forms.BoundField) -> forms.BoundField:
    """Return a field without what the sign-in library writes into it: the label says it."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def is_optional(field: forms.BoundField) -> bool:
    """Return whether a field may stay empty to the end, so that its label says so.

    A draft may be kept without what it needs in the end; its form names such fields in
    `needed_in_the_end`.
    """
    needed = getattr(field.form, "needed_in_the_end", ())
    return not field.field.required and field.name not in needed


@register.filter
def name_of(thing: languages.Named | None) -> str:
    """Write the name of a thing in the reader's language, or in the nearest it has."""
    return languages.name_of(thing) if thing is not None else ""


@register.filter
@stringfilter
def packaged(text: str) -> str:
    """Say words that came with Kenes in the reader's language; a person's stay as written."""
    return in_readers_words(text)


@register.filter
def word_of(row: "Model", name: str) -> str:
    """Say what was chosen in a field: the same as `get_..._display`, its choices read once."""
    value = getattr(row, name)
    return str(_choices(type(row), name).get(value, value))


@cache
def _choices(model: "type[Model]", name: str) -> dict[Any, Text]:
    field: Any = model._meta.get_field(name)  # noqa: SLF001 (Django documents _meta)
    return dict(field.flatchoices)


@register.filter
def title_of(act: "Act") -> str:
    """Write the title of a bill or act in the reader's language, or in the nearest it has."""
    return norms.title_of(act)


@register.filter
def element(given: str, written_in: str = "") -> SafeString:
    """Write a place in a law in the reader's language, or as given where that is not known."""
    return drawing.element(given, written_in, languages.current_language())


@register.filter
def paragraphs(text: str, language: str = "") -> SafeString:
    """Turn plain text into escaped paragraphs (empty line) and lines (LF), in its language."""
    lang = f' lang="{escape(language)}"' if language else ""
    blocks = [block for block in str(text or "").split("\n\n") if block.strip()]
    lines = (escape(block).replace("\n", "<br>") for block in blocks)
    return SafeString("\n".join(f"<p{lang}>{line}</p>" for line in lines))


class Run(Protocol):
    """A stretch of text that is the same, added or removed (`kenes.engines.difference`)."""

    kind: str
    text: str


_MARKS = {"added": "<ins>{}</ins>", "removed": "<del>{}</del>"}


@register.filter
def diff_html(runs: Iterable[Run]) -> SafeString:
    """Write runs of a difference as text with <ins> and <del>, escaped."""
    parts = (_run_html(str(run.kind), run.text) for run in runs)
    return SafeString("".join(conditional_escape(part) for part in parts))


def _run_html(kind: str, text: str) -> SafeString:
    """Mark words, and leave the space before them outside the mark."""
    mark, words = _MARKS.get(kind), text.lstrip()
    if mark is None or not words:
        return format_html(mark or "{}", text)
    return format_html("{}" + mark, text[: len(text) - len(words)], words)


@register.simple_tag
def icon(name: str, label: Text = "") -> SafeString:
    """Draw a symbol of `shared/symbols.html`; with `label` it has a name, else it is decoration."""
    if label:
        return format_html(
            '<svg class="i" role="img" aria-label="{}"><use href="#{}"/></svg>', label, name
        )
    return drawing.icon(str(name))


@register.filter
def drawn(tag: Tag) -> SafeString:
    """Draw a tag in place; `components/tag.html` is the same for an include."""
    return drawing.tag(tag)


@register.filter
def all_drawn(tags: Iterable[Tag]) -> SafeString:
    """Draw tags one after another."""
    return drawing.tags(tags)


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Write a title with what was asked for marked in it."""
    return drawing.marked(pieces)


@register.filter
def filter_group(group: FilterGroup) -> SafeString:
    """Draw a filter: its legend, and its boxes with their counts."""
    return drawing.filter_group(group)


@register.filter
def counted(pair: tuple[int, str]) -> SafeString:
    """Write a number as a link to what it counts; nothing counted leads nowhere."""
    return drawing.counted(*pair)


@register.filter
def cells(axes: Iterable[Axis]) -> SafeString:
    """Draw the cells of the axes strip."""
    return drawing.axes(axes)


@register.inclusion_tag("components/tag.html")
def tag_stage(code: str, word: Text = "") -> dict[str, Tag]:
    """Show a stage; `word` replaces its own word."""
    return {"tag": tag_of("stage", code, word)}


@register.inclusion_tag("components/tag.html")
def tag_position(code: str, word: Text = "") -> dict[str, Tag]:
    """Show an addressee's position."""
    return {"tag": tag_of("position", code, word)}


@register.inclusion_tag("components/tag.html")
def tag_implementation(code: str, word: Text = "") -> dict[str, Tag]:
    """Show a level of implementation."""
    return {"tag": tag_of("implementation", code, word)}


@register.inclusion_tag("components/tag.html")
def tag_timeliness(code: str, word: Text = "") -> dict[str, Tag]:
    """Show how an answer stands to its date; `word` may carry the days."""
    return {"tag": tag_of("timeliness", code, word)}


@register.inclusion_tag("components/tag.html")
def tag_grade(code: str, word: Text = "") -> dict[str, Tag]:
    """Show the quality of an answer, A to E."""
    return {"tag": tag_of("grade", code, word)}


@register.simple_tag
def problems_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """List what is wrong in a form as (id of the control, sentence)."""
    return list(form_problems(form))


@register.simple_tag
def address_of(name: str, *parts: Any) -> str:
    """Return the address of a named page, or "" where this installation has none."""
    return addresses.known_address(name, *parts)


@register.simple_tag(takes_context=True)
def nav_items(context: template.Context, place: str = "head") -> SafeString:
    """List the pages of a menu ("head" or "foot") that exist; the open one is marked."""
    request: HttpRequest | None = context.get("request")
    here = request.path if request and place == "head" else ""
    return menus.items(place, here)
