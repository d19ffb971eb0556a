"""Pages of plain text, each written in every language rather than translated line by line."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kenes.domain.institutions.queries import host
from kenes.domain.recommendations.queries.export import COLUMNS
from kenes.domain.shared.languages import current_language

TITLES = {
    "about": _("How it works, and who runs it"),
    "privacy": _("Personal data"),
    "accessibility": _("Accessibility"),
    "open_data": _("Open data"),
}


@login_not_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of text in the reader's language."""
    context = {
        "title": TITLES[name],
        "text": f"pages/{name}_{current_language()}.html",
        "host": host(),
        "columns": COLUMNS if name == "open_data" else (),
    }
    return render(request, "pages/page.html", context)
