"""Sign in as anybody invented, and read the mail: only where `KENES_DEMO` is set."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kenes.domain.recommendations.queries import mine
from kenes.web.demo import mailbox

BACKEND = "django.contrib.auth.backends.ModelBackend"
type View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Let the page exist only in the demonstration; elsewhere its address is not known."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not settings.KENES_DEMO:
            raise Http404
        return view(request, *args, **named)

    return shown


@demo_only
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """List the invented people by what they may do; a click signs in as one of them."""
    today = timezone.localdate()
    if request.method == "POST":
        person = mine.invented_person(_uuid(request.POST.get("person", "")))
        if person is None:
            raise Http404
        login(request, person, backend=BACKEND)
        return redirect("me:home")
    return render(request, "demo/sign_in.html", {"people": mine.invented_people(today)})


@demo_only
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """List the mails that this server has written, newest first."""
    letters = mailbox.letters(settings.KENES_HOME / "mail")
    return render(request, "demo/mail.html", {"letters": letters})


@demo_only
@require_GET
def letter(request: HttpRequest, name: str, place: int) -> HttpResponse:
    """Show one mail as it was written."""
    found = mailbox.letter(settings.KENES_HOME / "mail", name, place)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
