"""What everybody reads: the list of conversations, one of them, its statements as a file."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kenes.domain.conversations import queries
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.languages import name_of
from kenes.web.conversations.moderation import left_out
from kenes.web.conversations.showing import (
    ground_link,
    is_open_on,
    lines_of,
    question_language,
    statement_text,
)
from kenes.web.register import acts as register_acts
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import Act, Link
from kenes.web.shared.exports import csv_lines

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

ROWS = 20
COLUMNS = ("number", "kk", "kk_state", "ru", "ru_state")


@login_not_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """List the conversations that were opened, the open ones first."""
    now = timezone.now()
    return public_page(request, queries.stamp(), now, lambda: _list(request, now))


def _list(request: HttpRequest, now: datetime) -> HttpResponse:
    page = Paginator(queries.public_conversations(), ROWS).get_page(request.GET.get("page"))
    lines = lines_of(list(page), now, "conversations:detail")
    context = {"page": page, "lines": lines, "query": request.GET}
    return render(request, "conversations/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a conversation: what is asked, on what ground, by whom, until when, its statements."""
    now = timezone.now()
    return public_page(request, queries.stamp(), now, lambda: _detail(request, public_id, now))


def _detail(request: HttpRequest, public_id: UUID, now: datetime) -> HttpResponse:
    row = queries.by_public_id(public_id)
    statements = queries.shown_statements(row)
    context = {
        "conversation": row,
        "question": queries.question_of(row),
        "question_lang": question_language(),
        "about": queries.about_of(row),
        "is_open": is_open_on(row, today_at(row.body, now)),
        "ground": ground_link(row),
        "statements": [statement_text(one) for one in statements],
        "left_out": left_out(row),
        "acts": acts_of(row),
        "crumbs": [Link(_("Conversations"), reverse("conversations:list")), Link(_("Question"))],
        "body_name": name_of(row.body),
    }
    return render(request, "conversations/detail.html", context)


def acts_of(row: "Conversation") -> list[Act]:
    """Return what is on the register of a conversation, newest first."""
    return register_acts.acts_of(queries.entries_of(row))


@login_not_required
@require_safe
def statements_csv(_request: HttpRequest, public_id: UUID) -> StreamingHttpResponse:
    """Stream the statements that are shown as CSV, both texts with their state."""
    row = queries.by_public_id(public_id)
    lines = csv_lines(COLUMNS, (_as_data(one) for one in queries.shown_statements(row)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _as_data(shown: queries.Shown) -> dict[str, str]:
    values = {"number": str(shown.number)}
    for language in ("kk", "ru"):
        text = shown.texts.get(language)
        values[language] = text.text if text else ""
        values[f"{language}_state"] = text.state if text else ""
    return values
