"""What the votes say, as everybody reads it; behind it how it was found; each chart as a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries.results import FEWEST, STEP, open_data_of
from kenes.domain.recommendations.queries import facets
from kenes.domain.shared.refusals import NotFound
from kenes.web.conversations.barred import permit_results
from kenes.web.conversations.charts import Figure
from kenes.web.conversations.reading import Reading, reading_of
from kenes.web.conversations.showing import question_language
from kenes.web.conversations.standing import Standpoint, standpoint_of
from kenes.web.conversations.voices import known_voice, may_have_voice
from kenes.web.shared.caching import public_page
from kenes.web.shared.components import Link
from kenes.web.shared.exports import csv_lines

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart, and the address of its file."""

    figure: Figure
    csv: str


@login_not_required
@require_safe
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the newest result; whoever has voted here sees where they stand, kept by nobody."""
    now = timezone.now()
    permit_results(public_id, now)
    if not may_have_voice(request):
        return public_page(request, _version(now), now, lambda: _page(request, public_id))
    response = _page(request, public_id)
    response["Cache-Control"] = "private, no-store"
    return response


def _version(now: datetime) -> str:
    """Return what changes with every result and with the state of what became of it."""
    return f"{facets.version(now)}-{queries.stamp()}"


def _page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = queries.by_public_id(public_id)
    reading = reading_of(row)
    context = _about(row, reading)
    if reading is not None:
        standing = standpoint_of(row, known_voice(request, row))
        context |= _figures(reading, standing, request.GET.get("statement", ""))
    return render(request, "conversations/results.html", context)


def _figures(reading: Reading, standing: Standpoint | None, wanted: str) -> dict[str, Any]:
    row = reading.conversation
    number = _statement(reading, wanted)
    regions = reading.regions(number) if reading.has_regions else None
    return {
        "agreed": _shown(row, reading.agreed),
        "map": _shown(row, reading.map(standing.own if standing else None)),
        "standing": standing,
        "own": _shown(row, standing.figure) if standing else None,
        "groups": [_shown(row, one) for one in reading.groups],
        "regions": _shown(row, regions, f"?statement={number}") if regions else None,
        "became": _shown(row, reading.became),
        "statement": number,
    }


def _statement(reading: Reading, wanted: str) -> int:
    """Return the statement to show over regions: the one asked for, else the surest agreement."""
    if wanted.isdecimal() and int(wanted) in reading.stored.texts:
        return int(wanted)
    return next((number for _lower, number in reading.ranked), next(iter(reading.stored.texts), 0))


@login_not_required
@require_safe
def method(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what stands behind the result: languages, divides, doubts, days, how sure it is."""
    now = timezone.now()
    permit_results(public_id, now)
    return public_page(request, _version(now), now, lambda: _method(request, public_id))


def _method(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = queries.by_public_id(public_id)
    reading = reading_of(row)
    context = _about(row, reading, "method")
    if reading is not None:
        context["figures"] = [_shown(row, one) for one in reading.method]
    return render(request, "conversations/method.html", context)


@login_not_required
@require_safe
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show everything on one page, to be printed or kept as a PDF in this language."""
    now = timezone.now()
    permit_results(public_id, now)
    return public_page(request, _version(now), now, lambda: _report(request, public_id))


def _report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = queries.by_public_id(public_id)
    reading = reading_of(row)
    context = _about(row, reading, "report")
    if reading is not None:
        context["figures"] = every_figure(reading)
        context["agreed"] = reading.agreed
    address = reverse("conversations:results", args=[public_id])
    context["results_address"] = request.build_absolute_uri(address)
    return render(request, "conversations/report.html", context)


@login_not_required
@require_safe
def as_csv(request: HttpRequest, public_id: UUID, ident: str) -> StreamingHttpResponse:
    """Stream the table of one chart. Raises NotFound for a chart that the result has not."""
    permit_results(public_id, timezone.now())
    row = queries.by_public_id(public_id)
    if ident == OWN:
        return _own_csv(request, row)
    reading = reading_of(row)
    wanted = request.GET.get("statement", "")
    found = next((one for one in every_figure(reading, wanted) if one.ident == ident), None)
    if found is None:
        raise NotFound(f"no chart {ident} of {public_id}")
    return csv_of(found)


def _own_csv(request: HttpRequest, row: "Conversation") -> StreamingHttpResponse:
    """Stream where the reader stands to the reader alone. Raises NotFound where that is nowhere."""
    standing = standpoint_of(row, known_voice(request, row))
    if standing is None:
        raise NotFound(f"nobody known here stands on the map of {row.public_id}")
    response = csv_of(standing.figure)
    response["Cache-Control"] = "private, no-store"
    return response


def csv_of(figure: Figure) -> StreamingHttpResponse:
    """Return the table of a chart as a file."""
    lines = csv_lines(figure.table.names, figure.table.data)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{figure.ident}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
def data(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand out the files that the newest result is computed from. Raises NotFound before it."""
    permit_results(public_id, timezone.now())
    archive = open_data_of(queries.by_public_id(public_id))
    if archive is None:
        raise NotFound(f"no open data of {public_id}")
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="conversation-{public_id}.zip"'
    response["X-Robots-Tag"] = "noindex"
    return response


def every_figure(reading: Reading | None, wanted: str = "") -> list[Figure]:
    """Return all charts of a result in the order of the report."""
    if reading is None:
        return []
    regions = [reading.regions(_statement(reading, wanted))] if reading.has_regions else []
    return [
        reading.agreed,
        reading.map(),
        *regions,
        *reading.groups,
        *reading.method,
        reading.became,
    ]


def _shown(row: "Conversation", figure: Figure, wanted: str = "") -> Shown:
    address = reverse("conversations:chart", args=[row.public_id, figure.ident])
    return Shown(figure, address + wanted)


def _about(row: "Conversation", reading: Reading | None, here: str = "") -> dict[str, Any]:
    address = reverse("conversations:results", args=[row.public_id])
    return {
        "conversation": row,
        "question": queries.question_of(row),
        "question_lang": question_language(),
        "reading": reading,
        "voters": reading.result.voters if reading else 0,
        "fewest": FEWEST,
        "step": STEP,
        "crumbs": [
            Link(_("Conversations"), reverse("conversations:list")),
            Link(_("Question"), reverse("conversations:detail", args=[row.public_id])),
            Link(_("Results"), address if here else ""),
            *([Link(HERE[here])] if here else []),
        ],
    }


OWN = "own"
HERE = {"method": _("Method"), "report": _("Report")}
