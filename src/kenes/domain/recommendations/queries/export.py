"""Every public fact of the recommendations, row by row, for those who count for themselves.

One row for each recommendation and addressee. Nothing here is private: no drafter, no person's
name without that person's choice, no code. Read in chunks, so that memory stays flat.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from kenes.domain.recommendations.clocks import timeliness_of
from kenes.domain.recommendations.models import (
    Address,
    Assessment,
    Recommendation,
    RecommendationText,
)
from kenes.domain.recommendations.queries.spans import among
from kenes.domain.recommendations.rules.leading import refuse_lead
from kenes.engines.facets import Bitmap, positions_of

CHUNK = 500
_BESIDE = ("author_institution", "author_territory", "superseded_by", "body", "lead__mandate")

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
    "lead_side",
    "lead_since",
    "superseded_by",
    "source",
    "confidence",
)
"""The columns in their order; their meanings stand on the page about open data."""


@dataclass(frozen=True, slots=True)
class _Along:
    """What hangs on the recommendations of one chunk, by their keys."""

    texts: Mapping[int, tuple[str, str, str]]
    addresses: Mapping[int, list[Any]]
    themes: Mapping[int, list[str]]
    regions: Mapping[int, list[str]]
    obligations: Mapping[int, list[str]]
    assessed: Mapping[int, dict[str, str]]


def exported(found: Bitmap | None, today: date) -> Iterator[dict[str, str]]:
    """Yield a row for each recommendation and addressee, by key: all, or those `found`."""
    for chunk in _chunks(found):
        along = _along([row.pk for row in chunk])
        for row in chunk:
            yield from _rows(row, along, today)


def _chunks(found: Bitmap | None) -> Iterator[list[Recommendation]]:
    if found is not None:
        for keys in batched(positions_of(found), CHUNK):
            yield list(_readable().filter(pk__in=keys))
        return
    last = 0
    while chunk := list(_readable().filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _readable() -> QuerySet[Recommendation]:
    rows = Recommendation.objects.readable().order_by("pk")
    return rows.select_related(*_BESIDE)


def _along(keys: Sequence[int]) -> _Along:
    """Read plain rows: a model for each, found by naming every key, would cost most."""
    within = among(keys, "recommendation")
    topics = Recommendation.topics.through.objects.filter(within)
    territories = Recommendation.territories.through.objects.filter(within)
    links = Recommendation.obligations.through.objects.filter(within).select_related("obligation")
    return _Along(
        texts=_texts(keys),
        addresses=_addresses(keys),
        themes=_grouped(topics.values_list("recommendation_id", "topic__code")),
        regions=_grouped(territories.values_list("recommendation_id", "territory__kato")),
        obligations=_grouped((link.recommendation_id, str(link.obligation)) for link in links),
        assessed=_assessments(keys),
    )


def _texts(keys: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Read title, problem and demand of each current original."""
    rows = RecommendationText.objects.filter(
        among(keys, "version__recommendation"),
        is_original=True,
        version__number=F("version__recommendation__current_version"),
    )
    columns = rows.values_list("version__recommendation_id", "title", "problem", "demand")
    return {key: (title, problem, demand) for key, title, problem, demand in columns}


def _addresses(keys: Sequence[int]) -> dict[int, list[Any]]:
    rows = Address.objects.filter(among(keys, "recommendation")).order_by("pk")
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.values_list(
        "recommendation_id", "role", "basis", "calendar_id", "asked_on", "delivered_on", "due_on",
        "answered_on", "is_extended", "suspended_since", "is_open", "position", "grade",
        "institution__public_id", "institution__name_kk", "institution__name_ru", named=True,
    ):  # fmt: skip
        found[row.recommendation_id].append(row)
    return found


def _assessments(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Assessment.objects.filter(among(keys, "recommendation"))
    latest = rows.order_by("period_to", "at", "pk")
    for key, side, value in latest.values_list("recommendation_id", "side", "value"):
        found[key][side] = value
    return found


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _rows(row: Recommendation, along: _Along, today: date) -> Iterator[dict[str, str]]:
    shared = _shared(row, along) | _lead(row, today)
    addresses = along.addresses.get(row.pk, ())
    for address in addresses:
        yield shared | _address(address, today)
    if not addresses:
        yield shared


def _shared(row: Recommendation, along: _Along) -> dict[str, str]:
    title, problem, demand = along.texts.get(row.pk, ("", "", ""))
    assessed = along.assessed.get(row.pk, {})
    return {
        "number": row.number or "",
        "public_id": str(row.public_id),
        "stage": row.stage,
        "language": row.original_language,
        "title": title,
        "problem": problem,
        "demand": demand,
        "filed_on": timezone.localdate(row.filed_at).isoformat() if row.filed_at else "",
        "author_institution": str(row.author_institution or ""),
        "author_name": row.author_name if row.is_name_public else "",
        "author_region": row.author_territory.kato if row.author_territory else "",
        "themes": "; ".join(sorted(along.themes.get(row.pk, ()))),
        "regions": "; ".join(sorted(along.regions.get(row.pk, ()))),
        "obligations": "; ".join(sorted(along.obligations.get(row.pk, ()))),
        "implementation_state": assessed.get("state", ""),
        "implementation_civil": assessed.get("civil", ""),
        "superseded_by": (row.superseded_by.number or "") if row.superseded_by else "",
        "source": row.source_note,
        "confidence": row.confidence,
    }


def _lead(row: Recommendation, today: date) -> dict[str, str]:
    """Return whose side leads the dialogue today, and since when; nothing where nobody does."""
    lead = getattr(row, "lead", None)
    if lead is None or refuse_lead(lead, row.body, today):
        return {}
    return {"lead_side": lead.mandate.side, "lead_since": lead.since.isoformat()}


def _address(address: Any, today: date) -> dict[str, str]:
    clock = timeliness_of(address, today)
    return {
        "addressee_id": str(address.institution__public_id),
        "addressee_kk": address.institution__name_kk,
        "addressee_ru": address.institution__name_ru,
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
