"""Write what a source states, once for each source key.

An imported record carries its source; nothing of it pretends to have happened here: its history
begins with one event that names the source, and the register gets one entry for each file.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kenes.domain.institutions.models import Institution
from kenes.domain.institutions.queries import latest_calendar
from kenes.domain.norms.actions import add_goal
from kenes.domain.norms.goals import GOALS
from kenes.domain.norms.keys import document_key
from kenes.domain.norms.models import Obligation, Topic
from kenes.domain.recommendations.actions.indexing import index_texts
from kenes.domain.recommendations.events.imports import RecordsImported
from kenes.domain.recommendations.importers.imported import (
    Imported,
    Paragraph,
    SourceBody,
    SourceTopic,
)
from kenes.domain.recommendations.models import (
    Address,
    Event,
    EventKind,
    ImportBatch,
    Recommendation,
    RecommendationText,
    Version,
)
from kenes.domain.recommendations.values import (
    AddressRole,
    Basis,
    Position,
    Stage,
    TextState,
)
from kenes.domain.register.actions import record
from kenes.domain.shared.actions import next_number
from kenes.domain.shared.importing import Confidence, Report, RowRefused
from kenes.domain.shared.text import clean_text

IMPORTER = "importer"


def import_file(
    path: Path,
    rows: Iterable[tuple[str, Imported | RowRefused]],
    *,
    confidence: Confidence,
    now: datetime,
    dry_run: bool = False,
) -> Report:
    """Store every readable row of one file and say what became of each.

    `confidence` says how near the file stands to the original; every new record carries it.

    A dry run counts and refuses the same way and writes nothing.
    """
    report = Report(path.name)
    with transaction.atomic():
        known, batch = _known_keys(), _batch(path, confidence, now)
        for where, row in rows:
            if isinstance(row, RowRefused):
                report.refuse(where, str(row))
                continue
            is_new = row.source_key not in known
            if is_new:
                store(row, batch=batch, now=now)
                known.add(row.source_key)
            report.add(is_new=is_new)
        if report.new:
            _record_file(batch, report, now)
        else:
            batch.delete()
        if dry_run:
            transaction.set_rollback(True)
    return report


def _known_keys() -> set[str]:
    rows = Recommendation.objects.filter(source_key__isnull=False)
    return {key for key in rows.values_list("source_key", flat=True) if key}


@transaction.atomic
def store(row: Imported, *, batch: ImportBatch, now: datetime) -> Recommendation:
    """Store one recommendation; the database refuses a source key that is already there."""
    recommendation = _recommendation(row, batch, now)
    _text(recommendation, row, now)
    _addresses(recommendation, row)
    if row.paragraph:
        recommendation.obligations.add(_obligation(row.paragraph, row))
    recommendation.topics.add(*[_topic(topic) for topic in row.topics])
    Event.objects.create(
        recommendation=recommendation,
        kind=EventKind.FILED,
        at=now,
        actor_role=IMPORTER,
        facts={"source": row.source_note},
    )
    index_texts(recommendation)
    return recommendation


def _recommendation(row: Imported, batch: ImportBatch, now: datetime) -> Recommendation:
    body = _institution(row.body)
    asked = datetime.combine(row.asked_on, datetime.min.time(), tzinfo=now.tzinfo)
    year = row.asked_on.year
    return Recommendation.objects.create(
        number=f"{year}-{next_number('recommendation', year):06d}",
        stage=Stage.SENT,
        body=body,
        original_language=row.language,
        author_institution=body,
        point_number=row.point_number,
        source_key=row.source_key,
        source_note=row.source_note,
        import_batch=batch,
        confidence=batch.confidence,
        created_at=now,
        filed_at=asked,
        published_at=now,
        sent_at=asked,
        changed_at=now,
    )


def _text(recommendation: Recommendation, row: Imported, now: datetime) -> None:
    version = Version.objects.create(
        recommendation=recommendation, number=1, at=now, actor_role=IMPORTER
    )
    RecommendationText.objects.create(
        version=version,
        language=row.language,
        title=row.title,
        demand=clean_text(row.text),
        is_original=True,
        state=TextState.OFFICIAL,
        at=now,
    )


def _addresses(recommendation: Recommendation, row: Imported) -> None:
    calendar = latest_calendar()
    roles = [(body, AddressRole.LEAD) for body in row.lead]
    roles += [(body, AddressRole.CONTRIBUTING) for body in row.contributing]
    for body, role in roles:
        is_answered = row.position != Position.AWAITING
        Address.objects.create(
            recommendation=recommendation,
            institution=_institution(body),
            role=role,
            basis=Basis.COURTESY,
            calendar=calendar,
            asked_on=row.asked_on,
            position=row.position,
            answered_on=row.asked_on if is_answered else None,
            is_open=not is_answered,
        )


def _institution(body: SourceBody) -> Institution:
    found, _ = Institution.objects.get_or_create(
        source_key=f"import:{body.key}",
        defaults={
            "kind": body.kind,
            "name_kk": body.name_kk,
            "name_ru": body.name_ru,
            "name_en": body.name_en,
        },
    )
    return found


def _obligation(paragraph: Paragraph, row: Imported) -> Obligation:
    found, _ = Obligation.objects.get_or_create(
        document=paragraph.document,
        paragraph=paragraph.number,
        defaults={
            "kind": Obligation.Kind.MECHANISM,
            "sort_key": document_key(paragraph.document, paragraph.number),
            "session": paragraph.session,
            "year": paragraph.year,
            "addressed_states": paragraph.states,
            "text": row.text,
            "text_language": row.language,
            "position": paragraph.position,
            "position_source": paragraph.position_source,
        },
    )
    return found


def _topic(topic: SourceTopic) -> Topic:
    if topic.kind == Topic.Kind.SDG and topic.code in GOALS:
        return add_goal(number=topic.code)
    found, _ = Topic.objects.get_or_create(
        kind=topic.kind, code=topic.code, defaults={"name_en": topic.name_en}
    )
    return found


def _batch(path: Path, confidence: Confidence, now: datetime) -> ImportBatch:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ImportBatch.objects.create(
        source=path.name, sha256=digest, confidence=confidence, at=now
    )


def _record_file(batch: ImportBatch, report: Report, now: datetime) -> None:
    event = RecordsImported(
        batch=batch.public_id,
        source=batch.source,
        sha256=batch.sha256,
        confidence=batch.confidence,
        read=report.read,
        new=report.new,
        refused=len(report.refused),
    )
    record(event, object=batch.public_id, actor_role=IMPORTER, now=now)
