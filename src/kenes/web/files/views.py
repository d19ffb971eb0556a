"""A file as an attachment that no browser will run."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from kenes.domain.files import queries
from kenes.web.shared.people import visitor

POLICY = "sandbox; default-src 'none'"


@login_not_required
@require_GET
def download(request: HttpRequest, public_id: UUID, name: str) -> FileResponse:
    """Hand out a file that its owner's rule lets this reader have; otherwise it is not found."""
    file = queries.file_for(visitor(request), public_id, name)
    response = FileResponse(
        queries.path_of(file).open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "none"
    return response
