"""Letters that demand execution: what an institution owes, as a page to print and a document.

The server sends no letter: the secretariat prints or saves it, signs it, gives it a number, and
records a periodic one once it is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kenes.domain.institutions.queries import institution_by_public_id
from kenes.domain.recommendations.queries import demands
from kenes.domain.recommendations.queries.waiting_letters import waiting_letters
from kenes.domain.shared.languages import current_language, name_of
from kenes.domain.shared.refusals import NotFound
from kenes.web.acting.offices import chosen_desk, desk_tabs, desks_of
from kenes.web.desk.cases import ROLES
from kenes.web.desk.letter_sent import REQUEST
from kenes.web.shared.components import Link, Text
from kenes.web.shared.documents import Cell, Paper, Piece, as_download
from kenes.web.shared.formats import long_date
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from kenes.domain.institutions.models import Institution
    from kenes.domain.recommendations.models import WaitingLetter

LEAD = gettext_lazy(
    "This is what the public record shows on this day. Each item has a permanent address where "
    "anybody can read and check its whole history."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the letter: items of one kind; `by` heads the column of the law or measure."""

    heading: Text
    items: Sequence[demands.Owed]
    since: Text
    due: Text
    days: Text = ""
    by: Text = ""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """An institution in arrears: its letter, how many items, and the periodic one that waits."""

    name: str
    url: str
    count: int
    waiting: "WaitingLetter | None"


@never_cache
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """List the institutions that owe one body something, each with its letter."""
    now = timezone.now()
    desks = desks_of(signed_in(request), ROLES, now)
    if not desks:
        return render(request, "desk/no_desk.html", status=403)
    body = chosen_desk(desks, request.GET.get("office", ""))
    waiting = waiting_letters(body)
    context = {
        "body": body,
        "desks": desk_tabs(desks, body),
        "rows": [
            LetterRow(name_of(one), _address("desk:letter", one, body), many, waiting.get(one.pk))
            for one, many in demands.owing(body, now)
        ],
        "crumbs": [_desk(body), Link(_("Letters"))],
    }
    return render(request, "desk/letters.html", context)


@never_cache
@require_GET
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the letter to one institution as it stands today, to be printed."""
    found = _letter(request, public_id, timezone.now())
    title = _("Demand for execution")
    context = {
        "letter": found,
        "title": title,
        "lead": LEAD,
        "request_": REQUEST,
        "parts": parts_of(found),
        "waiting": waiting_letters(found.body).get(found.institution.pk),
        "docx": _address("desk:letter_docx", found.institution, found.body),
        "crumbs": [
            _desk(found.body),
            Link(_("Letters"), f"{reverse('desk:letters')}?office={found.body.public_id}"),
            Link(name_of(found.institution)),
        ],
    }
    return render(request, "desk/letter.html", context)


@never_cache
@require_GET
def letter_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the same letter as a document."""
    found = _letter(request, public_id, timezone.now())
    return as_download(HttpResponse(_paper(found)), "letter")


def parts_of(found: demands.Letter) -> list[Part]:
    """Return the tables that have items, the gravest first."""
    due = pgettext("column", "Due")
    asked, received = _("Asked on"), _("Received on")
    parts = [
        Part(
            _("No answer, and the term of the statute has passed"),
            found.overdue, received, due, _("Working days late"), _("Law"),
        ),
        Part(
            _("No answer; no term of a statute runs"),
            found.silent, asked, due, _("Days without an answer"),
        ),
        Part(
            _("Promised, the date has passed, nothing is shown"),
            found.measures, asked, due, by=_("Measure"),
        ),
        Part(_("Said to be done; the evidence announced did not come"), found.evidence, asked, due),
    ]  # fmt: skip
    return [part for part in parts if part.items]


def _letter(request: HttpRequest, public_id: UUID, now: datetime) -> demands.Letter:
    """Return the letter of the body named in the address. Raises NotFound for a foreign one."""
    desks = desks_of(signed_in(request), ROLES, now)
    if not desks:
        raise NotFound("no desk, so no letter")
    body = chosen_desk(desks, request.GET.get("office", ""))
    return demands.letter_to(institution_by_public_id(public_id), body, current_language(), now)


def _desk(body: "Institution") -> Link:
    return Link(_("Secretary's desk"), f"{reverse('desk:home')}?office={body.public_id}")


def _address(name: str, institution: "Institution", body: "Institution") -> str:
    return f"{reverse(name, args=[institution.public_id])}?office={body.public_id}"


def _paper(found: demands.Letter) -> bytes:
    paper = Paper(Piece(_("Demand for execution")))
    paper.paragraph(Piece(f"{_('To:')} ", is_bold=True), Piece(name_of(found.institution)))
    paper.paragraph(Piece(f"{_('From:')} ", is_bold=True), Piece(name_of(found.body)))
    day = long_date(found.on, current_language())
    dated = f"{day}, №\N{NO-BREAK SPACE}____"
    paper.paragraph(Piece(f"{_('Date and outgoing number')}: ", is_bold=True), Piece(dated))
    paper.paragraph(Piece(str(LEAD)))
    for part in parts_of(found):
        paper.heading(Piece(str(part.heading)))
        paper.table(_head(part), [_row(part, item) for item in part.items])
    paper.paragraph(Piece(str(REQUEST)))
    paper.paragraph(Piece(_("Office, signature: ____")))
    return paper.content()


def _head(part: Part) -> list[str]:
    columns = [_("Recommendation"), part.by, part.since, part.due, part.days]
    return [str(column) for column in columns if column]


def _row(part: Part, item: demands.Owed) -> list[Cell]:
    language = current_language()
    origin = f"{settings.KENES_ORIGIN}{reverse('permanent', args=[item.number])}"
    named = [Piece(f"№ {item.number}. {item.title}", item.title_language), Piece(origin)]
    since = long_date(item.since, language)
    if item.incoming_number:
        since = f"{since}, № {item.incoming_number}"
    cells: list[tuple[Text, Cell]] = [
        (_("Recommendation"), named),
        (part.by, [Piece(item.by)]),
        (part.since, [Piece(since)]),
        (part.due, [Piece(long_date(item.due_on, language) if item.due_on else "–")]),
        (part.days, [Piece("–" if item.days is None else str(item.days))]),
    ]
    return [cell for label, cell in cells if label]
