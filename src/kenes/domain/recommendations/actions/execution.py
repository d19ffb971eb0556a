"""Measures with owner and term, indicators that fall due again, reports with evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.actions.announcing import facts_about, tell_author
from kenes.domain.recommendations.actions.answer_drafts import clean_link, clean_words
from kenes.domain.recommendations.actions.locking import lock_address, lock_measure
from kenes.domain.recommendations.actions.noting import note
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import execution as events
from kenes.domain.recommendations.models import (
    EventKind,
    Evidence,
    Indicator,
    Measure,
    ProgressReport,
)
from kenes.domain.recommendations.rules import execution as rules
from kenes.domain.recommendations.rules.addressing import refuse_ended_body
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import clean_line, digest_of_text
from kenes.engines.deadlines.terms import months_after

TITLE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Names:
    """A line in up to three languages; at least one is there."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def cleaned(self, limit: int = TITLE_LIMIT) -> "Names":
        """Return the same lines without what nobody sees, cut to `limit` characters."""
        return Names(*(clean_line(text)[:limit] for text in (self.kk, self.ru, self.en)))

    def all(self) -> tuple[str, str, str]:
        """Return the lines in the order of the languages."""
        return (self.kk, self.ru, self.en)


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """A file or a web address that shows something, with its title."""

    title: str
    file: StoredFile | None = None
    link: str = ""


@transaction.atomic
def set_measure(
    *,
    address_id: UUID,
    title: Names,
    due_on: date,
    by: Person,
    mandate: Mandate,
    now: datetime,
    owner: Institution | None = None,
    budget: str = "",
) -> Measure:
    """Promise a measure by a day; its owner is the body itself unless another is named."""
    address, words = lock_address(address_id), title.cleaned()
    today, bearer = local_today(address.institution, now), owner or address.institution
    permit(rules.refuse_to_promise(by, mandate, address, on=today))
    permit(rules.refuse_measure_facts(words.all(), due_on, today=today))
    permit(refuse_ended_body(bearer, on=today))
    measure = Measure.objects.create(
        address=address,
        owner=bearer,
        title_kk=words.kk,
        title_ru=words.ru,
        title_en=words.en,
        due_on=due_on,
        budget=clean_line(budget)[:200],
        set_at=now,
    )
    fact = events.MeasureSet(
        address.public_id,
        address.institution.public_id,
        measure.public_id,
        bearer.public_id,
        due_on,
        digest_of_text("\n".join(words.all())),
    )
    event = note(
        address,
        EventKind.MEASURE_SET,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        measure=str(measure.public_id),
        due_on=due_on,
    )
    tell_author(event, "news", facts_about(address), now=now)
    return measure


@transaction.atomic
def set_indicator(
    *,
    measure_id: UUID,
    name: Names,
    target: Decimal,
    unit: Names,
    every_months: int,
    first_due_on: date,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Indicator:
    """Say what is counted for a measure, and from which day it falls due again and again."""
    measure, words, units = lock_measure(measure_id), name.cleaned(), unit.cleaned(60)
    address = measure.address
    today = local_today(address.institution, now)
    permit(rules.refuse_to_promise(by, mandate, address, on=today))
    permit(rules.refuse_indicator_facts(words.all(), every_months))
    permit(rules.refuse_measure_facts(words.all(), first_due_on, today=today))
    indicator = Indicator.objects.create(
        measure=measure,
        name_kk=words.kk,
        name_ru=words.ru,
        name_en=words.en,
        target=target,
        unit_kk=units.kk,
        unit_ru=units.ru,
        unit_en=units.en,
        every_months=every_months,
        first_due_on=first_due_on,
        next_due_on=first_due_on,
    )
    fact = events.IndicatorSet(
        measure.public_id,
        indicator.pk,
        str(target),
        every_months,
        first_due_on,
        digest_of_text("\n".join(words.all() + units.all())),
    )
    note(
        address,
        EventKind.INDICATOR_SET,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        measure=str(measure.public_id),
        indicator=indicator.pk,
    )
    return indicator


@transaction.atomic
def report_progress(
    *,
    measure_id: UUID,
    text: str,
    language: str,
    period_from: date,
    period_to: date,
    by: Person,
    mandate: Mandate,
    now: datetime,
    indicator: Indicator | None = None,
    value: Decimal | None = None,
    evidence: Sequence[EvidenceFacts] = (),
    is_final: bool = False,
) -> ProgressReport:
    """Report on a measure for a period; an indicator's next date moves on by its interval."""
    measure, words = lock_measure(measure_id), clean_words(text, "", "").body
    address = measure.address
    today = local_today(address.institution, now)
    permit(rules.refuse_to_report(by, mandate, measure, text=words, on=today))
    period, has_value = (period_from, period_to), value is not None
    permit(
        rules.refuse_report_facts(
            measure, indicator, has_value=has_value, period=period, today=today
        )
    )
    report = ProgressReport.objects.create(
        measure=measure,
        indicator=indicator,
        value=value,
        text=words,
        language=language,
        period_from=period_from,
        period_to=period_to,
        is_final=is_final,
        mandate=mandate,
        at=now,
    )
    report.evidence.set(save_evidence(evidence))
    if indicator is not None:
        advance(indicator)
    _note_report(report, len(evidence), by=by, mandate=mandate, now=now)
    return report


@transaction.atomic
def finish_measure(*, measure_id: UUID, by: Person, mandate: Mandate, now: datetime) -> Measure:
    """Report a measure as done; a report with evidence must be on record."""
    measure = lock_measure(measure_id)
    today = local_today(measure.address.institution, now)
    permit(rules.refuse_to_finish(by, mandate, measure, on=today))
    measure.done_on = today
    measure.save(update_fields=["done_on"])
    fact = events.MeasureDone(measure.public_id, measure.due_on, today)
    event = note(
        measure.address,
        EventKind.MEASURE_DONE,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        measure=str(measure.public_id),
        done_on=today,
    )
    tell_author(event, "news", facts_about(measure.address), now=now)
    return measure


def save_evidence(evidence: Sequence[EvidenceFacts]) -> list[Evidence]:
    """Keep files and links as evidence. Raises Invalid for what is not a web address."""
    return [
        Evidence.objects.create(
            title=clean_line(one.title)[:200] or one.link[:200],
            file=one.file,
            link=clean_link(one.link),
        )
        for one in evidence
        if one.file is not None or one.link
    ]


def advance(indicator: Indicator) -> None:
    """Move an indicator to its next date, counted from the first so that month ends stay."""
    step, first = indicator.every_months, indicator.first_due_on
    later = (months_after(first, step * number) for number in count(1))
    indicator.next_due_on = next(day for day in later if day > indicator.next_due_on)
    indicator.save(update_fields=["next_due_on"])


def _note_report(
    report: ProgressReport, evidence: int, *, by: Person, mandate: Mandate, now: datetime
) -> None:
    measure = report.measure
    fact = events.ProgressReported(
        measure=measure.public_id,
        report=report.public_id,
        indicator=report.indicator_id,
        value=None if report.value is None else str(report.value),
        period_from=report.period_from,
        period_to=report.period_to,
        is_final=report.is_final,
        evidence=evidence,
        text_sha256=digest_of_text(report.text),
    )
    event = note(
        measure.address,
        EventKind.REPORTED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        measure=str(measure.public_id),
        report=str(report.public_id),
    )
    tell_author(event, "news", facts_about(measure.address), now=now)
