"""Pass a conversation on: its link, its QR, the bot for a chat."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kenes.domain.conversations import queries, rules
from kenes.domain.conversations.campaigns import campaign_of
from kenes.domain.conversations.queries import voting
from kenes.domain.institutions.queries import today_at
from kenes.web.conversations.showing import question_language
from kenes.web.shared.qr import qr_image

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation


@login_not_required
@require_safe
def share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the link and its QR to pass on, in print or in a chat, while it is open."""
    row = voting.conversation_to_vote_in(public_id)
    today = today_at(row.body, timezone.now())
    if rules.refuse_unless_open(row, on=today):
        # What is over is not passed on; its own page says so, and leads to the results.
        return redirect("conversations:detail", public_id)
    address = request.build_absolute_uri(reverse("conversations:vote", args=[public_id]))
    context = {
        "conversation": row,
        "question": queries.question_of(row),
        "question_lang": question_language(),
        "address": address,
        "qr": qr_image(address),
        "bot": bot_link(row),
        "campaign": campaign_of(row, today),
    }
    return render(request, "conversations/share.html", context)


def bot_link(row: "Conversation") -> str:
    """Return where somebody chooses a Telegram group for the bot; "" where it takes no votes."""
    name = settings.KENES_TELEGRAM_BOT
    if not name or row.admits != queries.Admits.ANYBODY:
        return ""
    return f"https://t.me/{name}?startgroup={row.public_id.hex}"
