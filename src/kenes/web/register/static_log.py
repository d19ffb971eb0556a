"""The log's files at `/log/`, as tlog-tiles says: no session, no language, no database.

A plain web server may serve the folder in our stead; nothing here adds to the files' bytes.
"""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kenes.domain.register.log.places import folder
from kenes.web.shared.middleware import FileForAll

TEXTS = frozenset({"checkpoint", "log.vkey", "receipts.vkey", "policy"})
TILE = re.compile(
    r"tile/(?:entries|[0-5]?[0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?"
)
GAP = re.compile(r"gap/[1-9][0-9]{0,3}")
FOR_A_YEAR = "public, max-age=31536000, immutable"
EACH_TIME = "no-cache"


@login_not_required
@require_safe
def file(_request: HttpRequest, path: str) -> HttpResponse:
    """Hand out one published file, to programs of any origin."""
    octets = _read(path)
    response = FileForAll(octets, content_type="application/octet-stream")
    response["Cache-Control"] = FOR_A_YEAR
    if path in TEXTS or GAP.fullmatch(path):
        response["Content-Type"] = "text/plain; charset=utf-8"
    if path in TEXTS:
        response["Cache-Control"] = EACH_TIME
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _read(path: str) -> bytes:
    """Return a published file. Raises Http404 for any path that no log has."""
    if path not in TEXTS and not TILE.fullmatch(path) and not GAP.fullmatch(path):
        raise Http404(path)
    octets = folder().find(path)
    if octets is None:
        raise Http404(path)
    return octets
