"""Institutions under administration: open, rename, end, succeed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kenes.domain.institutions import actions, queries
from kenes.domain.recommendations.actions.addressing import pass_on_duties
from kenes.domain.shared.languages import name_of
from kenes.web.acting.forms import ActForm
from kenes.web.host import forms
from kenes.web.host.acting import Acting, FormPage, acting, form_page, home_link
from kenes.web.shared.components.links import Link

PER_PAGE = 50
SOON, MOST_ENDING = timedelta(days=90), 50
either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors of administration and the institutions, found by words."""
    admin = acting(request)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    page = Paginator(queries.search_institutions(words), PER_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "words": words,
        "ending": queries.ending_mandates(admin.today + SOON, admin.today)[:MOST_ENDING],
        "query": request.GET,
    }
    return render(request, "host/home.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one institution with everything that may be changed, and its mandates."""
    admin = acting(request)
    institution = queries.institution_by_public_id(public_id)
    context = {
        "institution": institution,
        "mandates": list(queries.mandates_of(institution)),
        "seats": list(queries.seats_of(institution, admin.today)),
        "procedure": queries.procedure_of(institution, admin.today),
        "is_body": institution.kind == queries.Kind.BODY,
        "today": admin.today,
        "successor": queries.successor_of(institution, admin.today),
        "crumbs": [home_link(), Link(name_of(institution))],
    }
    return render(request, "host/institution.html", context)


@either
def open_page(request: HttpRequest) -> HttpResponse:
    """Open an institution."""
    admin = acting(request)
    page = FormPage(
        title=_("Open an institution"),
        submit=_("Open"),
        said=_("The institution is open and on the register."),
        back=reverse("host:home"),
        crumbs=[home_link(), Link(_("Open an institution"))],
    )

    def act(values: dict[str, Any]) -> str:
        return address_of(actions.open_institution(**values, **admin.facts))

    return form_page(request, forms.OpenForm(request.POST or None), page, act)


@either
def rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give an institution a new name from a day on."""
    admin, institution = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(
        institution,
        _("Give a new name"),
        _("Rename"),
        _("The new name is on the register."),
        _("The present name keeps its dates. A day to come may be named."),
    )

    def act(values: dict[str, Any]) -> str:
        actions.rename_institution(institution=institution, **values, **admin.facts)
        return page.back

    return form_page(request, forms.RenameForm(request.POST or None), page, act)


@either
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End an institution after its last day: a page that says what will happen."""
    admin, institution = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(
        institution,
        _("End the institution"),
        _("End"),
        _("The end is on the register."),
        _("This cannot be taken back. Nobody acts for it after its last day; its answers stay."),
        is_risk=True,
    )

    def act(values: dict[str, Any]) -> str:
        actions.end_institution(institution=institution, **values, **admin.facts)
        return page.back

    return form_page(request, forms.EndForm(request.POST or None), page, act)


@either
def succeed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a successor on record."""
    admin, institution = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(
        institution,
        _("Name a successor"),
        _("Name the successor"),
        _("The succession is on the register."),
        _("This cannot be taken back. Old answers stay with the institution that gave them."),
        is_risk=True,
    )
    form = forms.SucceedForm(request.POST or None)
    others = queries.institutions_on(admin.today).exclude(pk=institution.pk)
    form.fields["successor"].queryset = others  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        ends = not values.pop("goes_on")
        with transaction.atomic():
            actions.succeed(
                predecessor=institution, is_predecessor_ended=ends, **values, **admin.facts
            )
            _pass_on(request, admin, public_id)
        return page.back

    return form_page(request, form, page, act)


@either
def pass_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand the open duties of an ended institution to whoever succeeded it."""
    admin, institution = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(
        institution,
        _("Pass open duties on"),
        _("Pass them on"),
        _("Open duties are with the successor."),
        _("Every open address goes to the successor with its clock; answers given stay."),
        is_risk=True,
    )

    def act(_values: dict[str, Any]) -> str:
        with transaction.atomic():
            _pass_on(request, admin, public_id)
        return page.back

    return form_page(request, ActForm(request.POST or None), page, act)


def _pass_on(request: HttpRequest, admin: Acting, public_id: UUID) -> None:
    """Pass duties on where somebody bears them today; a succession to come waits for its day."""
    predecessor = queries.institution_by_public_id(public_id)
    if queries.successor_of(predecessor, queries.today_at(predecessor, admin.now)) is None:
        return
    passed = pass_on_duties(predecessor=predecessor, **admin.facts)
    messages.info(request, _("Duties passed on: {n}").format(n=len(passed)))


def page_about(
    institution: Any,
    title: str,
    submit: str,
    said: str,
    lead: str = "",
    *,
    is_risk: bool = False,
) -> FormPage:
    """Return the words of a form about one institution, with its crumbs and the way back."""
    address = address_of(institution)
    return FormPage(
        title=title,
        submit=submit,
        said=said,
        lead=lead,
        back=address,
        crumbs=[home_link(), Link(name_of(institution), address), Link(title)],
        is_risk=is_risk,
    )


def address_of(institution: Any) -> str:
    """Return the address of an institution's page of administration."""
    return reverse("host:institution", args=[institution.public_id])
