"""Whole pages kept for readers who are not signed in, and answers that cost nothing (304).

A page is kept under its path, language, appearance, the name of whoever runs this server and the
version of what it shows, and only for readers who sent no cookie of their own (session, messages);
theirs is never stored, nor is it shown to anybody else.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from kenes.web.shared.context import chosen_theme
from kenes.web.shared.operator import operator

KEPT_SECONDS = 600


def public_page(
    request: HttpRequest, version: str, now: datetime, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return the page for this version: 304 where the reader has it, kept, or newly made.

    `version` must change whenever the page's content may; the local day always counts, since
    clocks run without anybody's act.
    """
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    if own or request.method not in {"GET", "HEAD"}:
        response = make()
        response["Cache-Control"] = "private, no-store"
        return response
    key = _key(request, version, now)
    etag = f'W/"{key}"'
    fresh = get_conditional_response(request, etag=etag)
    if fresh is not None:
        return _with_headers(fresh, etag)
    content = caches["pages"].get(key)
    if content is not None:
        return _with_headers(HttpResponse(content), etag)
    response = make()
    if response.status_code == 200:  # noqa: PLR2004
        caches["pages"].set(key, response.content, KEPT_SECONDS)
        return _with_headers(response, etag)
    return response


def _key(request: HttpRequest, version: str, now: datetime) -> str:
    parts = (
        request.build_absolute_uri(),
        get_language() or "",
        chosen_theme(request),
        operator(),
        request.headers.get("HX-Target", ""),
        timezone.localdate(now).isoformat(),
        version,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "HX-Target"])
    return response
