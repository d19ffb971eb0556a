"""What an institution was asked and what it proposed, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from kenes.domain.recommendations.queries import bodies
from kenes.domain.shared.languages import name_of
from kenes.web.recommendations.cards import Line, lines
from kenes.web.shared.components import Link, Text

if TYPE_CHECKING:
    from kenes.domain.institutions.models import Institution
    from kenes.domain.institutions.queries import InstitutionPage

LABELS: dict[str, Text] = {
    "all": pgettext_lazy("recommendations of a body", "All asked"),
    "overdue": pgettext_lazy("recommendations of a body", "Overdue"),
    "silent": pgettext_lazy("recommendations of a body", "No answer, not by statute"),
    "waiting": pgettext_lazy("recommendations of a body", "Answer awaited"),
    "in_time": pgettext_lazy("recommendations of a body", "Answered in time"),
    "late": pgettext_lazy("recommendations of a body", "Answered late"),
    "answered": pgettext_lazy("recommendations of a body", "Answered"),
    "unproved": pgettext_lazy("recommendations of a body", "Promised, not proven"),
}
HEADINGS: dict[str, Text] = LABELS | {"all": gettext_lazy("Recommendations addressed to it")}


@dataclass(frozen=True, slots=True)
class WorkView:
    """Everything `institutions/work.html` lays out; `share` is between 0 and 1."""

    total: int
    share: float | None
    in_time: int
    judged: int
    in_time_url: str
    overdue: int
    overdue_url: str
    unproved: int
    unproved_url: str
    tabs: Sequence[Link]
    heading: Text
    lines: Sequence[Line]
    page: "Page[int]"
    latest: Sequence[Line]
    proposed: int
    proposed_url: str
    proposals: Sequence[Line]
    filter_url: str
    predecessors: Sequence[Link]


def read_kind(asked: str) -> str:
    """Return the kind of records asked for; all of them where it is not known."""
    return asked if asked in bodies.KINDS else bodies.ALL


def work_view(
    page: "InstitutionPage", kind: str, asked_page: str, now: datetime
) -> WorkView | None:
    """Return the work of an institution; None where it was neither asked nor proposed anything."""
    institution = page.institution
    before = [row.predecessor for row in page.predecessors]
    number = int(asked_page) if asked_page.isascii() and asked_page[:6].isdigit() else 1
    work = bodies.work_of(institution, kind, max(1, number), now, before)
    if not (work.counts[bodies.ALL] or work.proposed or work.predecessors):
        return None
    public_id = str(institution.public_id)
    here = reverse("institutions:detail", args=[public_id])
    return WorkView(
        total=work.counts[bodies.ALL],
        share=work.share_in_time,
        in_time=work.counts["in_time"],
        judged=work.judged,
        in_time_url=_shows(here, "in_time"),
        overdue=work.counts["overdue"],
        overdue_url=_shows(here, "overdue"),
        unproved=work.counts["unproved"],
        unproved_url=_shows(here, "unproved"),
        tabs=_tabs(here, work, kind),
        heading=HEADINGS[kind],
        lines=lines(work.records),
        page=Paginator(range(work.counts[kind]), bodies.PAGE).get_page(number),
        latest=lines(work.latest),
        proposed=work.proposed,
        proposed_url=_records(author=public_id),
        proposals=lines(work.proposals),
        filter_url=_records(body=public_id),
        predecessors=_predecessors(before, work),
    )


def _tabs(here: str, work: bodies.Work, kind: str) -> list[Link]:
    """Return a tab for every kind that has records, and for the one shown."""
    return [
        Link(LABELS[one], _shows(here, one), current=one == kind, count=work.counts[one])
        for one in bodies.KINDS
        if work.counts[one] or one in {kind, bodies.ALL}
    ]


def _predecessors(before: "Sequence[Institution]", work: bodies.Work) -> list[Link]:
    """Return the predecessors that were asked something themselves, each with how much."""
    return [
        Link(
            name_of(body),
            reverse("institutions:detail", args=[body.public_id]),
            count=work.predecessors[body.pk],
        )
        for body in before
        if body.pk in work.predecessors
    ]


def _shows(here: str, kind: str) -> str:
    return f"{here}?{urlencode({'show': kind})}#records"


def _records(**chosen: str) -> str:
    return f"{reverse('recommendations:list')}?{urlencode(chosen)}"
