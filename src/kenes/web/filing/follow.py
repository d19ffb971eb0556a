"""The author's page: where the text stands, what comes next and by when, what one may do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kenes.domain.recommendations.queries.authoring import author_story, text_by_code
from kenes.domain.recommendations.values import Stage
from kenes.web.acting.specs import act_page, buttons, find_spec, open_count
from kenes.web.filing.authors import authorship, forget_code, keep_code, kept_code
from kenes.web.filing.entering import KIND, asks_for_code
from kenes.web.filing.forms import CodeForm
from kenes.web.filing.own_acts import SPECS
from kenes.web.filing.own_case import OwnCase
from kenes.web.filing.own_page import answer_blocks, next_sentence, state_sentence, what_happened
from kenes.web.shared.limits import guard_code, note_wrong_code


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code from the receipt, and open the text it belongs to."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        guard_code(request, KIND, code)
        found = text_by_code(code)
        if found is not None:
            response = redirect("filing:draft", found.public_id)
            keep_code(response, code)
            return response
        note_wrong_code(request, KIND, code)
        form.add_error("code", _("No text has this code. Check it letter by letter."))
    context = {"form": form, "has_code": kept_code(request) is not None}
    return render(request, "filing/code.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_not_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let this browser forget the code: for a computer that others use too."""
    response = redirect("filing:follow")
    forget_code(response)
    messages.success(request, _("This browser has forgotten the code."))
    return response


@never_cache
@asks_for_code
@require_GET
def own(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the author everything of the own text, also while nobody else can read it."""
    mine = authorship(request, public_id)
    if mine.recommendation.stage == Stage.DRAFT:
        return redirect("filing:draft", public_id)
    case = OwnCase(mine, author_story(mine.recommendation))
    may = buttons(SPECS, case, lambda slug: _act_address(public_id, slug))
    context: dict[str, Any] = {
        "case": case,
        "row": mine.recommendation,
        "state": state_sentence(case),
        "next": next_sentence(case),
        "acts": what_happened(case.story.events),
        "answers": answer_blocks(case),
        "buttons": may,
        "open_acts": open_count(may),
        "by_code": mine.person is None,
    }
    return render(request, "filing/own.html", context)


@never_cache
@asks_for_code
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Do one of the author's acts, after it was explained."""
    mine = authorship(request, public_id)
    case = OwnCase(mine, author_story(mine.recommendation))
    back = reverse("filing:own", args=[public_id])
    about = f"№ {mine.recommendation.number}. {case.story.original.title}"
    return act_page(request, find_spec(SPECS, slug), case, back=back, context={"about": about})


def _act_address(public_id: UUID, slug: str) -> str:
    return reverse("filing:act", args=[public_id, slug])
