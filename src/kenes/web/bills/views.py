"""Bills and acts: all of them; one with its comparative table and what is recommended on it."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.conversations.queries.grounds import act_key, edition_on, on_act
from kenes.domain.norms import queries
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.bills import counts_by_act, pointers
from kenes.domain.recommendations.queries.facets import one_look
from kenes.web.bills import whole
from kenes.web.bills.table import line_of, others, sections, sources
from kenes.web.conversations.grounds import talks_of
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import Link
from kenes.web.shared.documents import as_download
from kenes.web.shared.downloads import download
from kenes.web.shared.exports import csv_lines, json_lines

if TYPE_CHECKING:
    from kenes.domain.norms.models import Act

PER_PAGE = 20
ROWS, MOST_ROWS = 25, 2_000


@login_not_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show bills and acts, the last introduced first."""
    now = timezone.now()
    return public_page(request, _version(now), now, lambda: _list(request))


def _list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.acts(), PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_by_act(list(page))
    context = {
        "page": page,
        "lines": [line_of(act, counts.get(act.pk, 0)) for act in page],
        "query": request.GET,
    }
    return render(request, "bills/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one bill: titles, dates, its table page by page, the recommendations beside it.

    `?whole=1` shows the whole table on one page, for printing.
    """
    now = timezone.now()
    with one_look():
        act = queries.act_by_public_id(public_id)
        talks = edition_on(act_key(act))
        version = f"{_version(now)}-{talks}"
        return public_page(request, version, now, lambda: _detail(request, act, talks, now))


def _detail(request: HttpRequest, act: "Act", talks: int, now: datetime) -> HttpResponse:
    is_whole = "whole" in request.GET
    per_page = MOST_ROWS if is_whole else ROWS
    page = Paginator(queries.rows_of(act), per_page).get_page(request.GET.get("page"))
    rows = list(page)
    found = pointers(act, {row.element_key for row in rows}, now)
    total = counts_by_act([act]).get(act.pk, 0)
    line = line_of(act, total)
    context = {
        "act": act,
        "line": line,
        "adopted": queries.adopted_title_of(act),
        "page": page,
        "is_whole": is_whole,
        "sources": sources(rows),
        "sections": sections(rows, found, is_whole=is_whole),
        "others": others(found),
        "other_count": found.other_count,
        "all_url": _records(act.public_id),
        "talks": talks_of(on_act(act) if talks else (), now),
        "query": request.GET,
        "crumbs": [Link(_("Bills"), reverse("bills:list")), Link(line.title)],
    }
    return render(request, "bills/detail.html", context)


@login_not_required
@require_safe
def export_csv(request: HttpRequest, public_id: UUID) -> StreamingHttpResponse:
    """Stream the whole comparative table as CSV, with what recommendations propose."""
    lines = csv_lines(whole.COLUMNS, whole.as_data(queries.act_by_public_id(public_id)))
    return download(request, lines, media_type="text/csv; charset=utf-8", name="table.csv")


@login_not_required
@require_safe
def export_json(request: HttpRequest, public_id: UUID) -> StreamingHttpResponse:
    """Stream the whole comparative table as one JSON array, with the columns of the CSV."""
    lines = json_lines(whole.COLUMNS, whole.as_data(queries.act_by_public_id(public_id)))
    return download(request, lines, media_type="application/json", name="table.json")


@login_not_required
@require_safe
def export_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the whole comparative table as a document, with what recommendations propose."""
    now = timezone.now()

    def make() -> HttpResponse:
        return HttpResponse(whole.as_paper(queries.act_by_public_id(public_id)))

    return as_download(public_page(request, _version(now), now, make), "table")


def _version(now: datetime) -> str:
    return f"{facets.version(now)}-{queries.stamp()}"


def _records(public_id: UUID) -> str:
    return f"{reverse('recommendations:list')}?{urlencode({'act': public_id})}"
