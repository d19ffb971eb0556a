"""What the facet index says of each recommendation, read in few rows and no model graphs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.clocks import Timeliness, timeliness_of
from kenes.domain.recommendations.models import Address, Assessment, LegalTarget, Recommendation
from kenes.domain.recommendations.models.core import RecommendationQuerySet
from kenes.domain.recommendations.progress import outcome_of
from kenes.domain.recommendations.queries.lateness import columns_of
from kenes.domain.recommendations.queries.promises import unproved
from kenes.domain.recommendations.queries.spans import among
from kenes.domain.recommendations.values import Position, Side

NEWEST, DUE = "newest", "due"
BOARD = "board"
"""The facet of the board: "column body" for every column in which one asked body counts."""
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


@dataclass(slots=True)
class _Reading:
    """What one reading takes as given: the day, where days begin, ids of institutions by key."""

    today: date
    zone: tzinfo
    public_ids: dict[int | None, str] = field(default_factory=dict)

    def know(self, keys: Iterable[int | None]) -> None:
        """Read the ids of institutions not met before."""
        if unknown := {key for key in keys if key is not None} - self.public_ids.keys():
            found = Institution.objects.filter(pk__in=unknown).values_list("pk", "public_id")
            self.public_ids.update((pk, str(public_id)) for pk, public_id in found)


def facts_of(keys: Collection[int] | None, today: date) -> Iterator[Facts]:
    """Yield the facts of every readable recommendation, or of those among `keys`.

    Reads in chunks, so that memory does not grow with the table beyond the index itself.
    """
    reading = _Reading(today, timezone.get_current_timezone())
    rows = Recommendation.objects.readable().order_by("pk")
    if keys is not None:
        ordered = sorted(keys)
        for start in range(0, len(ordered), CHUNK):
            yield from _chunk(rows.filter(pk__in=ordered[start : start + CHUNK]), reading)
        return
    last = 0
    while chunk := _chunk(rows.filter(pk__gt=last)[:CHUNK], reading):
        yield from chunk
        last = chunk[-1].pk


def most_pressing(found: Collection[Timeliness]) -> Timeliness | None:
    """Return the clock to show for several; None when there is none."""
    return next((value for value in PRESSING if value in found), None)


def _chunk(rows: RecommendationQuerySet, reading: _Reading) -> list[Facts]:
    columns = ("pk", "stage", "original_language", "filed_at", "author_institution_id")
    found: list[Any] = list(rows.values_list(*columns, named=True))
    reading.know(row.author_institution_id for row in found)
    facts = {row.pk: _begin(row, reading) for row in found}
    keys = list(facts)
    _add_addresses(facts, keys, reading)
    _add_links(facts, keys)
    _add_assessments(facts, keys)
    _add_promises(facts, keys, reading)
    return list(facts.values())


def _begin(row: Any, reading: _Reading) -> Facts:
    facts = Facts(row.pk)
    if row.filed_at is None:  # a draft; readable texts are all filed
        return facts
    filed_on = row.filed_at.astimezone(reading.zone).date()
    values = facts.values
    values["stage"].add(row.stage)
    if row.author_institution_id is not None:
        values["author"].add(reading.public_ids[row.author_institution_id])
    values["language"].add(row.original_language)
    values["year"].add(str(filed_on.year))
    facts.ranks[NEWEST] = int(row.filed_at.timestamp())
    return facts


def _add_addresses(found: dict[int, Facts], keys: Sequence[int], reading: _Reading) -> None:
    """Add what the asked bodies did; rows are plain, since a model for each would cost most."""
    rows: Any = Address.objects.filter(among(keys, "recommendation")).values_list(
        "recommendation_id", "basis", "calendar_id", "asked_on", "delivered_on", "due_on",
        "answered_on", "is_extended", "suspended_since", "is_open", "position", "grade",
        "institution_id", "taken_over_by_id", named=True,
    )  # fmt: skip
    addresses = [row for row in rows if row.recommendation_id in found]
    reading.know(row.institution_id for row in addresses)
    reading.know(row.taken_over_by_id for row in addresses)
    for address in addresses:
        _add_address(found[address.recommendation_id], address, reading)
    for facts in found.values():
        if pressing := most_pressing(facts.clocks):
            facts.values["timeliness"].add(pressing.value)


def _add_address(facts: Facts, address: Any, reading: _Reading) -> None:
    values = facts.values
    body = reading.public_ids[address.institution_id]
    values["body"].add(body)
    if address.taken_over_by_id:
        values["body"].add(reading.public_ids[address.taken_over_by_id])
    values["has"].add("asked")
    values["position"].add(address.position)
    if address.position != Position.AWAITING:
        values["has"].add("answered")
    if address.grade:
        values["grade"].add(address.grade)
    for column in columns_of(address, reading.today):
        values[BOARD].add(f"{column} {body}")
        facts.is_dated |= column == "received"  # a year ends on some day
    clock = timeliness_of(address, reading.today)
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
        rows = table.objects.filter(among(keys, "recommendation"))
        for pk, value in rows.values_list("recommendation_id", column):
            if pk in found:
                found[pk].values[facet].add(str(value))
    topics = Recommendation.topics.through.objects.filter(among(keys, "recommendation"))
    for pk, kind, code in topics.values_list("recommendation_id", "topic__kind", "topic__code"):
        if pk in found:
            found[pk].values[kind].add(code)


def _add_assessments(found: dict[int, Facts], keys: Sequence[int]) -> None:
    """Take the latest value of each side, and what follows from all of them with their evidence.

    The independent side's own value is shown on the page alone.
    """
    rows = Assessment.objects.filter(among(keys, "recommendation"))
    shown = Exists(Assessment.evidence.through.objects.filter(assessment=OuterRef("pk")))
    ordered = rows.order_by("period_to", "at", "pk").annotate(is_shown=shown)
    latest: dict[int, dict[str, tuple[str, bool]]] = defaultdict(dict)
    columns = ("recommendation_id", "side", "value", "is_shown")
    for pk, side, value, is_shown in ordered.values_list(*columns):
        latest[pk][side] = (value, is_shown)
    for pk, facts in found.items():
        sides = latest.get(pk, {})
        facts.values["outcome"].add(outcome_of(sides.values()).value)
        for side in sides.keys() & {Side.STATE, Side.CIVIL}:
            facts.values[side] = {sides[side][0]}


def _add_promises(found: dict[int, Facts], keys: Sequence[int], reading: _Reading) -> None:
    """Add what was promised by a date and not shown; an open promise may be late on a new day."""
    promises = [one for one in unproved(keys, reading.today) if one[0] in found]
    reading.know(body for _pk, body, _is_late in promises)
    for pk, body, is_late in promises:
        found[pk].is_dated = True
        if is_late:
            found[pk].values["has"].add("unproved")
            found[pk].values[BOARD].add(f"unproved {reading.public_ids[body]}")
