"""Pages of the author: whoever is not known yet is asked for the code, not turned away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kenes.web.filing.authors import NotTheAuthor

type View = Callable[..., HttpResponse]


def asks_for_code(view: View) -> View:
    """Open a page to anybody; lead whoever is not the author to the page that asks for the code."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotTheAuthor:
            return redirect("filing:follow")

    return login_not_required(opened)
