"""The filter bar: what a reader's address asks for, and the boxes, chips and counts made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from kenes.domain.recommendations.queries import facets, listing
from kenes.domain.recommendations.queries.facet_values import NEWEST
from kenes.domain.recommendations.values import Outcome
from kenes.domain.shared.languages import Language, current_language
from kenes.web.recommendations.treaties import TREATIES
from kenes.web.shared.axes import AXES
from kenes.web.shared.components import FilterChoice, FilterGroup, Link, Text
from kenes.web.shared.formats import long_date

HAS = {
    "asked": gettext_lazy("Sent to a body"),
    "answered": gettext_lazy("Answered by some body"),
    "unproved": gettext_lazy("Promised without evidence"),
}
LEGENDS: Mapping[str, Text] = {
    "timeliness": gettext_lazy("Deadline of the answer"),
    "position": gettext_lazy("Position of a body"),
    "state": gettext_lazy("Implementation: the State's view"),
    "civil": gettext_lazy("Implementation: civil society's view"),
    "grade": gettext_lazy("Quality of the answer"),
    "stage": gettext_lazy("Stage"),
    "body": gettext_lazy("Body asked"),
    "theme": gettext_lazy("Theme"),
    "group": gettext_lazy("Group of people"),
    "sdg": gettext_lazy("Sustainable Development Goal"),
    "region": gettext_lazy("Region"),
    "obligation": gettext_lazy("International obligation"),
    "language": gettext_lazy("Language of the original"),
    "year": gettext_lazy("Year of filing"),
    "has": gettext_lazy("What became of it"),
    "act": gettext_lazy("Bill or act"),
    "author": gettext_lazy("Proposed by"),
    "outcome": gettext_lazy("What was carried out"),
}
SORTS: Mapping[str, Text] = {
    "newest": pgettext_lazy("order", "Newest first"),
    "due": pgettext_lazy("order", "Oldest due date first"),
    "best": pgettext_lazy("order", "Best match first"),
}
_AXES = {"timeliness": "timeliness", "position": "position", "state": "implementation",
         "civil": "implementation", "grade": "grade", "stage": "stage"}  # fmt: skip
_NAMED = {"body", "theme", "group", "sdg", "region", "act", "author"}
"""Facets whose values have names of their own on the record, which may change."""
FIRST, MOST, LONGEST, MOST_PAGES = 8, 40, 200, 100_000


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with its first values and, folded, the rest."""

    first: FilterGroup
    rest: FilterGroup | None
    is_open: bool


def read(query: QueryDict) -> listing.Wish:
    """Read a wish from an address; what cannot be understood is left out, not refused."""
    selection = {
        facet: tuple(value[:LONGEST] for value in query.getlist(facet)[:MOST] if value)
        for facet in (*facets.FACETS, *facets.UNLISTED)
    }
    words = query.get("q", "").strip()[:LONGEST]
    sort = query.get("sort", "")
    if sort not in listing.SORTS or (sort == listing.BEST and not words):
        sort = NEWEST
    return listing.Wish(
        selection={facet: chosen for facet, chosen in selection.items() if chosen},
        words=words,
        sort=sort,
        first_day=_day(query.get("from", "")),
        last_day=_day(query.get("to", "")),
        page=_page(query.get("page", "")),
    )


def groups(wish: listing.Wish, counts: facets.Counts) -> list[Group]:
    """Return the filters that have something to choose, with the count of every value."""
    language = current_language()
    made = (_group(facet, wish, counts.get(facet, {}), language) for facet in facets.FACETS)
    return [group for group in made if group.first.choices]


def chips(wish: listing.Wish, query: QueryDict) -> list[Link]:
    """Return the chosen conditions, each leading to the same list without it."""
    links = []
    if wish.words:
        links.append(Link(_("Words: %(words)s") % {"words": wish.words}, _without(query, "q")))
    for facet, chosen in wish.selection.items():
        links += [
            Link(f"{LEGENDS[facet]}: {label_of(facet, value)}", _without(query, facet, value))
            for value in chosen
        ]
    if wish.first_day:
        first = {"day": long_date(wish.first_day, current_language())}
        links.append(Link(_("Filed from: %(day)s") % first, _without(query, "from")))
    if wish.last_day:
        last = {"day": long_date(wish.last_day, current_language())}
        links.append(Link(_("Filed up to: %(day)s") % last, _without(query, "to")))
    return links


def unlisted(wish: listing.Wish) -> list[tuple[str, str]]:
    """Return the chosen conditions that have no box, for hidden inputs of the form."""
    return [(facet, value) for facet in facets.UNLISTED for value in wish.selection.get(facet, ())]


def sorts(wish: listing.Wish) -> list[FilterChoice]:
    """Return the orders that may be chosen now."""
    codes = [code for code in SORTS if code != listing.BEST or wish.words]
    return [FilterChoice(code, SORTS[code], chosen=code == wish.sort) for code in codes]


def label_of(facet: str, value: str, language: str | None = None) -> str:
    """Return the word of a facet's value in the reader's language, named where it is known."""
    language = language or current_language()
    if facet in _NAMED:
        return facets.name_of_value(facet, value, language)
    return _word(facet, value, language)


@lru_cache(maxsize=1024)
def _word(facet: str, value: str, language: str) -> str:
    """Return a word that the catalogues hold: it does not change while the server runs."""
    with override(language):
        if facet in _AXES:
            known = AXES[_AXES[facet]].get(value)
            word = str(known[1]) if known else value
            return f"{value}. {word}" if facet == "grade" and known else word
        if facet == "language":
            return str(Language(value).label) if value in Language.values else value
        if facet == "outcome":
            return str(Outcome(value).label) if value in Outcome.values else value
        return str({"obligation": TREATIES, "has": HAS}.get(facet, {}).get(value, value))


def _group(facet: str, wish: listing.Wish, counted: Mapping[str, int], language: str) -> Group:
    chosen = set(wish.selection.get(facet, ()))
    labels = {
        value: label_of(facet, value, language)
        for value, many in counted.items()
        if many or value in chosen
    }
    choices = [
        FilterChoice(value, labels[value], counted[value], value in chosen)
        for value in _ordered(facet, labels, counted)
    ]
    first, rest = choices[:FIRST], choices[FIRST:]
    return Group(
        first=FilterGroup(facet, LEGENDS[facet], first),
        rest=FilterGroup(facet, LEGENDS[facet], rest) if rest else None,
        is_open=any(choice.chosen for choice in rest),
    )


def _ordered(facet: str, labels: Mapping[str, str], counted: Mapping[str, int]) -> list[str]:
    """Order the values of an axis as the axis does, years backwards, the rest by their number."""
    if facet in _AXES:
        order = list(AXES[_AXES[facet]])
        return sorted(labels, key=lambda value: order.index(value) if value in order else 99)
    if facet == "year":
        return sorted(labels, reverse=True)
    return sorted(labels, key=lambda value: (-counted[value], labels[value]))


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    changed = query.copy()
    changed.pop("page", None)
    kept = [] if value is None else [found for found in changed.getlist(name) if found != value]
    changed.setlist(name, kept)
    return f"?{changed.urlencode()}"


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _page(raw: str) -> int:
    return min(int(raw), MOST_PAGES) if raw.isascii() and raw.isdigit() and int(raw[:9]) else 1
