"""The host's desk: conversations of a body, one with its statements, acts on both."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kenes.domain.conversations import queries
from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.campaigns import campaign_of
from kenes.domain.conversations.queries.results import drafts_of
from kenes.domain.conversations.queries.voting import votes_in_tens
from kenes.domain.conversations.rules import refuse_to_rewrite
from kenes.domain.shared.refusals import NotFound, permit
from kenes.web.acting.attempts import attempt
from kenes.web.acting.offices import desk_tabs
from kenes.web.acting.specs import act_page, buttons, find_spec
from kenes.web.conversations.acts import HOSTING, ON_STATEMENTS
from kenes.web.conversations.barred import are_barred
from kenes.web.conversations.cases import HostCase, host_case, host_of
from kenes.web.conversations.charts import Figure
from kenes.web.conversations.hosting import ConversationForm, facts_of, initial_of
from kenes.web.conversations.moderation import at_work
from kenes.web.conversations.panels import panels_of
from kenes.web.conversations.reading import reading_of
from kenes.web.conversations.results import Shown, csv_of
from kenes.web.conversations.showing import ground_link, lines_of, statement_text
from kenes.web.conversations.views import acts_of

NAMES = {"seeds": "seeds_kk"}
either = require_http_methods(["GET", "POST"])


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the conversations of one body, those being prepared first."""
    host = host_of(request)
    if host is None:
        return render(request, "desk/no_desk.html", status=403)
    context = {
        "body": host.body,
        "desks": desk_tabs(host.desks, host.body),
        "lines": lines_of(list(queries.hosted_by(host.body)), host.now, "conversations:item"),
        "prepare": f"{reverse('conversations:prepare')}?office={host.body.public_id}",
    }
    return render(request, "conversations/desk.html", context)


@never_cache
@either
def prepare(request: HttpRequest) -> HttpResponse:
    """Write a new conversation; it is kept for its hosts until they open it."""
    host = host_of(request)
    if host is None:
        return render(request, "desk/no_desk.html", status=403)
    form = ConversationForm(request.POST or None, case=host)
    back = f"{reverse('conversations:desk')}?office={host.body.public_id}"

    def run() -> str:
        made = hosting.prepare(body=host.body, facts=facts_of(form.values), **host.facts)
        return str(made.public_id)

    return _form_page(request, form, run, back, host.now)


@never_cache
@either
def rewrite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change all that a prepared conversation says."""
    case = host_case(request, public_id)
    permit(refuse_to_rewrite(case.person, case.mandate, case.conversation, on=case.today))
    form = ConversationForm(request.POST or None, case=case, initial=initial_of(case))
    back = reverse("conversations:item", args=[public_id])

    def run() -> str:
        hosting.rewrite(facts=facts_of(form.values), **case.about)
        return str(public_id)

    return _form_page(request, form, run, back, case.now)


@never_cache
@require_GET
def item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a conversation to its hosts, with every act, those refused with the reason."""
    case = host_case(request, public_id)
    row = case.conversation
    statements = queries.shown_statements(row, queries.StatementState.values)
    votes = votes_in_tens(row)
    context = {
        "row": row,
        "question": queries.question_of(row),
        "about": queries.about_of(row),
        "ground": ground_link(row),
        "campaign": campaign_of(row, case.today),
        "buttons": buttons(HOSTING, case, lambda slug: _act_url(public_id, slug)),
        "groups": at_work(statements, votes),
        "panels": [
            Shown(one, _panel_url(public_id, one.ident)) for one in _panels(case, statements)
        ],
        "acts": acts_of(row),
        "drafts": drafts_of(row),
        "is_prepared": row.stage == queries.Stage.PREPARED,
    }
    return render(request, "conversations/item.html", context)


def _panels(case: HostCase, statements: Sequence[queries.Shown]) -> list[Figure]:
    """Return what hosts watch, by the published result where the law lets it be shown."""
    row = case.conversation
    if row.stage == queries.Stage.PREPARED:
        return []
    reading = None if are_barred(row, case.now) else reading_of(row)
    return panels_of(row, statements, reading.stored if reading else None)


@never_cache
@require_GET
def panel_csv(request: HttpRequest, public_id: UUID, ident: str) -> StreamingHttpResponse:
    """Stream the table of one panel to its hosts. Raises NotFound for a panel there is not."""
    case = host_case(request, public_id)
    statements = queries.shown_statements(case.conversation, queries.StatementState.values)
    found = next((one for one in _panels(case, statements) if one.ident == ident), None)
    if found is None:
        raise NotFound(f"no panel {ident} of {public_id}")
    return csv_of(found)


@never_cache
@either
def act(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Do one act on a conversation, after it was explained."""
    results = request.build_absolute_uri(reverse("conversations:results", args=[public_id]))
    case = replace(host_case(request, public_id), address=results)
    back = reverse("conversations:item", args=[public_id])
    after = reverse("conversations:desk") if slug == "discard" else ""
    about = {"about": queries.question_of(case.conversation)}
    return act_page(request, find_spec(HOSTING, slug), case, back=back, after=after, context=about)


@never_cache
@either
def statement_act(request: HttpRequest, public_id: UUID, number: int, slug: str) -> HttpResponse:
    """Do one act on a statement, after it was explained."""
    case = host_case(request, public_id)
    every = queries.shown_statements(case.conversation, queries.StatementState.values)
    shown = next((one for one in every if one.number == number), None)
    if shown is None:
        raise NotFound(f"no statement {number} of {public_id}")
    about = {"about": statement_text(shown).text}
    back = reverse("conversations:item", args=[public_id])
    case = replace(case, statement=shown)
    return act_page(request, find_spec(ON_STATEMENTS, slug), case, back=back, context=about)


def _form_page(
    request: HttpRequest, form: ConversationForm, run: Callable[[], str], back: str, now: Any
) -> HttpResponse:
    if form.is_bound:
        tried = attempt(form, f"conversation:{back}"[:64], run, now=now, names=NAMES)
        if tried.is_done:
            messages.success(request, _("Kept. Nobody but its hosts sees it until it is opened."))
            return redirect("conversations:item", tried.result)
        permit(tried.refusal)
    status = 422 if form.errors else 200
    context = {"form": form, "back": back}
    return render(request, "conversations/prepare.html", context, status=status)


def _act_url(public_id: UUID, slug: str) -> str:
    return reverse("conversations:act", args=[public_id, slug])


def _panel_url(public_id: UUID, ident: str) -> str:
    return reverse("conversations:panel", args=[public_id, ident])
