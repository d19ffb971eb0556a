"""The one place where the two databases differ: how a query is asked, in SQL.

Both answer alike: words as whole terms, phrases side by side, an unfinished last word by its
beginning. Matching keys come back in one row, joined; the newest come first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from kenes.domain.search.asking import Phrase, Query, Word
from kenes.domain.search.models import Document
from kenes.engines.facets import Bitmap, bitmap_of


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database asks: where, a condition with one parameter, and how it joins numbers."""

    documents: str
    condition: str
    joined: str


SQLITE = Dialect(
    # Else SQLite would turn the pages of the texts for two numbers.
    documents="search_document d INDEXED BY document_keys",
    condition="d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)",
    joined="group_concat(key, ',')",
)
POSTGRESQL = Dialect(
    documents="search_document d",
    condition="d.words @@ %s::tsquery",
    joined="string_agg(key::text, ',')",
)


def keys_of(kind: str, query: Query, limit: int) -> list[int]:
    """Return so many keys of what matches, the greatest (newest) first, each once."""
    return sorted(_keys(kind, query, limit), reverse=True)


def bits_of(kind: str, query: Query) -> Bitmap:
    """Return a bit for each key of all that matches: one row is read."""
    return bitmap_of(_keys(kind, query))


def _keys(kind: str, query: Query, limit: int | None = None) -> Iterable[int]:
    dialect = _dialect()
    newest = "" if limit is None else f"GROUP BY d.key ORDER BY d.key DESC LIMIT {limit:d}"
    sql = (
        f"SELECT {dialect.joined} FROM (SELECT d.key AS key FROM {dialect.documents} "
        f"WHERE d.kind = %s AND {dialect.condition} {newest}) AS found"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [kind, expression(query)])
        joined = cursor.fetchone()[0]
    return map(int, joined.split(",")) if joined else ()


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
