"""Every public fact of the recommendations, row by row, for those who count for themselves.

One row for each recommendation and addressee. Nothing here is private: no drafter, no person's
name without that person's choice, no code. Read in chunks, so that memory stays flat.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import batched

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone

from kenes.domain.institutions.queries import kept_calendar
from kenes.domain.recommendations.clocks import timeliness_of
from kenes.domain.recommendations.models import (
    Address,
    Assessment,
    Recommendation,
    RecommendationText,
)
from kenes.engines.facets import Bitmap, positions_of

CHUNK = 500

COLUMNS = (
    "number",
    "public_id",
    "stage",
    "language",
    "title",
    "problem",
    "demand",
    "filed_on",
    "author_institution",
    "author_name",
    "author_region",
    "themes",
    "regions",
    "obligations",
    "addressee_id",
    "addressee_kk",
    "addressee_ru",
    "role",
    "basis",
    "asked_on",
    "delivered_on",
    "due_on",
    "answered_on",
    "position",
    "timeliness",
    "grade",
    "implementation_state",
    "implementation_civil",
    "superseded_by",
)
"""The columns in their order; their meanings stand on the page about open data."""


def exported(found: Bitmap | None, today: date) -> Iterator[dict[str, str]]:
    """Yield a row for each recommendation and addressee, by key: all, or those `found`."""
    for chunk in _chunks(found):
        assessed = _assessments([row.pk for row in chunk])
        for row in chunk:
            yield from _rows(row, assessed[row.pk], today)


def _chunks(found: Bitmap | None) -> Iterator[list[Recommendation]]:
    if found is not None:
        for keys in batched(positions_of(found), CHUNK):
            yield list(_readable().filter(pk__in=keys).order_by("pk"))
        return
    last = 0
    while chunk := list(_readable().filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _readable() -> QuerySet[Recommendation]:
    current = RecommendationText.objects.filter(
        is_original=True, version__number=F("version__recommendation__current_version")
    )
    return (
        Recommendation.objects.readable()
        .select_related("author_institution", "author_territory", "superseded_by")
        .prefetch_related(
            Prefetch("versions__texts", queryset=current),
            Prefetch("addresses", queryset=Address.objects.select_related("institution")),
            "topics",
            "territories",
            "obligations",
        )
    )


def _assessments(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Assessment.objects.filter(recommendation__in=keys).order_by("period_to", "at", "pk")
    for key, side, value in rows.values_list("recommendation_id", "side", "value"):
        found[key][side] = value
    return found


def _rows(row: Recommendation, assessed: dict[str, str], today: date) -> Iterator[dict[str, str]]:
    shared = _shared(row, assessed)
    addresses = sorted(row.addresses.all(), key=lambda found: found.pk)
    for address in addresses:
        yield shared | _address(address, today)
    if not addresses:
        yield shared


def _shared(row: Recommendation, assessed: dict[str, str]) -> dict[str, str]:
    texts = [text for version in row.versions.all() for text in version.texts.all()]
    text = texts[0] if texts else RecommendationText()
    return {
        "number": row.number or "",
        "public_id": str(row.public_id),
        "stage": row.stage,
        "language": row.original_language,
        "title": text.title,
        "problem": text.problem,
        "demand": text.demand,
        "filed_on": timezone.localdate(row.filed_at).isoformat() if row.filed_at else "",
        "author_institution": str(row.author_institution or ""),
        "author_name": row.author_name if row.is_name_public else "",
        "author_region": row.author_territory.kato if row.author_territory else "",
        "themes": "; ".join(sorted(topic.code for topic in row.topics.all())),
        "regions": "; ".join(sorted(found.kato for found in row.territories.all())),
        "obligations": "; ".join(sorted(str(found) for found in row.obligations.all())),
        "implementation_state": assessed.get("state", ""),
        "implementation_civil": assessed.get("civil", ""),
        "superseded_by": (row.superseded_by.number or "") if row.superseded_by else "",
    }


def _address(address: Address, today: date) -> dict[str, str]:
    address.calendar = kept_calendar(address.calendar_id)
    clock = timeliness_of(address, today)
    return {
        "addressee_id": str(address.institution.public_id),
        "addressee_kk": address.institution.name_kk,
        "addressee_ru": address.institution.name_ru,
        "role": address.role,
        "basis": address.basis,
        "asked_on": address.asked_on.isoformat(),
        "delivered_on": _iso(address.delivered_on),
        "due_on": _iso(address.due_on),
        "answered_on": _iso(address.answered_on),
        "position": address.position,
        "timeliness": clock.value if clock else "",
        "grade": address.grade,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
