"""What a body may demand of an institution on a day: answers owed, promises with nothing shown.

Overdue is said only where a statute and a delivery are on record. What else waits is demanded once
it is silent for `PATIENCE`: a body that was asked yesterday is not dunned today.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from kenes.domain.institutions.models import Institution
from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.clocks import days_overdue, days_silent
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    Measure,
    Recommendation,
    RecommendationText,
)
from kenes.domain.recommendations.queries.lateness import is_overdue, is_silent
from kenes.domain.recommendations.queries.promises import unproved_answers, unproved_measures
from kenes.domain.recommendations.values import PUBLIC_STAGES
from kenes.domain.shared.languages import pick

PATIENCE = timedelta(days=30)
MOST = 400
"""The longest letter, by each kind of item."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One item of a letter: a recommendation with its title, and what is owed on it.

    `since` is the day of receipt, else of asking; `due_on` the day that passed, None without one;
    `days` working days late by statute, else days without an answer, None where no calendar
    covers them. `by` is the law, or the promised measure.
    """

    number: str
    title: str
    title_language: str
    since: date
    due_on: date | None
    days: int | None = None
    incoming_number: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a body demands of one institution on a day; dates are in the body's zone."""

    body: Institution
    institution: Institution
    on: date
    overdue: Sequence[Owed]
    silent: Sequence[Owed]
    measures: Sequence[Owed]
    evidence: Sequence[Owed]

    @property
    def count(self) -> int:
        """How many items it has."""
        return len([*self.overdue, *self.silent, *self.measures, *self.evidence])


def owing(body: Institution, now: datetime) -> list[tuple[Institution, int]]:
    """Return the institutions that owe this body something, each with how much; the most first."""
    today = today_at(body, now)
    counted: Counter[int] = Counter()
    for rows in (_overdue(body, today), _silent(body, today)):
        counted.update(_counts(rows, "institution"))
    for promises in (_measures(body, today), _evidence(body, today)):
        counted.update(_counts(promises, "address__institution"))
    found = Institution.objects.in_bulk(counted)
    return [(found[pk], many) for pk, many in counted.most_common()]


def owing_addresses(recommendation: Recommendation, today: date) -> frozenset[int]:
    """Return the addresses of one recommendation on which something is owed on a day.

    By the same rule as the letters: the term of a statute has passed, or `PATIENCE` has without an
    answer, or a promise has nothing shown for it.
    """
    if recommendation.hidden_ground or recommendation.stage not in PUBLIC_STAGES:
        return frozenset()
    own = OuterRef("pk")
    unshown = Exists(unproved_measures(today).filter(address=own)) | Exists(
        unproved_answers(today).filter(address=own)
    )
    waiting = Q(is_open=True, answered_on__isnull=True) & (is_overdue(today) | _is_patient(today))
    rows = Address.objects.filter(recommendation=recommendation).filter(waiting | unshown)
    return frozenset(rows.values_list("pk", flat=True))


def owed_addresses(body: Institution, institution: Institution, on: date) -> list[Address]:
    """Return what of an institution a body may demand on a day, by the same rule as the letter."""
    owed = (
        Q(pk__in=_overdue(body, on))
        | Q(pk__in=_silent(body, on))
        | Q(pk__in=_measures(body, on).values("address"))
        | Q(pk__in=_evidence(body, on).values("address"))
    )
    rows = Address.objects.filter(owed, recommendation__body=body, institution=institution)
    return list(rows.select_related("recommendation").order_by("recommendation_id", "pk"))


def letter_to(institution: Institution, body: Institution, language: str, now: datetime) -> Letter:
    """Return what a body may demand of an institution today, titles in a language if they can."""
    today = today_at(body, now)
    overdue = _of_address(_overdue(body, today), institution)
    silent = _of_address(_silent(body, today), institution)
    measures = _of_promise(_measures(body, today), institution)
    evidence = _of_promise(_evidence(body, today), institution)
    promised = [*(one.address for one in measures), *(one.address for one in evidence)]
    rows = [*overdue, *silent, *promised]
    titles = _titles({row.recommendation_id for row in rows}, language)
    return Letter(
        body=body,
        institution=institution,
        on=today,
        overdue=[_late(row, titles, today) for row in overdue],
        silent=[_owed(row, titles, row.due_on, days_silent(row, today)) for row in silent],
        measures=[_owed(one.address, titles, one.due_on, by=_title_of(one)) for one in measures],
        evidence=[_owed(one.address, titles, one.evidence_due_on) for one in evidence],
    )


def _asked(body: Institution) -> QuerySet[Address]:
    return Address.objects.filter(
        recommendation__body=body,
        recommendation__hidden_ground="",
        recommendation__stage__in=PUBLIC_STAGES,
        is_open=True,
        answered_on__isnull=True,
    )


def _overdue(body: Institution, today: date) -> QuerySet[Address]:
    return _asked(body).filter(is_overdue(today))


def _silent(body: Institution, today: date) -> QuerySet[Address]:
    return _asked(body).filter(_is_patient(today))


def _is_patient(today: date) -> Q:
    """Tell what no statute calls overdue and has been waited for long enough."""
    asked = Q(suspended_since__isnull=True, asked_on__lte=today - PATIENCE)
    return is_silent(today) & asked


def _measures(body: Institution, today: date) -> QuerySet[Measure]:
    return unproved_measures(today).filter(address__recommendation__body=body)


def _evidence(body: Institution, today: date) -> QuerySet[Answer]:
    return unproved_answers(today).filter(address__recommendation__body=body)


def _counts(rows: QuerySet[Any], of: str) -> dict[int, int]:
    counted = rows.order_by().values(of).annotate(many=Count("pk", distinct=True))
    return {row[of]: row["many"] for row in counted}


def _of_address(rows: QuerySet[Address], institution: Institution) -> list[Address]:
    rows = rows.filter(institution=institution)
    return list(
        rows.select_related("recommendation", "rule", "calendar").order_by("asked_on", "pk")[:MOST]
    )


def _of_promise[R: (Measure, Answer)](rows: QuerySet[R], institution: Institution) -> list[R]:
    rows = rows.filter(address__institution=institution).select_related("address__recommendation")
    return list(rows.order_by("pk")[:MOST])


def _titles(keys: Iterable[int], language: str) -> dict[int, tuple[str, str]]:
    """Return each title with its language: the one asked for, else the original."""
    texts = RecommendationText.objects.filter(
        version__recommendation__in=keys,
        version__number=F("version__recommendation__current_version"),
    ).order_by("is_original")
    found: dict[int, tuple[str, str]] = {}
    for key, title, of, is_original in texts.values_list(
        "version__recommendation", "title", "language", "is_original"
    ):
        if of == language or (is_original and key not in found):
            found[key] = (title, of)
    return found


def _title_of(measure: Measure) -> str:
    return pick(measure.title_kk, measure.title_ru, measure.title_en)


def _late(row: Address, titles: dict[int, tuple[str, str]], today: date) -> Owed:
    rule = row.rule
    law = pick(rule.law_kk, rule.law_ru, rule.law_en) if rule else ""
    if rule and rule.article:
        law = ", ".join([law, gettext("article %(number)s") % {"number": rule.article}])
    return _owed(row, titles, row.due_on, days_overdue(row, today), law)


def _owed(
    row: Address,
    titles: dict[int, tuple[str, str]],
    due_on: date | None,
    days: int | None = None,
    by: str = "",
) -> Owed:
    title, language = titles[row.recommendation_id]
    return Owed(
        number=row.recommendation.number or "",
        title=title,
        title_language=language,
        since=row.delivered_on or row.asked_on,
        due_on=due_on,
        days=days,
        incoming_number=row.incoming_number,
        by=by,
    )
