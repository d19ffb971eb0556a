"""Lists to choose from at the desk, with what the words of a text suggest marked as such."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kenes.domain.norms.queries import laws_amended


def offered[R: Model](
    rows: Mapping[str, R], guessed: Iterable[R], say: Callable[[R], str]
) -> list[tuple[str, str]]:
    """Return choices of `rows` (by the value sent), those guessed first and marked in words."""
    keys = {row.pk for row in guessed}
    first = sorted(rows.items(), key=lambda item: item[1].pk not in keys)
    return [(key, _marked(say(row)) if row.pk in keys else say(row)) for key, row in first]


def law_choices(acts: Collection[Any]) -> list[tuple[str, str]]:
    """Return the laws that these bills amend, none first; only bills with several are asked of."""
    named = [laws for laws in laws_amended(acts).values() if len(laws) > 1]
    laws = dict.fromkeys(law for laws in named for law in laws)
    return [("", _("The only one that has the element")), *((law, law) for law in laws)]


def by_key[R: Model](rows: Iterable[R], name: str = "pk") -> dict[str, R]:
    """Return rows by the value that a form sends for each."""
    return {str(getattr(row, name)): row for row in rows}


def keys_of(rows: Iterable[Any]) -> list[int]:
    """Return the keys of rows, in their order."""
    return [row.pk for row in rows]


def _marked(name: str) -> str:
    return _("%(name)s · suggested by the words") % {"name": name}
