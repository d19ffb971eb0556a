"""What was returned or hidden, by ground: figures that a secretariat answers for."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kenes.domain.institutions.queries import institution_by_public_id
from kenes.domain.recommendations.queries.authoring import receiving_bodies
from kenes.domain.recommendations.queries.kept_back import kept_back
from kenes.domain.shared.refusals import NotFound


@login_not_required
@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    """Show the figures of all bodies, or of the one that the address names."""
    raw = request.GET.get("body", "")
    body = institution_by_public_id(_key(raw)) if raw else None
    context = {
        "figures": kept_back(body),
        "body": body,
        "bodies": receiving_bodies(timezone.now()),
    }
    return render(request, "recommendations/returned.html", context)


def _key(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError as error:
        raise NotFound(f"no institution {raw!r}") from error
