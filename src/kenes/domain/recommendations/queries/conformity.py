"""The conformity matrix: obligation, national norm, gap, proposal.

An obligation stands in it once a readable recommendation points at it, or an institution described
a gap. Its rows are places in the law: those that the recommendations propose to change, and those
held against it. A recommendation that names no place stands in a row without a norm.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from kenes.domain.norms.models import Act, Gap, Obligation
from kenes.domain.recommendations.models import LegalTarget, Recommendation
from kenes.domain.recommendations.queries.links import rows_meant
from kenes.domain.recommendations.queries.listing import titles_of
from kenes.domain.recommendations.values import PUBLIC_STAGES
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import NotFound

MOST_BESIDE = 6
"""Proposals beside one obligation on a page; the list behind the number has all."""
WHOLE = 10_000
CHUNK = 100
UNDESCRIBED = "undescribed"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader narrows the matrix to; empty is everything."""

    document: str = ""
    kind: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recommendation in a row, with the wording that it proposes for the place, if any."""

    number: str
    title: str
    proposed: str = ""
    language: str = ""


@dataclass(slots=True)
class Place:
    """A row: a place in the law (`act` is None where none is named), its gap, its proposals."""

    act: Act | None = None
    law: str = ""
    element: str = ""
    current: str = ""
    current_language: str = ""
    gap: Gap | None = None
    proposals: list[Proposal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation with its rows; `total` readable recommendations point at it."""

    obligation: Obligation
    places: Sequence[Place]
    total: int


def on_matrix(wish: Wish) -> QuerySet[Obligation]:
    """Return the obligations of the matrix, in the order of their documents."""
    itself = OuterRef("pk")
    linked = _links().filter(obligation=itself)
    gaps = Gap.objects.filter(obligation=itself, is_current=True)
    rows = Obligation.objects.filter(Q(Exists(linked)) | Q(Exists(gaps)))
    if wish.document:
        rows = rows.filter(document=wish.document)
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.finding == UNDESCRIBED:
        rows = rows.filter(~Exists(gaps))
    elif wish.finding:
        rows = rows.filter(Exists(gaps.filter(finding=wish.finding)))
    return rows.order_by("sort_key", "pk")


def documents() -> list[str]:
    """Return the documents that the matrix names."""
    rows = on_matrix(Wish()).order_by("document").values_list("document", flat=True)
    return list(rows.distinct())


def duties(
    obligations: Sequence[Obligation], language: str, *, most: int = MOST_BESIDE
) -> list[Duty]:
    """Return obligations with their rows, in four reads whatever their number."""
    keys = [one.pk for one in obligations]
    links = _links_of(keys, most)
    ids = sorted({link.recommendation_id for link in links})
    targets, titles = _targets(ids), titles_of(ids, language)
    gaps = list(_gaps().filter(obligation__in=keys, is_current=True).order_by("pk"))
    made = []
    for one in obligations:
        own = [link for link in links if link.obligation_id == one.pk]
        places = _Places([gap for gap in gaps if gap.obligation_id == one.pk])
        for link in own:
            places.put(link, targets.get(link.recommendation_id, ()), titles)
        made.append(Duty(one, places.rows, own[0].total if own else 0))
    return made


def whole_matrix(wish: Wish, language: str) -> Iterator[Duty]:
    """Yield the whole matrix, obligation by obligation, in bounded memory."""
    for chunk in batched(on_matrix(wish).iterator(chunk_size=CHUNK), CHUNK, strict=False):
        yield from duties(chunk, language, most=WHOLE)


def obligation_by_public_id(public_id: Any) -> Obligation:
    """Return one obligation. Raises NotFound."""
    found = Obligation.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no obligation {public_id}")
    return found


def findings_of(obligation: Obligation) -> list[tuple[Gap, Any]]:
    """Return everything that was found on an obligation, newest first, each with its entry's id."""
    found = _gaps().filter(obligation=obligation).order_by("-pk")[:200]
    entries = Entry.objects.filter(object=obligation.public_id, type="gap.described")
    of_gap = {
        str((content or {}).get("gap")): public_id
        for content, public_id in entries.values_list("content", "public_id")
    }
    return [(gap, of_gap.get(str(gap.public_id))) for gap in found]


class _Places:
    """The rows of one obligation, found by act, law and place."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self._found: dict[tuple[Any, ...], Place] = {}
        for gap in gaps:
            self._at(gap).gap = gap

    @property
    def rows(self) -> list[Place]:
        """The rows, those without a norm last."""
        return sorted(self._found.values(), key=lambda place: place.act is None)

    def put(self, link: Any, targets: Collection[LegalTarget], titles: Mapping[int, str]) -> None:
        """Put one recommendation in the row of each place that it names."""
        number = link.recommendation__number
        title = titles.get(link.recommendation_id, number)
        for target in targets:
            words = Proposal(number, title, target.proposed, target.language)
            self._at(target).proposals.append(words)
        if not targets:
            bare = self._found.setdefault((), Place())
            bare.proposals.append(Proposal(number, title))

    def _at(self, row: Any) -> Place:
        key = (row.act_id, row.law, row.element_key or row.element)
        return self._found.setdefault(
            key,
            Place(row.act, row.law, row.element, row.row_current or "", row.row_language or ""),
        )


def _links() -> QuerySet[Any]:
    return Recommendation.obligations.through.objects.filter(
        recommendation__hidden_ground="",
        recommendation__stage__in=PUBLIC_STAGES,
        recommendation__published_at__isnull=False,
    )


def _links_of(keys: Sequence[int], most: int) -> list[Any]:
    """Read the newest recommendations of each obligation, with how many there are in all."""
    by_obligation = [F("obligation")]
    place = Window(RowNumber(), partition_by=by_obligation, order_by=F("recommendation").desc())
    total = Window(Count("pk"), partition_by=by_obligation)
    rows = _links().filter(obligation__in=keys).annotate(place=place, total=total)
    chosen = rows.filter(place__lte=most).order_by("obligation_id", "place")
    columns = ("obligation_id", "recommendation_id", "recommendation__number", "total")
    return list(chosen.values_list(*columns, named=True))


def _targets(ids: Sequence[int]) -> dict[int, list[LegalTarget]]:
    rows = LegalTarget.objects.filter(recommendation__in=ids).select_related("act")
    found: dict[int, list[LegalTarget]] = {}
    for row in rows.annotate(**_current()).order_by("recommendation_id", "pk"):
        found.setdefault(row.recommendation_id, []).append(row)
    return found


def _gaps() -> QuerySet[Gap]:
    return Gap.objects.select_related("act", "institution").annotate(**_current())


def _current() -> dict[str, Subquery]:
    """Return the present wording of a place, where a comparative table has it."""
    row = rows_meant().order_by("place")
    return {
        "row_current": Subquery(row.values("current")[:1]),
        "row_language": Subquery(row.values("language")[:1]),
    }
