"""Pages of plain text, each written in every language rather than translated line by line."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries.export import COLUMNS
from kenes.domain.shared.languages import current_language

TITLES = {
    "about": _("How it works, and who runs it"),
    "privacy": _("Personal data"),
    "accessibility": _("Accessibility"),
    "open_data": _("Open data"),
}

TEXTS = {
    "about": {
        "kk": "pages/about_kk.html",
        "ru": "pages/about_ru.html",
        "en": "pages/about_en.html",
    },
    "privacy": {
        "kk": "pages/privacy_kk.html",
        "ru": "pages/privacy_ru.html",
        "en": "pages/privacy_en.html",
    },
    "accessibility": {
        "kk": "pages/accessibility_kk.html",
        "ru": "pages/accessibility_ru.html",
        "en": "pages/accessibility_en.html",
    },
    "open_data": {
        "kk": "pages/open_data_kk.html",
        "ru": "pages/open_data_ru.html",
        "en": "pages/open_data_en.html",
    },
}


@login_not_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of text in the reader's language."""
    context = {
        "title": TITLES[name],
        "text": TEXTS[name][current_language()],
        "columns": COLUMNS if name == "open_data" else (),
    }
    return render(request, "pages/page.html", context)
