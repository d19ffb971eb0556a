"""The one place where the two databases differ: how a query is asked, in SQL.

Both answer alike: words as whole terms, phrases side by side, an unfinished last word by its
beginning. Matching keys come back in one row, joined; the newest come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kenes.domain.search.asking import Phrase, Query, Word
from kenes.domain.search.models import Document

MOST_KEYS = 100_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database asks: a condition with one parameter, and how it joins numbers."""

    condition: str
    joined: str


SQLITE = Dialect(
    condition="d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)",
    joined="group_concat(key, ',')",
)
POSTGRESQL = Dialect(
    condition="d.words @@ %s::tsquery",
    joined="string_agg(key::text, ',' ORDER BY key DESC)",
)


def keys_of(kind: str, query: Query, limit: int = MOST_KEYS) -> list[int]:
    """Return the keys of everything that matches, the greatest (newest) first, each once."""
    dialect = _dialect()
    sql = (
        f"SELECT {dialect.joined} FROM (SELECT DISTINCT d.key AS key FROM search_document d "
        f"WHERE d.kind = %s AND {dialect.condition} ORDER BY d.key DESC LIMIT %s) AS found"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [kind, expression(query), limit])
        joined = cursor.fetchone()[0]
    return sorted(map(int, joined.split(",")), reverse=True) if joined else []


def documents_of(kind: str, keys: Sequence[int]) -> list[Document]:
    """Return the documents of a few things, for ranking."""
    rows = Document.objects.filter(kind=kind, key__in=keys)
    return list(rows.only("key", "title", "body").order_by("-key", "language"))


def expression(query: Query) -> str:
    """Write a query in the language of the database in use."""
    is_postgresql = connection.vendor == "postgresql"
    write = _tsquery if is_postgresql else _fts5
    glue = {True: (" | ", " & "), False: (" OR ", " AND ")}[is_postgresql]
    return glue[0 if query.is_any else 1].join(write(node) for node in query.nodes)


def _dialect() -> Dialect:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def _fts5(node: Word | Phrase) -> str:
    """Terms hold letters and digits alone, so quoting them needs no escape."""
    if isinstance(node, Phrase):
        return f'"{" ".join(node.terms)}"'
    return f'"{node.term}"{"*" if node.is_prefix else ""}'


def _tsquery(node: Word | Phrase) -> str:
    if isinstance(node, Phrase):
        return "(" + " <-> ".join(f"'{term}'" for term in node.terms) + ")"
    return f"'{node.term}'{':*' if node.is_prefix else ''}"
