"""What one institution was asked and what it did about it: numbers, and the records behind each.

A recommendation may have several bodies; here only this institution's own clock and answer count.
Answers of a predecessor stay its own and are not counted for its successor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import Address
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.facet_values import BOARD, NEWEST
from kenes.domain.recommendations.queries.lateness import is_overdue, is_silent
from kenes.domain.recommendations.queries.listing import Card, cards_of
from kenes.domain.recommendations.queries.promises import unproved_answers, unproved_measures
from kenes.domain.recommendations.values import PUBLIC_STAGES, Basis
from kenes.domain.shared.languages import current_language

PAGE, FEW = 20, 3
ALL = "all"
KINDS = (ALL, "overdue", "silent", "waiting", "in_time", "late", "answered", "unproved")
"""What of an institution's recommendations may be shown, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one institution was asked and what it proposed.

    `counts` holds the numbers by kind, `records` the page of the kind asked for, `predecessors`
    how much each of them was asked itself.
    """

    counts: Mapping[str, int]
    records: Sequence[Card]
    latest: Sequence[Card]
    proposals: Sequence[Card]
    proposed: int
    predecessors: Mapping[int, int]

    @property
    def judged(self) -> int:
        """How many answers can be called in time or late: delivered, with a term that binds."""
        return self.counts["in_time"] + self.counts["late"]

    @property
    def share_in_time(self) -> float | None:
        """The share of those that came in time; None where none can be judged."""
        return self.counts["in_time"] / self.judged if self.judged else None


def work_of(
    institution: Institution,
    kind: str,
    page: int,
    now: datetime,
    predecessors: Sequence[Institution] = (),
) -> Work:
    """Read a page of one kind of records with every number, in reads that do not grow.

    A page beyond the last one is the last one.
    """
    with facets.one_look():
        return _work_of(institution, kind, page, now, predecessors)


def last_page(count: int) -> int:
    """Return the number of the last page of so many records."""
    return max(1, -(-count // PAGE))


def _work_of(
    institution: Institution,
    kind: str,
    page: int,
    now: datetime,
    predecessors: Sequence[Institution],
) -> Work:
    today, rows = timezone.localdate(now), _asked(institution)
    counts = _counts(institution, now)
    chosen = _records(rows, kind, min(page, last_page(counts[kind])), today)
    latest = _latest(rows, today) if counts["answered"] else []
    proposed = facets.filtered(
        {"author": (str(institution.public_id),)},
        order=NEWEST, offset=0, limit=FEW, now=now,
    )  # fmt: skip
    keys = list(dict.fromkeys([*chosen, *latest, *proposed.keys]))
    cards = {card.pk: card for card in cards_of(keys, language=current_language(), now=now)}
    return Work(
        counts=counts,
        records=[cards[key] for key in chosen],
        latest=[cards[key] for key in latest],
        proposals=[cards[key] for key in proposed.keys],
        proposed=proposed.total,
        predecessors=_asked_before(predecessors) if predecessors else {},
    )


def _counts(institution: Institution, now: datetime) -> dict[str, int]:
    """Count each kind in the index: a body is asked once in a recommendation at most."""
    columns = {kind: "asked" if kind == ALL else kind for kind in KINDS}
    return {
        kind: facets.count({BOARD: (f"{column} {institution.public_id}",)}, now=now)
        for kind, column in columns.items()
    }


def _records(rows: QuerySet[Address], kind: str, page: int, today: date) -> list[int]:
    """Return the keys of a page, the last asked first; what is overdue, the oldest date first."""
    order = ("due_on", "pk") if kind == "overdue" else ("-asked_on", "-pk")
    found = rows.filter(_condition(kind, today)).order_by(*order)
    keys = found.values_list("recommendation_id", flat=True)
    return list(keys[(page - 1) * PAGE : page * PAGE])


def _latest(rows: QuerySet[Address], today: date) -> list[int]:
    found = rows.filter(answered_on__lte=today).order_by("-answered_on", "-pk")
    return list(found.values_list("recommendation_id", flat=True)[:FEW])


def _asked(institution: Institution) -> QuerySet[Address]:
    return _readable().filter(institution=institution)


def _readable() -> QuerySet[Address]:
    return Address.objects.filter(
        recommendation__hidden_ground="",
        recommendation__stage__in=PUBLIC_STAGES,
    )


def _condition(kind: str, today: date) -> Q:
    """Return a kind as a condition; `lateness.columns_of` says the same of a row in memory."""
    if kind == "unproved":
        return _unproved(today)
    answered = Q(answered_on__isnull=False, answered_on__lte=today)
    waiting = Q(is_open=True, answered_on__isnull=True)
    judged = (
        answered
        & Q(delivered_on__isnull=False, delivered_on__lte=today, due_on__isnull=False)
        & ~Q(basis=Basis.COURTESY)
    )
    return {
        ALL: Q(pk__isnull=False),
        "overdue": waiting & is_overdue(today),
        "silent": waiting & is_silent(today) & Q(suspended_since=None),
        "waiting": waiting,
        "in_time": judged & Q(answered_on__lte=F("due_on")),
        "late": judged & Q(answered_on__gt=F("due_on")),
        "answered": answered,
    }[kind]


def _unproved(today: date) -> Q:
    """Tell where a promise is past its date and nothing was shown for it."""
    of_address = {"address": OuterRef("pk")}
    return Q(
        Exists(unproved_measures(today).filter(**of_address))
        | Exists(unproved_answers(today).filter(**of_address))
    )


def _asked_before(predecessors: Sequence[Institution]) -> dict[int, int]:
    """Return how much each predecessor was asked itself, where it was."""
    rows = _readable().filter(institution__in=predecessors).order_by().values("institution")
    return {row["institution"]: row["many"] for row in rows.annotate(many=Count("pk"))}
