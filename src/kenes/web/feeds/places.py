"""The map of addresses for search engines (sitemaps.org), and where robots may go.

Recommendations stand in it under their permanent address, with the page of each language beside
it; pages are cut by number, so that the map of 100,000 is read piece by piece.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries import feeds
from kenes.domain.shared.languages import CODES
from kenes.domain.shared.refusals import NotFound

MOST = 2_000
"""How many recommendations one page of the map holds."""
XML = "application/xml; charset=utf-8"
STANDING = (
    "home", "recommendations:list", "late:board", "recommendations:returned",
    "carried_out:page", "conformity:matrix",
    "institutions:list", "regions:list", "bills:list", "register:list",
    "pages:about", "pages:privacy", "pages:accessibility", "pages:open_data",
)  # fmt: skip
DETAILS = {
    "institutions": "institutions:detail",
    "regions": "regions:detail",
    "bills": "bills:detail",
}
CLOSED = (
    "/demo/", "/files/", "/*/body/", "/*/desk/", "/*/file/", "/*/host/", "/*/me/",
    "/*/recommendations/?", "/*/recommendations/*/follow/", "/*/recommendations/*/support/",
    "/*/recommendations/*?", "/*/recommendations/export",
)  # fmt: skip
"""What robots have no business at: work, forms, files, and the endless combinations of filters."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One address of the map, with the page of each language."""

    address: str
    versions: Sequence[tuple[str, str]]
    changed_at: datetime | None = None


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the pages of the map."""
    pages = ceil(feeds.count_of_places() / MOST)
    addresses = [reverse("sitemap_pages")]
    addresses += [reverse("sitemap_recommendations", args=[page + 1]) for page in range(pages)]
    found = [request.build_absolute_uri(address) for address in addresses]
    return render(request, "feeds/sitemap_index.xml", {"addresses": found}, content_type=XML)


@login_not_required
@require_safe
def recommendations(request: HttpRequest, page: int) -> HttpResponse:
    """List one page of permanent addresses. Raises NotFound past the last."""
    places = feeds.recommendation_places(page, MOST) if page else []
    if not places:
        raise NotFound(f"the map of addresses has no page {page}")
    base = request.build_absolute_uri("/")[:-1]
    spots = [
        Spot(
            f"{base}{reverse('permanent', args=[place.key])}",
            [(code, f"{base}/{code}/recommendations/{place.key}/") for code in CODES],
            place.changed_at,
        )
        for place in places
    ]
    return _map(request, spots)


@login_not_required
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """List every other public page: the standing ones, institutions, regions and bills."""
    return _map(request, [*_spots(request)])


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where robots may go; an invented record is no matter for a search engine."""
    closed = ("/",) if settings.KENES_DEMO else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in closed)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _spots(request: HttpRequest) -> Iterator[Spot]:
    named: list[tuple[str, list[str]]] = [(name, []) for name in STANDING]
    for kind, places in feeds.other_places().items():
        named += [(DETAILS[kind], [place.key]) for place in places]
    for name, arguments in named:
        versions = [(code, _in(request, code, name, arguments)) for code in CODES]
        yield from (Spot(address, versions) for _code, address in versions)


def _in(request: HttpRequest, language: str, name: str, arguments: list[str]) -> str:
    with override(language):
        return request.build_absolute_uri(reverse(name, args=arguments))


def _map(request: HttpRequest, spots: Sequence[Spot]) -> HttpResponse:
    return render(request, "feeds/sitemap.xml", {"spots": spots}, content_type=XML)
