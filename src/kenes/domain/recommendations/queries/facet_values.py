"""What the facet index says of each recommendation, read in few rows and no model graphs."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from kenes.domain.institutions.models import CalendarVersion
from kenes.domain.recommendations.clocks import Timeliness, timeliness_of
from kenes.domain.recommendations.models import Address, Assessment, LegalTarget, Recommendation
from kenes.domain.recommendations.models.core import RecommendationQuerySet
from kenes.domain.recommendations.queries.promises import unproved
from kenes.domain.recommendations.values import Position, Side

NEWEST, DUE = "newest", "due"
ORDERS = (NEWEST, DUE)
CHUNK = 4000

PRESSING = (
    Timeliness.OVERDUE,
    Timeliness.NO_ANSWER,
    Timeliness.DUE_SOON,
    Timeliness.SUSPENDED,
    Timeliness.LAWFULLY_EXTENDED,
    Timeliness.NOT_DELIVERED,
    Timeliness.NOT_DUE,
    Timeliness.ANSWERED_LATE,
    Timeliness.ANSWERED_IN_TIME,
    Timeliness.ANSWERED,
)
"""From the clock that presses most to the one that presses least."""


@dataclass(slots=True)
class Facts:
    """The values of one recommendation by facet, and its ranks.

    `is_dated` says that a new day may change them without an act.
    """

    pk: int
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ranks: dict[str, int] = field(default_factory=dict)
    clocks: set[Timeliness] = field(default_factory=set)
    is_dated: bool = False


def facts_of(keys: Collection[int] | None, today: date) -> Iterator[Facts]:
    """Yield the facts of every readable recommendation, or of those among `keys`.

    Reads in chunks, so that memory does not grow with the table beyond the index itself.
    """
    calendars = {found.pk: found for found in CalendarVersion.objects.all()}
    rows = Recommendation.objects.readable()
    if keys is not None:
        for start in range(0, len(keys), 500):
            yield from _chunk(
                rows.filter(pk__in=sorted(keys)[start : start + 500]), today, calendars
            )
        return
    last = 0
    while True:
        chunk = list(_chunk(rows.filter(pk__gt=last).order_by("pk")[:CHUNK], today, calendars))
        if not chunk:
            return
        yield from chunk
        last = chunk[-1].pk


def most_pressing(found: Collection[Timeliness]) -> Timeliness | None:
    """Return the clock to show for several; None when there is none."""
    return next((value for value in PRESSING if value in found), None)


def _chunk(
    rows: RecommendationQuerySet, today: date, calendars: dict[int, CalendarVersion]
) -> list[Facts]:
    columns = rows.values_list(
        "pk", "stage", "original_language", "filed_at", "author_institution__public_id"
    )
    found = {row[0]: _begin(*row) for row in columns}
    keys = list(found)
    _add_addresses(found, keys, today, calendars)
    _add_links(found, keys)
    _add_assessments(found, keys)
    for pk, is_waiting in unproved(keys, today):
        found[pk].is_dated = True
        if is_waiting:
            found[pk].values["has"].add("unproved")
    return [found[pk] for pk in sorted(found)]


def _begin(
    pk: int, stage: str, language: str, filed_at: datetime | None, author: UUID | None
) -> Facts:
    facts = Facts(pk)
    if filed_at is None:  # a draft; readable texts are all filed
        return facts
    filed_on = timezone.localdate(filed_at)
    facts.values["stage"].add(stage)
    if author is not None:
        facts.values["author"].add(str(author))
    facts.values["language"].add(language)
    facts.values["year"].add(str(filed_on.year))
    facts.values["day"].add(filed_on.isoformat())
    facts.ranks[NEWEST] = int(filed_at.timestamp())
    return facts


def _add_addresses(
    found: dict[int, Facts],
    keys: Sequence[int],
    today: date,
    calendars: dict[int, CalendarVersion],
) -> None:
    rows = Address.objects.filter(recommendation__in=keys).select_related(
        "institution", "taken_over_by"
    )
    rows = rows.only(
        "recommendation_id", "basis", "calendar_id", "asked_on", "delivered_on", "due_on",
        "answered_on", "is_extended", "suspended_since", "is_open", "position", "grade",
        "institution__public_id", "taken_over_by__public_id",
    )  # fmt: skip
    for address in rows:
        address.calendar = calendars[address.calendar_id]
        _add_address(found[address.recommendation_id], address, today)
    for facts in found.values():
        if pressing := most_pressing(facts.clocks):
            facts.values["timeliness"].add(pressing.value)


def _add_address(facts: Facts, address: Address, today: date) -> None:
    values = facts.values
    values["body"].add(str(address.institution.public_id))
    if address.taken_over_by:
        values["body"].add(str(address.taken_over_by.public_id))
    values["has"].add("asked")
    values["position"].add(address.position)
    if address.position != Position.AWAITING:
        values["has"].add("answered")
    if address.grade:
        values["grade"].add(address.grade)
    clock = timeliness_of(address, today)
    if clock is not None:
        facts.clocks.add(clock)
    if address.answered_on is None and address.is_open:
        facts.is_dated = True
        if address.due_on:
            before = facts.ranks.get(DUE)
            due = address.due_on.toordinal()
            facts.ranks[DUE] = due if before is None else min(before, due)


def _add_links(found: dict[int, Facts], keys: Sequence[int]) -> None:
    links: dict[str, tuple[Any, str]] = {
        "region": (Recommendation.territories.through, "territory__kato"),
        "obligation": (Recommendation.obligations.through, "obligation__document"),
        "act": (LegalTarget, "act__public_id"),
    }
    for facet, (table, column) in links.items():
        rows = table.objects.filter(recommendation__in=keys)
        for pk, value in rows.values_list("recommendation_id", column):
            found[pk].values[facet].add(str(value))
    topics = Recommendation.topics.through.objects.filter(recommendation__in=keys)
    for pk, kind, code in topics.values_list("recommendation_id", "topic__kind", "topic__code"):
        found[pk].values[kind].add(code)


def _add_assessments(found: dict[int, Facts], keys: Sequence[int]) -> None:
    """Take the latest value of each side; the independent one is shown on the page alone."""
    rows = Assessment.objects.filter(recommendation__in=keys).exclude(side=Side.INDEPENDENT)
    latest = rows.order_by("period_to", "at", "pk")
    for pk, side, value in latest.values_list("recommendation_id", "side", "value"):
        found[pk].values[side] = {value}
