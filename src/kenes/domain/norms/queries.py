"""Read bills, acts and comparative tables, in the law's own order."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, Func, Max, Min, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce

from kenes.domain.norms.models import Act, Gap, Obligation, TableRow
from kenes.domain.shared.languages import LanguageCode, pick
from kenes.domain.shared.refusals import NotFound
from kenes.engines import citations

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

__all__ = [
    "FINDINGS",
    "OBLIGATION_KINDS",
    "act_by_public_id",
    "acts",
    "adopted_title_of",
    "element_in",
    "laws_amended",
    "laws_with",
    "rows_of",
    "stamp",
    "title_and_language",
    "title_of",
]

FINDINGS, OBLIGATION_KINDS = Gap.Finding.choices, Obligation.Kind.choices
MOST_PATHS = 4
"""A place that lists more elements stays as it was given: twice it would be too long."""


class ByCode(Func):
    """Order text by its code points on every database, whatever its own language rules are.

    PostgreSQL would else leave punctuation out of account, and 14-1 would stand after 15.
    """

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(
        self, compiler: "SQLCompiler", connection: "BaseDatabaseWrapper", **extra: Any
    ) -> Any:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **extra)


def acts() -> QuerySet[Act]:
    """Return bills and acts, the last introduced first; `row_count` counts the table's rows."""
    rows = TableRow.objects.filter(bill=OuterRef("pk")).order_by().values("bill")
    counted = rows.annotate(many=Count("pk")).values("many")
    found = Act.objects.annotate(row_count=Coalesce(Subquery(counted), 0))
    return found.order_by(F("introduced_on").desc(nulls_last=True), "pk")


def act_by_public_id(public_id: UUID) -> Act:
    """Return one bill or act. Raises NotFound."""
    found = Act.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no bill or act {public_id}")
    return found


def rows_of(act: Act) -> QuerySet[TableRow]:
    """Return a bill's comparative table: law by law as they come, element by element, by place.

    Elements of different laws bear the same numbers, so the law comes first.
    """
    law_place = Window(Min("place"), partition_by=[F("law")])
    rows = TableRow.objects.filter(bill=act).annotate(law_place=law_place)
    return rows.order_by("law_place", ByCode("element_key"), "place")


def laws_with(act: Act, key: str) -> list[str]:
    """Return the laws that a bill amends at an element (by its key), in the table's order.

    Rows whose law is not named give none; nor does an empty key.
    """
    rows = TableRow.objects.filter(bill=act, element_key=key).exclude(law="") if key else ()
    return list(dict.fromkeys(row.law for row in sorted(rows, key=lambda row: row.place)))


def laws_amended(acts: Collection[Act]) -> dict[int, list[str]]:
    """Return the laws that each bill's table names, by the bill's key, in the table's order."""
    rows = TableRow.objects.filter(bill__in=acts).exclude(law="").order_by("place")
    found: dict[int, list[str]] = {}
    for bill, law in rows.values_list("bill_id", "law"):
        laws = found.setdefault(bill, [])
        if law not in laws:
            laws.append(law)
    return found


def title_of(act: Act) -> str:
    """Return the title in the reader's language, else in the nearest the act has."""
    return pick(act.title_kk, act.title_ru, act.title_en) or act.number


def element_in(element: str, language: LanguageCode) -> str:
    """Return a place in the law as lawyers of `language` write it.

    Empty where it is in that language as it was given, or is not read whole.
    """
    paths = citations.parse(element).paths
    if not paths or len(paths) > MOST_PATHS or any(path.is_new for path in paths):
        return ""
    if citations.language_of(element) == language:
        return ""
    return "; ".join(citations.render(path, citations.Language(language)) for path in paths)


def title_and_language(act: Act) -> tuple[str, LanguageCode]:
    """Return the title as `title_of` does, and the language it is in."""
    title = title_of(act)
    titles: dict[LanguageCode, str] = {
        "kk": act.title_kk, "ru": act.title_ru, "en": act.title_en,
    }  # fmt: skip
    return title, next((code for code, text in titles.items() if text == title), "kk")


def adopted_title_of(act: Act) -> str:
    """Return the title under which a bill was adopted, where it is another one; else nothing."""
    return pick(act.adopted_title_kk, act.adopted_title_ru, "")


def stamp() -> str:
    """Return what changes whenever a bill or a row comes: for ETags."""
    newest = Act.objects.aggregate(act=Max("pk"))["act"]
    row = TableRow.objects.aggregate(row=Max("pk"))["row"]
    return f"{newest}-{row}"
