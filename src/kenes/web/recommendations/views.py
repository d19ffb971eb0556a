"""Read a query, render a page; nothing here changes anything."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries import detail as details
from kenes.domain.recommendations.queries import export, facets, listing
from kenes.domain.recommendations.queries.entries import (
    entries_of_versions,
    entry_of_filing,
    entry_of_hiding,
)
from kenes.domain.recommendations.queries.listing import PAGE
from kenes.domain.recommendations.queries.replaced import replaced_answer_texts
from kenes.domain.recommendations.rules.support import refuse_support
from kenes.domain.recommendations.values import PUBLIC_STAGES, HidingGround
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.refusals import Gone, NotFound, Refusal
from kenes.web.conversations.grounds import talks_on
from kenes.web.recommendations import filters
from kenes.web.recommendations.cards import lines
from kenes.web.recommendations.differences import Comparison, compare_versions, comparisons
from kenes.web.recommendations.record import facts_as_data
from kenes.web.recommendations.replacements import replacements_of, replacements_of_answers
from kenes.web.recommendations.story import page_of
from kenes.web.shared import exports
from kenes.web.shared.caching import public_page, version_read
from kenes.web.shared.context import is_signed_in
from kenes.web.shared.downloads import download
from kenes.web.shared.people import SIGNED_OUT


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the list with its filters; htmx gets the listing alone."""
    now = timezone.now()
    with facets.one_look():
        return public_page(
            request, facets.version(now), now, lambda: _index(request, now), facets.version
        )


def _index(request: HttpRequest, now: datetime) -> HttpResponse:
    wish = filters.read(request.GET)
    found = listing.listed(wish, language=current_language(), now=now)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "wish": wish,
        "total": found.total,
        "lines": lines(found.cards, wish.words),
        "groups": filters.groups(wish, found.counts),
        "chips": filters.chips(wish, request.GET),
        "sorts": filters.sorts(wish),
        "unlisted": filters.unlisted(wish),
        "page": Paginator(range(found.total), PAGE).get_page(wish.page),
        "query": request.GET,
        "export_query": query.urlencode(),
    }
    is_part = request.headers.get("HX-Target") == "listing"
    template = "recommendations/list.html"
    return render(request, f"{template}#listing" if is_part else template, context)


@login_not_required
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one recommendation: its page, a stub before admission, a tombstone when hidden."""
    now = timezone.now()
    stamp = version_read(request, details.Stamp) or details.stamp(number)
    _refuse_hidden(stamp)
    if stamp.stage not in PUBLIC_STAGES:
        return _stub(request, stamp)
    again = partial(details.stamp_now, number)
    return public_page(request, stamp.version, now, lambda: _detail(request, stamp, now), again)


def _detail(request: HttpRequest, stamp: details.Stamp, now: datetime) -> HttpResponse:
    story = details.story(stamp.pk, all_acts=request.GET.get("acts") == "all")
    page = page_of(story, language=request.GET.get("text", ""), now=now)
    context = {
        "page": page,
        "no_support": refuse_support(story.recommendation),
        "no_follow": None if is_signed_in(request) else SIGNED_OUT,
        "talks": talks_on(stamp, now) if stamp.talks else (),
    }
    return render(request, "recommendations/detail.html", context)


def _stub(request: HttpRequest, stamp: details.Stamp) -> HttpResponse:
    """Say that something was filed, and nothing of what it says."""
    context = {
        "recommendation": details.stub(stamp.pk),
        "entry": entry_of_filing(stamp.pk),
    }
    response = render(request, "recommendations/stub.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _refuse_hidden(stamp: details.Stamp) -> None:
    """Raise Gone with the ground, the day and what is kept, when the text is hidden."""
    if stamp.hidden_ground:
        raise Gone(_hidden(stamp), entry=entry_of_hiding(stamp.pk))


@login_not_required
@require_safe
def data(request: HttpRequest, number: str) -> HttpResponse:
    """Give the public facts of one recommendation as JSON."""
    now = timezone.now()
    stamp = open_stamp(number)
    response = public_page(
        request,
        f"{stamp.version}-json",
        now,
        lambda: JsonResponse(
            facts_as_data(details.story(stamp.pk, all_acts=True), now),
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        ),
    )
    # A kept page is bytes alone: without its type a browser would read them as HTML.
    response["Content-Type"] = "application/json"
    return response


@login_not_required
@require_safe
def versions(request: HttpRequest, number: str) -> HttpResponse:
    """Show every version with what changed from the one before, and replaced translations."""
    stamp = open_stamp(number)
    found = details.versions(stamp.pk)
    context = {
        "number": stamp.number,
        "comparisons": comparisons(found, entries_of_versions(stamp.pk)),
        "replaced": replacements_of(found),
        "replaced_answers": replacements_of_answers(replaced_answer_texts(stamp.pk)),
    }
    return render(request, "recommendations/versions.html", context)


@login_not_required
@require_safe
def diff(request: HttpRequest, number: str, before: int, after: int) -> HttpResponse:
    """Show what changed between two versions."""
    stamp = open_stamp(number)
    by_number = {version.number: version for version in details.versions(stamp.pk)}
    if before not in by_number or after not in by_number:
        raise NotFound(f"{number} has no versions {before} and {after}")
    entry = entries_of_versions(stamp.pk).get(after)
    found: Comparison = compare_versions(by_number[before], by_number[after], entry)
    context = {"number": stamp.number, "comparisons": [found], "is_single": True}
    return render(request, "recommendations/versions.html", context)


@login_not_required
@require_safe
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Stream every public fact as CSV; the address may carry the list's own filters."""
    rows = exports.csv_lines(export.COLUMNS, _exported(request))
    media_type = "text/csv; charset=utf-8"
    return download(request, rows, media_type=media_type, name="recommendations.csv")


@login_not_required
@require_safe
def export_json(request: HttpRequest) -> StreamingHttpResponse:
    """Stream every public fact as one JSON array."""
    rows = exports.json_lines(export.COLUMNS, _exported(request))
    return download(request, rows, media_type="application/json", name="recommendations.json")


@login_not_required
@require_safe
def permanent(request: HttpRequest, number: str) -> HttpResponse:
    """Lead from the permanent address to the page in the reader's language; 410 when hidden."""
    stamp = details.stamp(number)
    language = get_language_from_request(request)[:2]
    with override(language):
        _refuse_hidden(stamp)
        response = HttpResponseRedirect(reverse("recommendations:detail", args=[stamp.number]))
    response["Vary"] = "Accept-Language, Cookie"
    return response


def open_stamp(number: str) -> details.Stamp:
    """Return the stamp of a text that anybody may read. Raises NotFound, or Gone when hidden."""
    stamp = details.stamp(number)
    _refuse_hidden(stamp)
    if stamp.stage not in PUBLIC_STAGES:
        raise NotFound(f"{number} is not admitted yet")
    return stamp


def _exported(request: HttpRequest) -> Iterator[dict[str, str]]:
    now = timezone.now()
    found = listing.found_by(filters.read(request.GET), now=now)
    return export.exported(found, timezone.localdate(now))


def _hidden(stamp: details.Stamp) -> Refusal:
    hiding = details.tombstone(stamp.pk)
    ground = HidingGround(stamp.hidden_ground).label
    return Refusal(
        "hidden",
        _("The text of no. %(number)s was hidden. %(ground)s")
        % {"number": stamp.number, "ground": ground},
        hiding.explanation if hiding else "",
        status=410,
    )
