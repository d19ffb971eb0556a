"""What is late, body by body: numbers that lead to the records behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.late import Board, Waiting
from kenes.domain.recommendations.queries.late import board as read_board
from kenes.domain.recommendations.queries.lateness import BESIDE_THE_POINT
from kenes.domain.recommendations.queries.listing import titles_of
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.recommendations.cards import clock_word
from kenes.web.shared.addresses import (
    institution_address,
    known_address,
    recommendation_address,
)
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import Strip, StripRow, Tag, tag_of


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation that waits for one body."""

    number: str
    url: str
    title: str
    body: str
    day: date | None
    tag: Tag


@dataclass(frozen=True, slots=True)
class Counted:
    """The other numbers of a body, each with the list that counts it."""

    name: str
    silent: tuple[int, str]
    beside: tuple[int, str]
    unproved: tuple[int, str]
    extended: tuple[int, str]


@login_not_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the board as it stands now."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, facets.version(now), now, lambda: _board(request, now), facets.version
        )


def _board(request: HttpRequest, now: datetime) -> HttpResponse:
    found = read_board(now)
    waiting = (*found.just_late, *found.silent, *found.soon, *found.extended)
    titles = titles_of([row.recommendation for row in waiting], current_language())
    context = {
        "now": now,
        "overdue": found.overdue,
        "overdue_url": _list({"timeliness": "overdue"}),
        "strip": Strip([_strip_row(line) for line in found.lines]),
        "counted": _counted(found),
        "just_late": _rows(found.just_late, titles, "overdue"),
        "silent": _rows(found.silent, titles, "no_answer"),
        "soon": _rows(found.soon, titles, "due_soon"),
        "extended": _rows(found.extended, titles, "lawfully_extended"),
    }
    return render(request, "late/board.html", context)


def _strip_row(line) -> StripRow:  # type: ignore[no-untyped-def]  # noqa: ANN001 (a BodyLine)
    return StripRow(
        name=name_of(line.institution),
        url=_records(line.institution.public_id, "overdue"),
        received=line.received,
        days=line.days,
    )


def _counted(found: Board) -> list[Counted]:
    """Return the bodies that have any of the other numbers."""
    rows = []
    for line in found.lines:
        if not (line.silent or line.beside or line.unproved or line.extended):
            continue
        body = line.institution.public_id
        rows.append(
            Counted(
                name_of(line.institution),
                (line.silent, _records(body, "silent")),
                (line.beside, _list({"body": body, "grade": BESIDE_THE_POINT})),
                (line.unproved, _records(body, "unproved")),
                (line.extended, _list({"body": body, "timeliness": "lawfully_extended"})),
            )
        )
    return rows


def _rows(waiting: Sequence[Waiting], titles: dict[int, str], code: str) -> list[Row]:
    return [
        Row(
            number=row.number,
            url=recommendation_address(row.number),
            title=titles.get(row.recommendation, row.number),
            body=name_of(row.institution),
            day=row.asked_on if code == "no_answer" else row.due_on or row.asked_on,
            tag=tag_of("timeliness", code, clock_word(code, row.days, row.due_on)),
        )
        for row in waiting
    ]


def _list(selection: dict[str, object]) -> str:
    return f"{known_address('recommendations:list')}?{urlencode(selection, doseq=True)}"


def _records(body: UUID, kind: str) -> str:
    """Return where the records of this body's own clocks are: a list shows all bodies' clocks."""
    return f"{institution_address(body)}?show={kind}#records"
