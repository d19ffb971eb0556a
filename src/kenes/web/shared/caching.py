"""Whole pages kept for readers who are not signed in, and answers that cost nothing (304).

A page is kept under its path, language, appearance, the name of whoever runs this server and the
version of what it shows, and only for readers who sent no cookie of their own (session, messages);
theirs is never stored, nor is it shown to anybody else. A page that was shown once under an address
with its language is answered again before any other part of the server runs: all that is asked
then is its version.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from kenes.domain.shared.languages import CODES
from kenes.web.shared.context import chosen_theme
from kenes.web.shared.operator import operator

KEPT_SECONDS = 600
_BEGINNINGS = {f"{code}/" for code in CODES}
_OWN_HEADERS = {"ETag", "Content-Length", "Content-Type"}

type Version = Callable[[datetime], object]
"""Reads the version of a page anew: what says it as a text, "" where there is no such page.

Kept by its name, so a function of a module or part of one.
"""


@dataclass(frozen=True, slots=True)
class _Known:
    """What an answer without the view needs: how to read the version, language and headers."""

    version: Version
    language: str
    media_type: str
    headers: dict[str, str]


def public_page(
    request: HttpRequest,
    version: str,
    now: datetime,
    make: Callable[[], HttpResponse],
    again: Version | None = None,
) -> HttpResponse:
    """Return the page for this version: 304 where the reader has it, kept, or newly made.

    `version` must change whenever the page's content may; the local day always counts, since
    clocks run without anybody's act. `again` reads that same version at a later request, which
    `KeptPagesMiddleware` then answers without the view: it must need nothing of the request.
    """
    if not _is_anybody(request):
        response = make()
        response["Cache-Control"] = "private, no-store"
        return response
    request.version_again = again  # type: ignore[attr-defined]
    key = _key(_place(request), get_language() or "", version, now)
    found = _answer(request, key)
    if found is not None:
        return _with_headers(found, _etag(key))
    response = make()
    if response.status_code == 200:  # noqa: PLR2004
        caches["pages"].set(key, response.content, KEPT_SECONDS)
        return _with_headers(response, _etag(key))
    return response


def version_read[Kind](request: HttpRequest, kind: type[Kind]) -> Kind | None:
    """Return what the version of this very page was read from, so that no view reads it twice."""
    found = getattr(request, "version_read", None)
    return found if isinstance(found, kind) else None


class KeptPagesMiddleware:
    """Answer a public page that was shown before from its version alone: 304, or as it is kept.

    Every page says what it depends on (`public_page`); where its version changed, the request goes
    on its whole way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        place = _known_place(request)
        if place is None:
            return self.get_response(request)
        known = caches["pages"].get(_digest(place))
        found = None if known is None else _answer_again(request, place, known)
        if found is not None:
            return found
        response = self.get_response(request)
        if known is None:
            _remember(request, place, response)
        return response


def _known_place(request: HttpRequest) -> str | None:
    """Return the place of a page that everybody sees alike, its language in its path."""
    if request.path_info[1:4] not in _BEGINNINGS or not _is_anybody(request):
        return None
    try:
        return _place(request)
    except DisallowedHost:
        return None


def _is_anybody(request: HttpRequest) -> bool:
    """Tell whether the reader may be shown what everybody is."""
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    return not own and request.method in {"GET", "HEAD"}


def _place(request: HttpRequest) -> str:
    """Return what a page depends on besides its language and version. Raises DisallowedHost."""
    target = request.headers.get("HX-Target", "")
    return "\n".join((request.build_absolute_uri(), chosen_theme(request), target))


def _key(place: str, language: str, version: str, now: datetime) -> str:
    day = timezone.localdate(now).isoformat()
    parts = (place, language, operator(language), day, version)
    return _digest("\n".join(parts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _etag(key: str) -> str:
    return f'W/"{key}"'


def _answer(request: HttpRequest, key: str) -> HttpResponse | None:
    """Return 304 to a reader who has this very page, else the page where it is kept."""
    if "HTTP_IF_NONE_MATCH" in request.META:
        unchanged = get_conditional_response(request, etag=_etag(key))
        if unchanged is not None:
            return unchanged
    content = caches["pages"].get(key)
    return None if content is None else HttpResponse(content)


def _answer_again(request: HttpRequest, place: str, known: _Known) -> HttpResponse | None:
    now = timezone.now()
    version = known.version(now)
    request.version_read = version  # type: ignore[attr-defined]
    key = _key(place, known.language, str(version), now)
    response = _answer(request, key)
    if response is None:
        return None
    if response.content:
        response["Content-Type"] = known.media_type
    for name, said in known.headers.items():
        response[name] = said
    response["ETag"] = _etag(key)
    response["Content-Length"] = str(len(response.content))
    return response


def _remember(request: HttpRequest, place: str, response: HttpResponseBase) -> None:
    """Note how this address is answered without its view."""
    again = getattr(request, "version_again", None)
    if again is None or response.status_code != 200 or response.cookies:  # noqa: PLR2004
        return
    headers = {name: said for name, said in response.items() if name not in _OWN_HEADERS}
    known = _Known(again, request.path_info[1:3], response["Content-Type"], headers)
    caches["pages"].set(_digest(place), known, KEPT_SECONDS)


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "HX-Target"])
    return response
