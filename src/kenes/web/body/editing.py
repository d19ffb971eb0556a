"""Write a reply: kept as one writes, never over somebody else's words, private until signed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kenes.domain.files.actions import store_file
from kenes.domain.institutions.queries import institution_by_public_id
from kenes.domain.recommendations.actions import answer_drafts
from kenes.domain.recommendations.queries.office import Kind, dossier
from kenes.domain.recommendations.rules import answering as rules
from kenes.domain.shared.refusals import NotFound, Refusal
from kenes.web.acting.attempts import Attempt, attempt
from kenes.web.acting.specs import ActButton
from kenes.web.body.cases import BodyCase, body_case
from kenes.web.body.forms import AnswerForm
from kenes.web.shared.components import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.files.models import StoredFile
    from kenes.domain.institutions.models import Institution

HEADINGS: dict[str, Text] = {
    Kind.POSITION: gettext_lazy("Draft the answer"),
    Kind.INTERIM: gettext_lazy("Draft an interim reply"),
    Kind.CLARIFICATION: gettext_lazy("Draft a clarification"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form of a reply is about."""

    case: BodyCase
    kind: str

    @property
    def found(self) -> "Sequence[Institution]":
        """The bodies to choose from: the one chosen before, and those found."""
        answer = self.case.papers.in_work
        first = [answer.forward_to] if answer and answer.forward_to else []
        return [*first, *(one for one in self.case.found if one not in first)]

    @property
    def files(self) -> "list[StoredFile]":
        """The files the draft holds."""
        answer = self.case.papers.in_work
        return list(answer.files.all()) if answer else []


def refuse_draft(case: BodyCase, kind: str) -> Refusal | None:
    """Say why this kind of reply cannot be drafted now."""
    refusal = rules.refuse_to_draft(case.person, case.focal, case.address, kind=kind, on=case.today)
    answer = case.papers.in_work
    return refusal or (rules.refuse_to_change(answer, kind) if answer else None)


def draft_buttons(case: BodyCase) -> list[ActButton]:
    """Return a button for each kind of reply, those that may be begun first."""
    found = [
        ActButton(
            kind,
            heading,
            reverse("body:draft", args=[case.address.public_id, kind]),
            refuse_draft(case, kind),
        )
        for kind, heading in HEADINGS.items()
    ]
    return sorted(found, key=lambda button: button.refusal is not None)


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Show the form of a reply; keep the draft; say when somebody else changed it meanwhile."""
    if kind not in HEADINGS:
        raise NotFound(f"no reply {kind}")
    about = Draft(body_case(request, public_id), kind)
    form = _form(request, about)
    tried = Attempt()
    if request.method == "POST":
        act = f"draft:{about.case.address.pk}"
        tried = attempt(form, act, lambda: _keep(about, form), now=about.case.now)
        if tried.is_done:
            return _kept(request, about, tried.result)
        if tried.conflict is not None:
            form.renew_edition(_edition(about))
    context = {
        "case": about.case,
        "kind": kind,
        "heading": HEADINGS[kind],
        "form": form,
        "files": about.files,
        "found": about.found,
        "words": request.GET.get("find", ""),
        "refusal": tried.refusal or (None if form.is_bound else refuse_draft(about.case, kind)),
        "conflict": tried.conflict,
        "remarks": about.case.papers.remarks,
    }
    status = tried.status if form.is_bound else 200
    return render(request, "body/draft.html", context, status=status)


@never_cache
@require_POST
def drop_file(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take a file out of the draft."""
    case = body_case(request, public_id)
    answer = case.answer
    files = list(answer.files.all())
    rest = [one for one in files if one.pk != pk]
    if len(rest) == len(files):  # a second click: it is out already
        return redirect("body:draft", public_id, answer.kind)
    text = next(iter(answer.texts.all()))
    answer_drafts.draft(
        address_id=case.address.public_id,
        kind=answer.kind,
        position=answer.position,
        language=answer.original_language,
        body=text.body,
        part=text.part,
        reason=text.reason,
        evidence_due_on=answer.evidence_due_on,
        evidence_link=answer.evidence_link,
        forward_to=answer.forward_to,
        is_nobody_known=answer.is_nobody_known,
        files=rest,
        edition=answer.edition,
        **case.by(case.focal),
    )
    return redirect("body:draft", public_id, answer.kind)


def _form(request: HttpRequest, about: Draft) -> AnswerForm:
    initial = _initial(about)
    if request.method == "POST":
        return AnswerForm(request.POST, request.FILES, case=about, initial=initial)
    return AnswerForm(case=about, initial=initial)


def _initial(about: Draft) -> dict[str, Any]:
    answer = about.case.papers.in_work
    if answer is None:
        return {}
    text = next((one for one in answer.texts.all() if one.is_original), None)
    return {
        "edition": answer.edition,
        "position": answer.position,
        "language": answer.original_language,
        "body": text.body if text else "",
        "part": text.part if text else "",
        "reason": text.reason if text else "",
        "evidence_link": answer.evidence_link,
        "evidence_due_on": answer.evidence_due_on,
        "forward_to": str(answer.forward_to.public_id) if answer.forward_to else "",
        "is_nobody_known": answer.is_nobody_known,
    }


def _keep(about: Draft, form: AnswerForm) -> str:
    case, values = about.case, form.values
    upload, chosen = values.pop("file"), values.pop("forward_to", None)
    files = about.files
    if upload:
        files = [*files, store_file(upload=upload, name=upload.name, by=case.person, now=case.now)]
    values.setdefault("position", "")
    answer = answer_drafts.draft(
        address_id=case.address.public_id,
        kind=about.kind,
        files=files,
        forward_to=institution_by_public_id(chosen) if chosen else None,
        **values,
        **case.by(case.focal),
    )
    return str(answer.edition)


def _kept(request: HttpRequest, about: Draft, edition: str) -> HttpResponse:
    if request.headers.get("X-Draft"):
        return JsonResponse({"edition": int(edition)})
    public_id = about.case.address.public_id
    if "preview" in request.POST:
        return redirect("body:preview", public_id)
    messages.success(request, _("The draft is kept. Only your body sees it."))
    return redirect("body:draft", public_id, about.kind)


def _edition(about: Draft) -> int:
    fresh = dossier(about.case.address).in_work
    return fresh.edition if fresh else 0
