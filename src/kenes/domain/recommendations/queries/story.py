"""Gather what the one sentence of a recommendation is built from."""

from collections.abc import Iterable, Sequence
from datetime import date

from kenes.domain.recommendations.clocks import days_overdue, days_silent, timeliness_of
from kenes.domain.recommendations.models import Address, Answer, Assessment, Measure, Recommendation
from kenes.domain.recommendations.progress import gap_of, is_stalled, latest_of_each_side
from kenes.domain.recommendations.queries.closing import word_awaited_until
from kenes.domain.recommendations.queries.fulfilment import handed
from kenes.domain.recommendations.sentence import BodyFacts, PromiseFacts, StoryFacts
from kenes.domain.recommendations.values import Position, Side
from kenes.domain.shared.languages import name_of

# What `story_facts` reads of each address: one query each, however many addresses there are.
ADDRESS_RELATED = ("institution", "calendar", "taken_over_by")
ADDRESS_PREFETCH = ("answers", "forwarded_to__institution", "measures__reports__evidence")


def story_addresses(recommendation: Recommendation) -> list[Address]:
    """Return the addresses with all that their story needs, the lead body first."""
    rows = recommendation.addresses.select_related(*ADDRESS_RELATED)
    return list(rows.prefetch_related(*ADDRESS_PREFETCH).order_by("-role", "pk"))


def story_facts(
    recommendation: Recommendation,
    addresses: Sequence[Address],
    *,
    today: date,
    stalled_months: int = 6,
) -> StoryFacts:
    """Return the facts of one recommendation; assessments come from its prefetched relation."""
    assessments = handed(recommendation, "assessments")
    values = {side: one.value for side, one in latest_of_each_side(assessments).items()}
    gap, successor = gap_of(assessments), recommendation.superseded_by
    author = recommendation.author_institution
    public_name = recommendation.author_name if recommendation.is_name_public else ""
    filed_at = recommendation.filed_at
    return StoryFacts(
        stage=recommendation.stage,
        filed_on=filed_at.date() if filed_at else None,
        author=name_of(author) if author else public_name,
        superseded_by=successor.number or "" if successor else "",
        bodies=tuple(_body(address, today) for address in addresses),
        state_value=values.get(Side.STATE, ""),
        civil_value=values.get(Side.CIVIL, ""),
        independent_value=values.get(Side.INDEPENDENT, ""),
        gap=gap.steps if gap else None,
        stalled_months=_stalled(addresses, stalled_months, today),
        closed_as=recommendation.closed_as,
        word_until=_word_until(recommendation, assessments, today),
    )


def _word_until(
    recommendation: Recommendation, assessments: Iterable[Assessment], today: date
) -> date | None:
    """Return the last day of a term for the author's word that runs today."""
    until = word_awaited_until(recommendation, assessments)
    return until if until is not None and today <= until else None


def _body(address: Address, today: date) -> BodyFacts:
    position = _signed_position(handed(address, "answers"))
    successors = handed(address, "forwarded_to")
    return BodyFacts(
        name=name_of(address.institution),
        asked_on=address.asked_on,
        position=address.position,
        timeliness=timeliness_of(address, today),
        due_on=address.due_on,
        answered_on=address.answered_on,
        days_overdue=days_overdue(address, today),
        days_silent=days_silent(address, today),
        forwarded_to=name_of(successors[0].institution) if successors else "",
        taken_over_by=name_of(address.taken_over_by) if address.taken_over_by else "",
        evidence_due_on=_evidence_due(position),
        promise=_promise(handed(address, "measures"), today),
        grade=address.grade,
    )


def _signed_position(answers: Iterable[Answer]) -> Answer | None:
    signed = [row for row in answers if row.state == Answer.State.SIGNED]
    return next((row for row in signed if row.kind == Answer.Kind.POSITION), None)


def _evidence_due(position: Answer | None) -> date | None:
    if position is None or position.position != Position.SAID_ALREADY_DONE:
        return None
    return position.evidence_due_on


def _promise(measures: Iterable[Measure], today: date) -> PromiseFacts | None:
    """Speak of the open measure due first; where all are done, of the last one."""
    rows = sorted(measures, key=lambda row: (row.due_on, row.pk))
    if not rows:
        return None
    measure = next((row for row in rows if row.done_on is None), rows[-1])
    return PromiseFacts(
        due_on=measure.due_on,
        done_on=measure.done_on,
        days_late=max(0, (today - measure.due_on).days) if measure.done_on is None else 0,
        has_evidence=_last_evidence(measure) is not None,
    )


def _last_evidence(measure: Measure) -> date | None:
    """Return the day of the newest report that came with evidence."""
    days = [row.at.date() for row in handed(measure, "reports") if handed(row, "evidence")]
    return max(days, default=None)


def _stalled(addresses: Iterable[Address], months: int, today: date) -> int | None:
    """Return `months` where a promise stands open and every open promise went without evidence."""
    rows = [row for address in addresses for row in handed(address, "measures")]
    open_rows = [row for row in rows if row.done_on is None]
    if not open_rows:
        return None
    stalled = [
        is_stalled(_last_evidence(row), row.set_at.date(), months=months, today=today)
        for row in open_rows
    ]
    return months if all(stalled) else None
