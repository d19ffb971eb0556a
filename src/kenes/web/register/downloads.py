"""Files of the register as a reader takes them away."""

from django.http import HttpResponse


def download(octets: bytes, name: str, media_type: str) -> HttpResponse:
    """Return `octets` as a file to keep, asked for anew each time."""
    response = HttpResponse(octets, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache"
    return response
