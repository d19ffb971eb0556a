"""A body's desk: what waits, one matter with everything that may be done, the preview."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kenes.domain.institutions.queries import Role, today_at
from kenes.domain.recommendations.clocks import timeliness_of
from kenes.domain.recommendations.queries import office
from kenes.web.acting.offices import chosen_desk, desk_tabs, desks_of
from kenes.web.acting.specs import ActButton, act_page, buttons, find_spec, open_count
from kenes.web.body.acts import ALL, ANSWERS, CLOCK
from kenes.web.body.cases import ROLES, BodyCase, body_case
from kenes.web.body.clocks import clock_of, days_left
from kenes.web.body.editing import draft_buttons
from kenes.web.body.promises import PROMISES
from kenes.web.body.questions import QUESTIONS
from kenes.web.body.showing import as_public, reply_rows, signing_offices
from kenes.web.shared.components import tag_of
from kenes.web.shared.people import signed_in

STEPS_BY_ROLE = {Role.FOCAL_POINT: ("submit",), Role.SIGNATORY: ("sign", "back")}
"""What each role does with a reply in work, once it has read it as the public will."""


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the matters of one body, what is due first on top."""
    person, now = signed_in(request), timezone.now()
    desks = desks_of(person, ROLES, now)
    if not desks:
        return render(request, "body/no_desk.html", status=403)
    body = chosen_desk(desks, request.GET.get("office", ""))
    today = today_at(body, now)
    rows = [_row(one, today) for one in office.open_duties(body)]
    context = {
        "body": body,
        "tabs": desk_tabs(desks, body),
        "rows": rows,
        "late": sum(row["is_late"] for row in rows),
        "to_sign": sum(row["state"] == office.State.FOR_SIGNATURE for row in rows),
        "answered": [_row(one, today) for one in office.answered_duties(body)],
    }
    return render(request, "body/home.html", context)


def _row(found: office.DutyRow, today: Any) -> dict[str, Any]:
    shown = timeliness_of(found.address, today)
    return {
        "address": found.address,
        "recommendation": found.address.recommendation,
        "title": found.title,
        "state": found.state,
        "tag": tag_of("timeliness", shown.value) if shown and shown.value != "answered" else None,
        "is_late": bool(shown and shown.value == "overdue"),
        "left": days_left(found.address, today),
    }


@never_cache
@require_GET
def item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one matter: its date, its text, the replies, and what may be done by whom."""
    case = body_case(request, public_id)

    def address(slug: str) -> str:
        return reverse("body:act", args=[public_id, slug])

    rows = {
        "answers": _answer_buttons(case, address),
        "clock_acts": buttons(CLOCK, case, address),
        "promises": buttons(PROMISES, case, address),
    }
    context = {
        "case": case,
        "clock": clock_of(case),
        "replies": reply_rows(case),
        "open_acts": open_count(*rows.values()),
        **rows,
    }
    return render(request, "body/item.html", context)


def _answer_buttons(case: BodyCase, address: Callable[[str], str]) -> list[ActButton]:
    """Return what may be done about the answer: draft it, then sign it; the open acts first."""
    later = buttons(ANSWERS, case, address) if case.papers.in_work else []
    asked = buttons(QUESTIONS, case, address)
    return sorted([*draft_buttons(case), *later, *asked], key=lambda button: button.is_closed)


@never_cache
@require_GET
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the reply in work exactly as the public will read it."""
    case = body_case(request, public_id)
    answer = case.answer
    own = {slug for role, slugs in STEPS_BY_ROLE.items() if case.holds(role) for slug in slugs}
    acts = [spec for spec in ANSWERS if spec.slug in own]
    context = {
        "case": case,
        "answer": as_public(case, answer),
        "kind": answer.kind,
        "buttons": buttons(acts, case, lambda slug: reverse("body:act", args=[public_id, slug])),
        "signs": None if case.holds(Role.SIGNATORY) else signing_offices(case),
    }
    return render(request, "body/preview.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Do one act on a matter, after it was explained."""
    case = body_case(request, public_id)
    spec = find_spec(ALL, slug)
    if spec in ANSWERS and slug != "translate" and case.papers.in_work is None:
        return redirect("body:item", public_id)
    back = reverse("body:item", args=[public_id])
    about = f"№ {case.address.recommendation.number}. {case.papers.text.title}"
    context: dict[str, Any] = {"about": about}
    if slug in {"sign", "submit"}:
        context["answer"] = as_public(case, case.answer)
    return act_page(request, spec, case, back=back, context=context)
