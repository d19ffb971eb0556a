"""How both sides see what was carried out, the author's grade, and the body's one rejoinder."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import CalendarVersion, Mandate
from kenes.domain.institutions.queries import engine_calendar, latest_calendar, procedure_of
from kenes.domain.recommendations.actions.announcing import facts_about, tell_author, tell_officers
from kenes.domain.recommendations.actions.answer_drafts import clean_words
from kenes.domain.recommendations.actions.execution import EvidenceFacts, save_evidence
from kenes.domain.recommendations.actions.locking import lock_answer
from kenes.domain.recommendations.actions.noting import note, save_address
from kenes.domain.recommendations.actions.recording import AUTHOR, happened, lock_recommendation
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.events import execution as events
from kenes.domain.recommendations.models import (
    AnswerGrade,
    Assessment,
    EventKind,
    Recommendation,
    Rejoinder,
)
from kenes.domain.recommendations.queries.closing import evidence_on_record
from kenes.domain.recommendations.rules import assessing as rules
from kenes.domain.recommendations.rules.authors import is_author
from kenes.domain.recommendations.rules.execution import refuse_period
from kenes.domain.recommendations.values import NOTHING_DONE, Grade, Side
from kenes.domain.shared.refusals import NotFound, permit
from kenes.domain.shared.text import digest_of_text
from kenes.engines import deadlines


@transaction.atomic
def assess(
    *,
    public_id: UUID,
    side: str,
    value: str,
    period_from: date,
    period_to: date,
    grounds: str,
    language: str,
    now: datetime,
    evidence: Sequence[EvidenceFacts] = (),
    by: Person | None = None,
    mandate: Mandate | None = None,
    code: str | None = None,
) -> Assessment:
    """Say how far a recommendation is carried out, as one side sees it, for a period that passed.

    The author assesses for civil society without a mandate: that is the author's word, done or not
    done, and rests on the bodies' own evidence where it brings none. Earlier ones stay on record.
    """
    recommendation = lock_recommendation(public_id)
    today, why = local_today(recommendation.body, now), clean_words(grounds, "", "").body
    by_author = side == Side.CIVIL and is_author(by, code, recommendation, on=today)
    permit(
        rules.refuse_to_assess(
            by, mandate, recommendation, side=side, is_author=by_author, on=today
        )
    )
    kept = save_evidence(evidence)
    if by_author and not kept and value not in NOTHING_DONE:
        kept = evidence_on_record(recommendation)
    permit(rules.refuse_assessment_facts(value, grounds=why, has_evidence=bool(kept)))
    permit(refuse_period(period_from, period_to, today=today))
    author = recommendation.author_institution if by_author else None
    assessment = Assessment.objects.create(
        recommendation=recommendation,
        side=side,
        assessor=author if by_author or mandate is None else mandate.institution,
        is_author=by_author,
        value=value,
        period_from=period_from,
        period_to=period_to,
        grounds=why,
        language=language,
        at=now,
    )
    assessment.evidence.set(kept)
    _note_assessment(assessment, len(kept), by=by, mandate=mandate, now=now)
    return assessment


@transaction.atomic
def grade(
    *,
    answer_id: UUID,
    value: str,
    grounds: str,
    language: str,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
    code: str | None = None,
) -> AnswerGrade:
    """Grade a signed position from A to E, once, as its author. The body is told."""
    answer = lock_answer(answer_id)
    address = answer.address
    recommendation, why = address.recommendation, clean_words(grounds, "", "").body
    today = local_today(recommendation.body, now)
    own = is_author(by, code, recommendation, on=today)
    is_on = procedure_of(recommendation.body, today).grades_on
    permit(rules.refuse_to_grade(answer, is_author=own, is_on=is_on, grounds=why))
    graded = AnswerGrade.objects.create(
        answer=answer, value=Grade(value), grounds=why, language=language, at=now
    )
    address.grade = graded.value
    save_address(address, "grade")
    fact = events.AnswerGraded(
        answer.public_id, address.institution.public_id, graded.value, digest_of_text(why)
    )
    event = note(
        address,
        EventKind.GRADED,
        fact,
        by=by,
        mandate=mandate,
        role=AUTHOR,
        now=now,
        grounds=why,
        answer=str(answer.public_id),
        value=graded.value,
    )
    told = facts_about(address, grade=graded.value)
    tell_officers(address, str(event.pk), "graded", told, on=today, now=now)
    return graded


@transaction.atomic
def rejoin(
    *, answer_id: UUID, text: str, language: str, by: Person, mandate: Mandate, now: datetime
) -> Rejoinder:
    """Reply once to the grade of an answer, within the working days that the rules give."""
    answer, words = lock_answer(answer_id), clean_words(text, "", "").body
    graded = AnswerGrade.objects.filter(answer=answer).select_related("answer").first()
    if graded is None:
        raise NotFound(f"answer {answer_id} has no grade")
    graded.answer, address = answer, answer.address
    today = local_today(address.institution, now)
    is_on = procedure_of(address.recommendation.body, today).rejoinder_on
    permit(rules.refuse_to_rejoin(by, mandate, graded, is_on=is_on, on=today))
    last_on = rejoinder_ends_on(address.recommendation, graded, latest_calendar())
    permit(rules.refuse_late_rejoinder(last_on, text=words, today=today))
    rejoinder = Rejoinder.objects.create(
        grade=graded, text=words, language=language, mandate=mandate, at=now
    )
    fact = events.GradeRejoined(
        answer.public_id, address.institution.public_id, digest_of_text(words)
    )
    event = note(
        address,
        EventKind.REJOINED,
        fact,
        by=by,
        mandate=mandate,
        now=now,
        answer=str(answer.public_id),
    )
    tell_author(event, "rejoined", facts_about(address), now=now)
    return rejoinder


def rejoinder_ends_on(
    recommendation: Recommendation, graded: AnswerGrade, calendar: CalendarVersion
) -> date:
    """Return the last day for a rejoinder: so many working days after the grade."""
    graded_on = local_today(recommendation.body, graded.at)
    days = procedure_of(recommendation.body, graded_on).rejoinder_working_days
    term = deadlines.Rule(max(1, days), deadlines.Unit.WORKING_DAYS)
    return deadlines.due(graded_on, term, engine_calendar(calendar)).due_on or graded_on


def _note_assessment(
    assessment: Assessment,
    evidence: int,
    *,
    by: Person | None,
    mandate: Mandate | None,
    now: datetime,
) -> None:
    fact = events.RecommendationAssessed(
        assessment=assessment.public_id,
        side=assessment.side,
        assessor=assessment.assessor.public_id if assessment.assessor else None,
        is_author=assessment.is_author,
        value=assessment.value,
        period_from=assessment.period_from,
        period_to=assessment.period_to,
        evidence=evidence,
        grounds_sha256=digest_of_text(assessment.grounds),
    )
    happened(
        assessment.recommendation,
        EventKind.ASSESSED,
        fact,
        by=by,
        mandate=mandate,
        role=AUTHOR if assessment.is_author else "",
        now=now,
        grounds=assessment.grounds,
        facts={
            "assessment": str(assessment.public_id),
            "side": assessment.side,
            "value": assessment.value,
        },
    )
