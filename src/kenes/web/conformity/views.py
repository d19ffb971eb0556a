"""The conformity matrix and one obligation of it; the whole as data and as a document."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kenes.domain.norms.queries import FINDINGS, OBLIGATION_KINDS
from kenes.domain.recommendations.queries import conformity, facets
from kenes.domain.recommendations.queries.conformity import UNDESCRIBED, Wish
from kenes.domain.shared.languages import current_language
from kenes.web.acting.offices import desks_of
from kenes.web.conformity import whole
from kenes.web.conformity.describing import ROLES
from kenes.web.conformity.rows import found_of, name_of_obligation, section_of
from kenes.web.recommendations.treaties import TREATIES
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import FilterChoice, FilterGroup, Link
from kenes.web.shared.context import is_signed_in
from kenes.web.shared.documents import as_download
from kenes.web.shared.downloads import download
from kenes.web.shared.exports import csv_lines
from kenes.web.shared.people import signed_in

PER_PAGE, MOST = 8, 1_000


@login_not_required
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the matrix page by page; `?whole=1` shows all of it on one page, for printing."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, facets.version(now), now, lambda: _matrix(request), facets.version
        )


def _matrix(request: HttpRequest) -> HttpResponse:
    wish, is_whole = read(request.GET), "whole" in request.GET
    per_page = MOST if is_whole else PER_PAGE
    page = Paginator(conformity.on_matrix(wish), per_page).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "sections": [section_of(one) for one in conformity.duties(list(page), current_language())],
        "groups": _groups(wish),
        "is_whole": is_whole,
        "query": request.GET,
        "asked": _asked(request.GET),
    }
    return render(request, "conformity/matrix.html", context)


@login_not_required
@require_safe
def obligation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one obligation: its text, its rows, and everything that was found on it."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, facets.version(now), now, lambda: _obligation(request, public_id, now)
        )


def _obligation(request: HttpRequest, public_id: UUID, now: datetime) -> HttpResponse:
    one = conformity.obligation_by_public_id(public_id)
    (duty,) = conformity.duties([one], current_language(), most=40)
    history = [(found_of(gap), entry) for gap, entry in conformity.findings_of(one)]
    context = {
        "section": section_of(duty),
        "history": history,
        "may_describe": is_signed_in(request) and desks_of(signed_in(request), ROLES, now),
        "describe_url": reverse("conformity:describe", args=[public_id]),
        "crumbs": [
            Link(_("Conformity matrix"), reverse("conformity:matrix")),
            Link(name_of_obligation(one)),
        ],
    }
    return render(request, "conformity/obligation.html", context)


@login_not_required
@require_safe
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Stream the matrix as CSV; the address may carry its filters."""
    found = conformity.whole_matrix(read(request.GET), current_language())
    lines = csv_lines(whole.COLUMNS, whole.as_data(found))
    return download(request, lines, media_type="text/csv; charset=utf-8", name="conformity.csv")


@login_not_required
@require_safe
def export_docx(request: HttpRequest) -> HttpResponse:
    """Send the matrix as a document, up to so many obligations as one page prints."""
    now, language = timezone.now(), current_language()

    def make() -> HttpResponse:
        rows = list(conformity.on_matrix(read(request.GET))[:MOST])
        found = conformity.duties(rows, language, most=40)
        return HttpResponse(whole.as_paper(found, language))

    return as_download(public_page(request, facets.version(now), now, make), "conformity")


def read(query: QueryDict) -> Wish:
    """Read what a reader narrows the matrix to; what cannot be understood is left out."""
    kind, finding = query.get("kind", ""), query.get("finding", "")
    return Wish(
        document=query.get("document", "")[:120].replace("\0", ""),
        kind=kind if kind in dict(OBLIGATION_KINDS) else "",
        finding=finding if finding in {*dict(FINDINGS), UNDESCRIBED} else "",
    )


def _groups(wish: Wish) -> list[FilterGroup]:
    documents: list[Any] = [(one, TREATIES.get(one, one)) for one in conformity.documents()]
    findings: list[Any] = [*FINDINGS, (UNDESCRIBED, _("Not described yet"))]
    kinds: list[Any] = list(OBLIGATION_KINDS)
    offered = (
        ("document", _("Document"), documents, wish.document),
        ("kind", _("Kind"), kinds, wish.kind),
        ("finding", pgettext("of a norm", "Finding"), findings, wish.finding),
    )
    return [
        FilterGroup(
            name,
            legend,
            [FilterChoice(value, label, None, value == chosen) for value, label in values],
        )
        for name, legend, values, chosen in offered
    ]


def _asked(query: QueryDict) -> str:
    """Return the address's filters, for the exports."""
    kept = query.copy()
    for name in ("page", "whole"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""
