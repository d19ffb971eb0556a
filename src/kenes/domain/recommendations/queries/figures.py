"""The numbers of the home page; each is counted by the very filter that its link opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kenes.domain.recommendations.models import Address
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.values import PUBLIC_STAGES, Implementation

ASKED = {"has": ("asked",)}
ANSWERED = {"has": ("answered",)}
LATE = {"timeliness": ("overdue",)}


@dataclass(frozen=True, slots=True)
class Figures:
    """How many recommendations were asked of bodies, got an answer, and are late."""

    asked: int
    answered: int
    late: int


@dataclass(frozen=True, slots=True)
class YearView:
    """How both sides assess what was filed in a year: counts in the order of the scale."""

    year: int
    total: int
    state: Mapping[str, int]
    civil: Mapping[str, int]

    @property
    def is_assessed(self) -> bool:
        """Whether either side said anything."""
        return any(self.state.values()) or any(self.civil.values())


def figures(now: datetime) -> Figures:
    """Count what the three numbers of the home page say."""
    return Figures(
        asked=facets.count(ASKED, now=now),
        answered=facets.count(ANSWERED, now=now),
        late=facets.count(LATE, now=now),
    )


def year_view(now: datetime) -> YearView:
    """Return the newest year that both sides assessed; the last whole year when none is."""
    today = timezone.localdate(now)
    years = sorted((int(year) for year in facets.counts({}, now=now)["year"]), reverse=True)
    # A whole year says more than the running one, which stands in where nothing else is assessed.
    candidates = [*(year for year in years if year < today.year), today.year]
    views = [_view(year, now) for year in candidates[:4]]
    return next((view for view in views if view.is_assessed), views[-1])


def _view(year: int, now: datetime) -> YearView:
    chosen = {"year": (str(year),)}
    counts = facets.counts(chosen, now=now)
    scale = [level.value for level in Implementation]
    return YearView(
        year=year,
        total=facets.count(chosen, now=now),
        state={level: counts["state"].get(level, 0) for level in scale},
        civil={level: counts["civil"].get(level, 0) for level in scale},
    )


def recent_answers(today: date, limit: int = 3) -> list[int]:
    """Return the recommendations that were answered last, newest first, each once."""
    rows = Address.objects.filter(
        answered_on__lte=today,
        recommendation__hidden_ground="",
        recommendation__stage__in=PUBLIC_STAGES,
    )
    newest = rows.order_by("-answered_on", "-pk").values_list("recommendation_id", flat=True)
    return list(dict.fromkeys(newest[: limit * 4]))[:limit]
