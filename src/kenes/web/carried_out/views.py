"""What was carried out: the shares, one figure with its definition, and both as data."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.carried_out import BY, Claim
from kenes.domain.recommendations.values import Outcome
from kenes.web.carried_out import data as figures
from kenes.web.carried_out import wholes
from kenes.web.carried_out.contested import contested
from kenes.web.carried_out.tables import CLAIMS, VERDICTS, line_of, lines_by, parts_of
from kenes.web.recommendations.filters import LEGENDS, label_of
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import FilterChoice, FilterGroup, Link
from kenes.web.shared.downloads import download
from kenes.web.shared.exports import csv_lines, json_lines

PER_PAGE = 50


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the share of everything sent, and a table by year, body or theme."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, facets.version(now), now, lambda: _page(request, now), facets.version
        )


def _page(request: HttpRequest, now: datetime) -> HttpResponse:
    asked = request.GET.get("by", "")
    by = asked if asked in BY else BY[0]
    context = {
        "all": line_of(wholes.Whole(), _("Everything that was sent"), now),
        "by": LEGENDS[by],
        "tabs": [Link(LEGENDS[name], f"?by={name}", name == by) for name in BY],
        "page": Paginator(lines_by(by, now), PER_PAGE).get_page(request.GET.get("page")),
        "query": request.GET,
    }
    return render(request, "carried_out/page.html", context)


@login_not_required
@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """Show one figure: whole, definition, the list behind each number, and a claim checked."""
    now = timezone.now()
    with facets.one_look():
        whole = wholes.read(request.GET, now)
        return public_page(
            request, facets.version(now), now, lambda: _figure(request, whole, now), facets.version
        )


def _figure(request: HttpRequest, whole: wholes.Whole, now: datetime) -> HttpResponse:
    line = line_of(whole, _("Everything that was sent"), now)
    claim = whole.claim
    context = {
        "line": line,
        "parts": parts_of(line),
        "contested": contested(whole, now),
        "many_contested": line.share.counts[Outcome.CONTESTED],
        "claim": CLAIMS[claim] if claim else "",
        "verdict": VERDICTS[line.share.of_claim(claim)] if claim else "",
        "choices": _choices(whole, now),
        "now": now,
        "crumbs": [Link(_("What was carried out"), reverse("carried_out:page")), Link(_("Figure"))],
    }
    return render(request, "carried_out/figure.html", context)


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Give one figure with its definition as JSON."""
    now = timezone.now()
    with facets.one_look():
        line = line_of(wholes.read(request.GET, now), "", now)
        found = figures.figure_as_data(line, now)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Send every share as CSV."""
    lines = csv_lines(figures.COLUMNS, figures.rows(timezone.now()))
    return download(request, lines, media_type="text/csv; charset=utf-8", name="carried-out.csv")


@login_not_required
@require_safe
def export_json(request: HttpRequest) -> StreamingHttpResponse:
    """Send every share as one JSON array."""
    lines = json_lines(figures.COLUMNS, figures.rows(timezone.now()))
    return download(request, lines, media_type="application/json", name="carried-out.json")


@login_not_required
@require_safe
def permanent(request: HttpRequest) -> HttpResponse:
    """Lead from the address to cite to the figure's page in the reader's language."""
    whole = wholes.read(request.GET, timezone.now())
    with override(get_language_from_request(request)[:2]):
        response = HttpResponseRedirect(whole.url)
    response["Vary"] = "Accept-Language, Cookie"
    return response


def _choices(whole: wholes.Whole, now: datetime) -> list[FilterGroup]:
    """Return what a reader may choose to check, with what is chosen now."""
    chosen = dict(whole.chosen)
    found = [
        FilterGroup(name, LEGENDS[name], _values(name, chosen.get(name, ""), now)) for name in BY
    ]
    claims = [FilterChoice(c.value, CLAIMS[c], None, c == whole.claim) for c in Claim]
    return [*found, FilterGroup("claim", _("Claim"), claims)]


def _values(name: str, chosen: str, now: datetime) -> list[FilterChoice]:
    made = [
        FilterChoice(value, label_of(name, value), None, value == chosen)
        for value in facets.tally(name, now=now)
    ]
    return sorted(made, key=lambda one: str(one.label).casefold(), reverse=name == "year")
