"""One page with every component and every value, to look at in each language and theme."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kenes.domain.shared.refusals import NotFound
from kenes.web.shared.axes import AXES, AXIS_LABELS
from kenes.web.shared.components import tag_of
from kenes.web.styleguide import samples
from kenes.web.styleguide.opinion import opinion

COLOURS = ["page", "sunk", "ink", "soft", "line", "edge", "link", "mark"]
COLOURS += ["stage", "position", "done", "late", "soon", "grade"]


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show everything; only on a demonstration, at a workplace, or to staff."""
    _refuse_to_others(request)
    return render(request, "styleguide/page.html", _context(request))


def _context(request: HttpRequest) -> dict[str, object]:
    values = [
        (AXIS_LABELS[axis], [tag_of(axis, code) for code in words]) for axis, words in AXES.items()
    ]
    return {
        "colours": COLOURS,
        "values": values,
        "form": samples.bound_form(),
        "list_page": Paginator(range(90), 10).page(4),
        "query": request.GET,
        "opinion": opinion(),
        **samples.components(),
    }


@login_not_required
def confirmation(request: HttpRequest) -> HttpResponse:
    """Show the page that stands before anything that cannot be taken back."""
    _refuse_to_others(request)
    return render(request, "shared/confirm.html", samples.confirmation())


def _refuse_to_others(request: HttpRequest) -> None:
    staff = bool(getattr(request.user, "is_staff", False))
    if not (settings.KENES_DEMO or settings.DEBUG or staff):
        raise NotFound
