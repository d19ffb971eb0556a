"""What one recommendation points at, and what was made of it: reads of one page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import Exact

from kenes.domain.institutions.models import Territory
from kenes.domain.norms.models import Obligation, TableRow, Topic
from kenes.domain.norms.queries import ByCode
from kenes.domain.recommendations.models import (
    Credit,
    ExternalReference,
    LegalTarget,
    Recommendation,
    RecommendationText,
)
from kenes.domain.shared.prepared import Prepared


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Something the recommendation points at: its kind, the value of its filter, its names."""

    kind: str
    code: str
    name_kk: str
    name_ru: str
    name_en: str


def links_of(pk: int) -> list[LinkRow]:
    """Read everything it points at, its outer numbers and its credits, in one read."""
    return [LinkRow(*(value or "" for value in row)) for row in _link_rows(pk)]


@Prepared
def _link_rows(pk: int) -> QuerySet[Any, tuple[Any, ...]]:
    names = ("name_kk", "name_ru", "name_en")
    topics = Topic.objects.filter(recommendations=pk).values_list("kind", "code", *names)
    regions = Territory.objects.filter(recommendations=pk)
    duties = Obligation.objects.filter(recommendations=pk)
    outer = ExternalReference.objects.filter(recommendation=pk)
    contributors = Credit.objects.filter(recommendation=pk)
    return topics.union(
        regions.values_list(Value("region"), "kato", *names),
        duties.values_list(Value("obligation"), "document", "name_kk", "name_ru", "paragraph"),
        outer.values_list("system", "reference", Value(""), Value(""), Value("")),
        contributors.values_list(
            Value("credit"), "name", "institution__name_kk", "institution__name_ru",
            "institution__name_en",
        ),
        all=True,
    )  # fmt: skip


@Prepared
def targets_of(pk: int) -> QuerySet[LegalTarget]:
    """Read the places in bills and acts, each with its row of the comparative table."""
    row = rows_meant().order_by("place")
    rows = LegalTarget.objects.filter(recommendation=pk).select_related("act")
    rows = rows.annotate(
        row_current=Subquery(row.values("current")[:1]),
        row_proposed=Subquery(row.values("proposed")[:1]),
        row_why=Subquery(row.values("justification")[:1]),
        row_language=Subquery(row.values("language")[:1]),
    )
    return rows.order_by("act_id", ByCode("element_key"), "pk")


def rows_meant() -> QuerySet[TableRow]:
    """Return the rows of comparative tables that a target (the outer row) may mean.

    A target that names no law means the element in whichever law the table has it.
    """
    same = TableRow.objects.filter(bill=OuterRef("act"), element_key=OuterRef("element_key"))
    is_unsaid = Exact(OuterRef("law"), Value(""))
    return same.exclude(element_key="").filter(Q(law=OuterRef("law")) | is_unsaid)


@Prepared
def related_to(pk: int) -> QuerySet[Recommendation]:
    """Read what was merged into it and what it was split into, with their titles."""
    title = RecommendationText.objects.filter(
        version__recommendation=OuterRef("pk"),
        version__number=OuterRef("current_version"),
        is_original=True,
    )
    rows = Recommendation.objects.readable().filter(Q(superseded_by=pk) | Q(split_from=pk))
    rows = rows.annotate(title=Subquery(title.values("title")[:1]))
    return rows.order_by("pk")[:40]
