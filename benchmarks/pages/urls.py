"""Every address of the site, and a bare view behind the same middleware to compare with."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kenes.project.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def bare(_request: HttpRequest) -> HttpResponse:
    """Answer two letters: no query, no template."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *urlpatterns]
