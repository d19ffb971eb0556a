"""Ways through pages: links, steps of a form, filters, figures that lead to records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kenes.web.shared.components.tags import Text


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: crumbs, tabs, chosen conditions. `current` marks where one is."""

    label: Text
    url: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step of a form in several pages; `state` is past, current or ahead."""

    label: Text
    state: Literal["past", "current", "ahead"] = "ahead"


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One box of a filter with how many records it would give."""

    value: str
    label: Text
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A filter (`components/filter_group.html`): `name` is the parameter in the address."""

    name: str
    legend: Text
    choices: Sequence[FilterChoice] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the ledger: a number that links to its records, with a whole sentence."""

    value: int
    sentence: Text
    url: str
    late: bool = False
