"""One place where a refusal becomes an answer, and those that say who may keep an answer.

A refusal is a page, a fragment for htmx, or problem JSON.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kenes.domain.shared.refusals import (
    Conflict,
    Gone,
    Invalid,
    KenesError,
    NotFound,
    NotPermitted,
    Refusal,
)

_TEMPLATES: dict[type[KenesError], str] = {
    NotPermitted: "shared/refused.html",
    Conflict: "shared/conflict.html",
    Gone: "shared/gone.html",
    NotFound: "shared/not_found.html",
    Invalid: "shared/invalid.html",
}
JSON_TYPES = ("application/problem+json", "application/json")


class FileForAll(HttpResponse):
    """A file that is the same for everybody: whoever asks, in whatever language, signed in or not.

    Its view says how long caches may keep it, and no middleware says otherwise.
    """


class LanguageMiddleware(LocaleMiddleware):
    """Choose the language of pages; a file for all has none, and caches keep it once."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Say the language of a page, and that it depends on what the reader prefers."""
        if isinstance(response, FileForAll):
            return response
        return super().process_response(request, response)


class PrivatePagesMiddleware:
    """Let no cache keep what somebody with a session sees: it may be about them alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if isinstance(response, FileForAll):
            return response
        if has_session and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
        return response


class RefusalMiddleware:
    """Answer the errors that the domain raises; every other error goes its usual way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer for a KenesError with its own status, None for anything else."""
        if not isinstance(error, KenesError) or type(error) not in _TEMPLATES:
            return None
        return answer(request, _TEMPLATES[type(error)], refusal_of(error), error)


def refusal_of(error: KenesError) -> Refusal:
    """Return the refusal that an error carries, or a general one that says what to do."""
    carried = getattr(error, "refusal", None)
    if isinstance(carried, Refusal):
        return carried
    if isinstance(error, Invalid):
        return Refusal(
            "invalid",
            _("What was sent cannot be used as it is."),
            _("Go back, correct what is named here, and send it again."),
        )
    return Refusal(
        "not_found",
        _("There is nothing at this address, or nothing that you may see."),
        _("Check the address, or search for the record by its number or words."),
    )


def answer(
    request: HttpRequest, template: str, refusal: Refusal, error: KenesError
) -> HttpResponse:
    """Return the refusal in the form that the sender asked for."""
    status = refusal.status if isinstance(error, NotPermitted) else error.status
    if wants_json(request):
        return problem(refusal, status, error)
    context = {"refusal": refusal, "error": error, "status": status}
    if is_fragment(request):
        response = render(request, "shared/refusal_notice.html", context, status=status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML show:top"
        return response
    return render(request, template, context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the sender prefers JSON; a browser, and one who says nothing, gets a page."""
    if "HTTP_ACCEPT" not in request.META:
        return False
    return request.get_preferred_type(["text/html", *JSON_TYPES]) in JSON_TYPES


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asked for a part of a page, not for a whole one."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted


def problem(refusal: Refusal, status: int, error: KenesError) -> JsonResponse:
    """Return RFC 9457 problem JSON: code, title, what to do, clause, and field problems."""
    body: dict[str, Any] = {
        "type": f"urn:kenes:refusal:{refusal.code}",
        "status": status,
        "title": str(refusal.message),
        "detail": str(refusal.remedy),
        "clause": str(refusal.clause),
        "language": get_language(),
    }
    if isinstance(error, Invalid):
        body["problems"] = {field: str(said) for field, said in error.problems.items()}
    return JsonResponse(body, status=status, content_type=JSON_TYPES[0])
