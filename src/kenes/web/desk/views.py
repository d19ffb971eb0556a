"""The secretary's desk: queues, one text with its papers, acts, links of many at once."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kenes.domain.conversations.rules import HOSTS
from kenes.domain.institutions.queries import Role, mandates_in_force
from kenes.domain.recommendations.queries import desk
from kenes.domain.recommendations.values import Stage
from kenes.web.acting.offices import chosen_desk, desk_tabs, desks_by
from kenes.web.acting.specs import act_page, buttons, find_spec, open_count
from kenes.web.desk.acts import ADMISSION, ALL, TEXTS, WORK
from kenes.web.desk.bulk import bulk_page
from kenes.web.desk.cases import ROLES, desk_case
from kenes.web.filing.drafts import author_words
from kenes.web.filing.own_page import what_happened
from kenes.web.shared.components import Link, Text
from kenes.web.shared.people import signed_in

QUEUES: dict[str, Text] = {
    "inbox": _("New"),
    "sort": _("To sort and merge"),
    "send": _("To send"),
    "sent": _("Sent"),
    "translate": _("To translate"),
    "returned": _("Returned"),
    "appeals": _("Appeals"),
}


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List one queue of one body, the longest waiting first."""
    person, now = signed_in(request), timezone.now()
    held = list(mandates_in_force(person, now.date()))
    desks = desks_by(held, ROLES)
    if not desks:
        return render(request, "desk/no_desk.html", status=403)
    body = chosen_desk(desks, request.GET.get("office", ""))
    name = request.GET.get("queue", "inbox")
    counts = desk.queue_counts(body)
    context = {
        "body": body,
        "desks": desk_tabs(desks, body),
        "queues": _queue_tabs(str(body.public_id), name, counts),
        "queue": name,
        "heading": QUEUES.get(name, ""),
        "rows": desk.queue(body, name, now),
        "by": _("Translate by:") if name == "translate" else _("Decide by:"),
        "today": timezone.localdate(now),
        "counts": counts,
        "may_host": body in desks_by(held, HOSTS),
        "may_seat": body in desks_by(held, {Role.SECRETARY}),
        "may_link": name in {"sort", "send", "sent", "translate"},
    }
    return render(request, "desk/home.html", context)


def _queue_tabs(office: str, current: str, counts: dict[str, int]) -> list[Link]:
    return [
        Link(label, f"?office={office}&queue={name}", name == current, counts[name])
        for name, label in QUEUES.items()
    ]


@never_cache
@require_GET
def item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one text with its papers and every act, those refused with the reason."""
    case = desk_case(request, public_id)

    def address(slug: str) -> str:
        return reverse("desk:act", args=[public_id, slug])

    rows = {
        "admission": buttons(ADMISSION, case, address),
        "work": buttons(WORK, case, address),
        "texts": buttons(TEXTS, case, address),
    }
    context = {
        "case": case,
        "row": case.recommendation,
        "author": author_words(case.recommendation),
        "acts": what_happened(case.papers.events),
        "open_acts": open_count(*rows.values()),
        **rows,
        "is_new": case.recommendation.stage == Stage.SUBMITTED,
    }
    return render(request, "desk/item.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Do one act on a text, after it was explained."""
    case = desk_case(request, public_id)
    back = reverse("desk:item", args=[public_id])
    about = f"№ {case.recommendation.number}. {case.papers.original.title}"
    context: dict[str, Any] = {"about": about}
    return act_page(request, find_spec(ALL, slug), case, back=back, context=context)


@never_cache
@require_http_methods(["GET", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """Set themes, regions and obligations of several chosen texts at once."""
    return bulk_page(request)
