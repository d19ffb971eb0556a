"""The public facts of one recommendation as plain JSON values."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from kenes.domain.recommendations.clocks import timeliness_of
from kenes.domain.recommendations.queries.detail import Story
from kenes.web.recommendations.acts import sentence
from kenes.web.recommendations.leading import lead_as_data


def facts_as_data(story: Story, now: datetime) -> dict[str, Any]:
    """Return what the page shows, under stable English names and public ids."""
    row = story.recommendation
    today = timezone.localdate(now)
    addressees = {address.pk: str(address.public_id) for address in story.addresses}
    return {
        "number": row.number,
        "public_id": str(row.public_id),
        "edition": row.edition,
        "stage": row.stage,
        "closed_as": row.closed_as,
        "word_asked_at": row.word_asked_at,
        "original_language": row.original_language,
        "filed_at": row.filed_at,
        "changed_at": row.changed_at,
        "texts": [
            {
                "version": text.version.number,
                "language": text.language,
                "is_original": text.is_original,
                "state": text.state,
                "title": text.title,
                "problem": text.problem,
                "demand": text.demand,
            }
            for text in story.texts
            if text.version.number == row.current_version
        ],
        "addressees": [
            {
                "id": str(address.public_id),
                "institution": str(address.institution.public_id),
                "name_kk": address.institution.name_kk,
                "name_ru": address.institution.name_ru,
                "role": address.role,
                "basis": address.basis,
                "asked_on": address.asked_on,
                "delivered_on": address.delivered_on,
                "due_on": address.due_on,
                "answered_on": address.answered_on,
                "position": address.position,
                "timeliness": timeliness_of(address, today),
                "grade": address.grade,
                "demanded_on": address.demanded_on,
                "questioned_on": address.questioned_on,
                "question_answered_on": address.question_answered_on,
                "agenda_asked_on": address.agenda_asked_on,
            }
            for address in story.addresses
        ],
        "answers": [
            {
                "addressee": addressees[answer.address_id],
                "kind": answer.kind,
                "position": answer.position,
                "signed_at": answer.signed_at,
                "texts": [
                    {"language": text.language, "body": text.body, "part": text.part,
                     "reason": text.reason, "state": text.state}
                    for text in story.answer_texts[answer.pk]
                ],
            }
            for answer in story.answers
        ],
        "assessments": [
            {"side": found.side, "value": found.value, "grounds": found.grounds,
             "period_from": found.period_from, "period_to": found.period_to, "at": found.at}
            for found in story.assessments
        ],
        "acts": [
            {"kind": event.kind, "at": event.at, "sentence": sentence(event),
             "entry": str(event.entry.public_id) if event.entry else None}
            for event in story.events
        ],
        "lead": lead_as_data(row, today),
        "support": story.support,
        "source": row.source_note,
        "confidence": row.confidence,
    }  # fmt: skip
