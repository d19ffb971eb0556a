"""The home page; each of its numbers is a link to the very list that counts it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.figures import (
    ANSWERED,
    ASKED,
    LATE,
    YearView,
    figures,
    recent_answers,
    year_view,
)
from kenes.domain.recommendations.queries.listing import Wish, cards_of, listed
from kenes.domain.register.queries import latest_entries
from kenes.domain.shared.languages import current_language
from kenes.web.recommendations.cards import lines
from kenes.web.register.sentences import line_of
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import Figure, ShareRow

SHOWN = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show purpose, figures, doors, what is overdue and what was answered."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, facets.version(now), now, lambda: _home(request, now), facets.version
        )


def _home(request: HttpRequest, now: datetime) -> HttpResponse:
    language, today = current_language(), timezone.localdate(now)
    overdue = listed(Wish(LATE, sort="due"), language=language, now=now)
    answered = cards_of(recent_answers(today, SHOWN), language=language, now=now)
    context = {
        "figures": _figures(now),
        "overdue": lines(overdue.cards[:SHOWN]),
        "overdue_total": overdue.total,
        "overdue_url": _list(LATE),
        "answered": lines(answered),
        "answered_url": _list(ANSWERED),
        "year": _year(now),
        "entries": [line_of(entry) for entry in latest_entries(5)],
    }
    return render(request, "home/home.html", context)


def _figures(now: datetime) -> list[Figure]:
    found = figures(now)
    return [
        Figure(
            found.asked, _("recommendations were sent to the bodies that must answer"), _list(ASKED)
        ),
        Figure(found.answered, _("of them have an answer from at least one body"), _list(ANSWERED)),
        Figure(
            found.late,
            _("have no answer within the term that the law sets"),
            _list(LATE),
            late=bool(found.late),
        ),
    ]


def _year(now: datetime) -> dict[str, object] | None:
    """Return both sides' bars of a year, with the finding as their title."""
    view = year_view(now)
    if not view.is_assessed:
        return None
    return {
        "year": view.year,
        "total": view.total,
        "url": _list({"year": (str(view.year),)}),
        "title": _finding(view),
        "rows": [
            ShareRow(_("State"), list(view.state.values()), "side-state"),
            ShareRow(_("Civil society"), list(view.civil.values()), "side-civil"),
        ],
    }


def _finding(view: YearView) -> str:
    return _("Complete, as the State sees it: %(state)s. As civil society sees it: %(civil)s.") % {
        "state": view.state["complete"],
        "civil": view.civil["complete"],
    }


def _list(selection: Mapping[str, Sequence[str]]) -> str:
    return f"{reverse('recommendations:list')}?{urlencode(selection, doseq=True)}"
