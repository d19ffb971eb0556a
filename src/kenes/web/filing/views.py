"""File a recommendation: three questions, a look at it, the receipt. No account is needed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kenes.domain.accounts.keyed import keyed_digest
from kenes.domain.recommendations.actions import filing as actions
from kenes.domain.recommendations.actions.drafts import start_draft
from kenes.domain.recommendations.queries import authoring
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.keys import code_of, new_code
from kenes.domain.shared.refusals import NotFound
from kenes.web.acting.attempts import Attempt, attempt
from kenes.web.filing import drafts
from kenes.web.filing.authors import Authorship, authorship, keep_code, kept_code
from kenes.web.filing.entering import asks_for_code
from kenes.web.filing.forms import StepForm, SubmitForm, WrongForm
from kenes.web.register.receipts import receipt_context
from kenes.web.shared.people import visitor
from kenes.web.shared.qr import qr_image

NAMES = {"wished_addressee": "addressee", "external_references": "eotinish"}


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask the first question; the answer becomes a draft that nobody else sees."""
    now, person = timezone.now(), visitor(request)
    bodies = authoring.receiving_bodies(now)
    if not bodies:
        return render(request, "filing/closed.html")
    case = drafts.Beginning(bodies, drafts.offices_of(person, now))
    form = WrongForm(request.POST or None, case=case)
    tried = Attempt()
    if request.method == "POST":
        begun = _Begun(request, case, form)
        tried = attempt(form, "start", begun.run, now=now)
        if tried.is_done:
            response = redirect("filing:step", tried.result, "asked")
            if person is None:
                keep_code(response, begun.code)
            return response
    unfinished = authoring.drafts_for(person) if person else []
    context = {
        "form": form,
        "steps": drafts.steps("wrong"),
        "refusal": tried.refusal,
        "unfinished": unfinished,
        "has_code": kept_code(request) is not None,
        "slug": "wrong",
    }
    return render(request, "filing/start.html", context, status=_status(form, tried))


class _Begun:
    """One beginning of a draft and the code that will open it.

    The code is made of the form's own key, which only the sender's page holds and no table keeps:
    so a second click is given the same code, and the first one's draft is never orphaned.
    """

    def __init__(self, request: HttpRequest, case: drafts.Beginning, form: WrongForm) -> None:
        self.request, self.case, self.form = request, case, form

    @cached_property
    def code(self) -> str:
        key = self.form.raw_key
        if key is None:
            return new_code()
        return code_of(keyed_digest("author code", key.bytes + self.form.act_key.bytes))

    def run(self) -> str:
        data = self.form.cleaned_data
        office = self.case.office_of(data.get("institution", ""))
        started = start_draft(
            by=visitor(self.request),
            body=self.case.body_of(data.get("body", "")),
            language=data["language"],
            problem=data["problem"],
            author_institution=office.institution if office else None,
            mandate=office,
            code=self.code,
            now=timezone.now(),
        )
        return str(started.recommendation.public_id)


@never_cache
@asks_for_code
@require_GET
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go on where the draft was left: at the first question without an answer."""
    own = authorship(request, public_id)
    if own.recommendation.stage != Stage.DRAFT:
        return redirect("filing:own", public_id)
    text = authoring.current_texts(own.recommendation)[0]
    row = own.recommendation
    has_addressee = bool(row.wished_addressee or row.wished_institution_id)
    slug = "wrong" if not text.problem else "where" if text.demand and has_addressee else "asked"
    return redirect("filing:step", public_id, slug)


@never_cache
@asks_for_code
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """Show a question of the draft, keep the answer, go on."""
    own = authorship(request, public_id)
    if own.recommendation.stage != Stage.DRAFT:
        return redirect("filing:own", public_id)
    if step not in drafts.FORMS:
        raise NotFound(f"no step {step}")
    text = authoring.current_texts(own.recommendation)[0]
    form = _step_form(request, own, text, step)
    tried = Attempt()
    if request.method == "POST":
        act = f"draft-{step}-{own.recommendation.pk}"
        tried = attempt(
            form,
            act,
            lambda: str(drafts.save_step(own, text, step, form)),
            now=own.now,
            names=NAMES,
        )
        if tried.is_done:
            return _saved(request, own, step, tried.result)
        if tried.conflict is not None:
            form.renew_edition(own.recommendation.edition)
    context = {
        "form": form,
        "own": own,
        "text": text,
        "slug": step,
        "heading": drafts.STEPS[step],
        "steps": drafts.steps(step),
        "refusal": tried.refusal,
        "conflict": tried.conflict,
        "similar": drafts.similar(text) if step == "asked" else [],
        "code": own.code if own.person is None else None,
        "follow": _follow_address(request, ""),
    }
    return render(request, "filing/step.html", context, status=_status(form, tried))


def _step_form(request: HttpRequest, own: Authorship, text: Any, slug: str) -> StepForm:
    case = None if slug == "wrong" else own
    initial = drafts.initial_of(own, text, slug)
    data = request.POST if request.method == "POST" else None
    return drafts.FORMS[slug](data, case=case, initial=initial)


def _saved(request: HttpRequest, own: Authorship, slug: str, edition: str) -> HttpResponse:
    if request.headers.get("X-Draft"):
        return JsonResponse({"edition": int(edition)})
    if "find" in request.POST:
        return redirect(f"{drafts.step_address(own, slug)}#find")
    if "save" in request.POST:
        messages.success(request, _("The draft is kept. Nobody but you can see it."))
        return redirect(drafts.step_address(own, slug))
    return redirect(drafts.next_address(own, slug))


@never_cache
@asks_for_code
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the text exactly as the public will read it, and file it."""
    own = authorship(request, public_id)
    if own.recommendation.stage != Stage.DRAFT:
        return redirect("filing:done", public_id)
    text = authoring.current_texts(own.recommendation)[0]
    form = SubmitForm(request.POST or None)
    tried = Attempt()
    if request.method == "POST":
        tried = attempt(form, "file", lambda: _file(own), now=own.now)
        if tried.is_done:
            return redirect("filing:done", public_id)
    context = {
        "form": form,
        "own": own,
        "text": text,
        "steps": drafts.steps("check"),
        "author": drafts.author_words(own.recommendation),
        "similar": drafts.similar(text),
        "refusal": tried.refusal,
    }
    return render(request, "filing/check.html", context, status=_status(form, tried))


def _file(own: Authorship) -> str:
    row = own.recommendation
    office = None
    if row.author_institution_id is not None:
        offices = drafts.offices_of(own.person, own.now)
        office = next(
            (one for one in offices if one.institution_id == row.author_institution_id), None
        )
    filed = actions.file_recommendation(
        public_id=row.public_id, by=own.person, code=own.code, mandate=office, now=own.now
    )
    return str(filed.number)


@never_cache
@asks_for_code
@require_GET
def done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the receipt: number, code and QR to print, and what happens next by when."""
    own = authorship(request, public_id)
    if own.recommendation.stage == Stage.DRAFT:
        return redirect("filing:check", public_id)
    code = own.code if own.recommendation.code_digest else None
    address = _follow_address(request, code or "")
    context = {
        "own": own,
        "text": authoring.current_texts(own.recommendation)[0],
        "code": code,
        "follow": address.partition("#")[0],
        "qr": qr_image(address) if code else "",
        "decide_by": authoring.decide_by(own.recommendation),
        **receipt_context(authoring.filing_entry(own.recommendation)),
    }
    return render(request, "filing/done.html", context)


def _follow_address(request: HttpRequest, code: str) -> str:
    """Return the full address that opens a text by its code.

    The code stands after "#": browsers do not send that part, so it is in no server's log.
    """
    page = request.build_absolute_uri(reverse("filing:follow"))
    return f"{page}#{code}" if code else page


def _status(form: Any, tried: Attempt) -> int:
    return tried.status if form.is_bound else 200
