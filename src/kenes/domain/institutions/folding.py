"""Names without case, so that a search finds them on any database.

SQLite compares only ASCII letters without case, PostgreSQL by the locale of its cluster; so the
folding is done here, once, and the databases compare plain text.
"""

import unicodedata
from collections.abc import Iterable, Mapping


def fold(text: str) -> str:
    """Return `text` without case, with ё as е and single spaces: what is searched and matched."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(plain.split())


def folded_names(names: Iterable[Mapping[str, str]]) -> str:
    """Return all names of one institution folded, one a line, each once."""
    lines = [fold(text) for each in names for text in each.values() if text]
    return "\n".join(dict.fromkeys(lines))
