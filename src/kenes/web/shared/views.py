"""Pages that stand for every subject: errors, a refused form, the choice of light or dark."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kenes.domain.shared.refusals import NotFound, NotPermitted, Refusal
from kenes.web.shared.context import THEME_COOKIE, THEMES
from kenes.web.shared.middleware import answer, refusal_of

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
"""What Django raises for a form past the settings `DATA_UPLOAD_MAX_…`, files apart."""
YEAR_SECONDS = 365 * 24 * 3600


@login_not_required
def bad_request(
    request: HttpRequest,
    exception: Exception | None = None,
) -> HttpResponse:
    """Answer 400: the request itself is broken; 413 where it is whole but too large."""
    if isinstance(exception, TOO_LARGE):
        shown = {"status": 413, "limit": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20}
        return render(request, "shared/too_large.html", shown, status=413)
    return render(request, "shared/bad_request.html", {"status": 400}, status=400)


@login_not_required
def permission_denied(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001  # Django gives it by this name
) -> HttpResponse:
    """Answer 403 where Django, not a rule of ours, refused."""
    refusal = Refusal(
        "permission_denied",
        _("You may not open this page."),
        _("Sign in as somebody who may, or go back to the public pages."),
    )
    return answer(request, "shared/refused.html", refusal, NotPermitted(refusal))


@login_not_required
def page_not_found(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001  # Django gives it by this name
) -> HttpResponse:
    """Answer 404 with the same page as a record that is not there."""
    error = NotFound()
    return answer(request, "shared/not_found.html", refusal_of(error), error)


@login_not_required
def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500 in three languages without database, session, context or, if need be, styles."""
    return HttpResponse(render_to_string("shared/broken.html", {"styles": _styles()}), status=500)


def _styles() -> list[str]:
    """Return the addresses of the styles; none where they are what is missing."""
    try:
        return [static("css/tokens.css"), static("css/base.css")]
    except ValueError:
        return []


@login_not_required
def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without its protection mark: what happened, and what to do."""
    return render(request, "shared/csrf.html", {"reason": reason, "status": 403}, status=403)


@login_not_required
def choose_theme(request: HttpRequest, theme: str) -> HttpResponse:
    """Keep "light" or "dark" in a cookie for a year, drop it for "auto", and go back.

    A link, not a form: it changes how pages look to this one browser, nothing on the server, and
    a form would put a cookie on every reader of every page.
    """
    target = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(target if here else "/")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
