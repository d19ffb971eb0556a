"""Institutions: all of them, found by words and kind; one with its names through time."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.institutions import queries
from kenes.domain.recommendations.queries import facets
from kenes.domain.shared.languages import name_of
from kenes.web.institutions.calls import state_of
from kenes.web.institutions.founding import term_of
from kenes.web.institutions.record import facts_as_data
from kenes.web.institutions.work import read_kind, work_view
from kenes.web.register.acts import acts_of
from kenes.web.shared.caching import public_page
from kenes.web.shared.components.links import Link

PER_PAGE = 50


@login_not_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show institutions, also ended ones, that match the words and the kind asked for."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.Kind.values else ""
    found = queries.search_institutions(words, kind=kind)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "kind": kind,
        "kinds": queries.Kind.choices,
        "today": queries.date_in("Asia/Almaty", timezone.now()),
        "query": request.GET,
    }
    return render(request, "institutions/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one institution: its work, its names and successors through time, parts, offices."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, _version(now), now, lambda: _detail(request, public_id, now), _version
        )


@login_not_required
@require_safe
def data(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the public facts of one institution as JSON."""
    now = timezone.now()

    def make() -> HttpResponse:
        row = queries.institution_by_public_id(public_id)
        facts = facts_as_data(queries.institution_page(row, queries.today_at(row, now)))
        return JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "indent": 1})

    response = public_page(request, _version(now), now, make)
    # A kept page is bytes alone: without its type a browser would read them as HTML.
    response["Content-Type"] = "application/json"
    return response


def _version(now: datetime) -> str:
    """Its day begins at midnight of its own zone: at some full hour of ours."""
    return f"{facets.version(now)}-{now.hour}"


def _detail(request: HttpRequest, public_id: UUID, now: datetime) -> HttpResponse:
    institution = queries.institution_by_public_id(public_id)
    today = queries.today_at(institution, now)
    kind = read_kind(request.GET.get("show", ""))
    page = queries.institution_page(institution, today)
    context = {
        "work": work_view(page, kind, request.GET.get("page", ""), now),
        "query": request.GET,
        "page": page,
        "acts": acts_of(page.acts),
        "texts": queries.in_force_on(page.texts, today),
        "term": term_of(page.texts, today),
        "calls": [(one, state_of(one, today)) for one in page.calls],
        "institution": institution,
        "today": today,
        "crumbs": [
            Link(_("Institutions"), reverse("institutions:list")),
            Link(name_of(institution)),
        ],
    }
    return render(request, "institutions/detail.html", context)
