"""Regions: the twenty of today as tiles and as a table, and each with its dates and names."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.conversations.queries.grounds import edition_on, on_territory
from kenes.domain.institutions import queries
from kenes.domain.institutions.matching import other_names
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.regions import PRESSING, region_counts, region_work
from kenes.domain.shared.languages import name_of
from kenes.web.conversations.grounds import talks_of
from kenes.web.recommendations.cards import lines
from kenes.web.shared.axes import STAGE
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import tag_of
from kenes.web.shared.components.links import Link


@login_not_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the regions in force today, and those that ended."""
    now = timezone.now()
    today = queries.date_in("Asia/Almaty", now)
    counts = region_counts(now)
    every = list(queries.all_territories())
    ended = [each for each in every if each.valid_to is not None and each.valid_to < today]
    context = {
        "regions": [
            (region, counts.get(region.kato, 0), _records(region=region.kato))
            for region in queries.territories_in_force(today)
        ],
        "ended": ended,
        "today": today,
    }
    return render(request, "regions/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, kato: str) -> HttpResponse:
    """Show one region: codes, dates, names through time, the institutions there."""
    now = timezone.now()
    with facets.one_look():
        talks = edition_on(kato)
        return public_page(
            request,
            _version(facets.version(now), talks),
            now,
            lambda: _detail(request, kato, talks, now),
            partial(_version_again, kato),
        )


def _version_again(kato: str, now: datetime) -> str:
    return _version(facets.version(now), edition_on(kato))


def _version(records: str, talks: int) -> str:
    """Return what changes with the records of the region and with the conversations on it."""
    return f"{records}-{talks}"


def _detail(request: HttpRequest, kato: str, talks: int, now: datetime) -> HttpResponse:
    region = queries.territory_by_kato(kato)
    context = {
        "region": region,
        "other_names": [each for each in other_names() if each.kato == kato],
        "predecessors": list(region.predecessors.order_by("kato")),
        "institutions": queries.institutions_in(region),
        "crumbs": [Link(_("Regions"), reverse("regions:list")), Link(name_of(region))],
        "talks": talks_of(on_territory(region) if talks else (), now),
        **_work(region.kato, now),
    }
    return render(request, "regions/detail.html", context)


def _work(kato: str, now: datetime) -> dict[str, Any]:
    """Return what was asked for the region, with the list behind each number."""
    work = region_work(kato, now)
    by_stage = work.counts.get("stage", {})
    return {
        "work": work,
        "all_url": _records(region=kato),
        "late_url": _records(region=kato, timeliness=PRESSING, sort="due"),
        "stages": [
            (tag_of("stage", code), by_stage[code], _records(region=kato, stage=code))
            for code in STAGE
            if by_stage.get(code)
        ],
        "late": lines(work.late),
        "newest": lines(work.newest),
    }


def _records(**chosen: object) -> str:
    return f"{reverse('recommendations:list')}?{urlencode(chosen, doseq=True)}"
