"""Pages of the author: whoever is not known yet is asked for the code, not turned away.

A code that was laid into the browser by hand counts as one that was entered.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kenes.domain.recommendations.queries.authoring import text_by_code
from kenes.web.filing.authors import NotTheAuthor, kept_code
from kenes.web.shared.limits import guard_code, note_wrong_code

KIND = "author"

type View = Callable[..., HttpResponse]


def asks_for_code(view: View) -> View:
    """Open a page to anybody; lead whoever is not the author to the page that asks for the code."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = kept_code(request)
        if code is not None:
            guard_code(request, KIND, code)
        try:
            return view(request, *args, **kwargs)
        except NotTheAuthor:
            if code is not None and text_by_code(code) is None:
                note_wrong_code(request, KIND, code)
            return redirect("filing:follow")

    return login_not_required(opened)
