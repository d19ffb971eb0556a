"""Everything the public page of one recommendation shows, in a constant number of reads.

Drafts of answers, drafters, remarks, names not given and codes are never read here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from kenes.domain.institutions.queries import kept_calendar
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    AnswerText,
    Assessment,
    Event,
    Extension,
    Hiding,
    LegalTarget,
    Measure,
    ProgressReport,
    Recommendation,
    RecommendationText,
    Suspension,
    Version,
)
from kenes.domain.recommendations.queries.detail_rows import (
    acts_of,
    addresses_of,
    answer_texts_of,
    newest_acts,
    pauses_of,
    row_of,
    supporters_of,
    texts_of,
)
from kenes.domain.recommendations.queries.fulfilment import (
    FileRow,
    assessments_of,
    files_of,
    hand,
    measures_of,
    reports_of,
)
from kenes.domain.recommendations.queries.links import LinkRow, links_of, related_to, targets_of
from kenes.domain.recommendations.queries.story import story_facts
from kenes.domain.recommendations.sentence import StoryFacts
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.queries import ground_edition, reference_edition
from kenes.domain.shared.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Stamp:
    """What decides whether a page may still be shown as it is: one row, read first.

    `talks` counts changes of the conversations that stand on it, None where there never was one.
    """

    pk: int
    public_id: UUID
    number: str
    edition: int
    stage: str
    hidden_ground: str
    changed_at: datetime
    supporters: int | None
    reference: int | None
    talks: int | None

    @property
    def version(self) -> str:
        """What changes whenever the page may: acts, supporters, and the names it shows.

        What decides whether there is a page at all counts by itself.
        """
        state = (self.number, self.stage, self.hidden_ground, self.edition)
        parts = (*state, self.changed_at.timestamp(), self.supporters, self.reference, self.talks)
        return "-".join(map(str, parts))

    def __str__(self) -> str:
        """Return the version: what a kept page is compared by."""
        return self.version


@dataclass(slots=True)
class Story:
    """One recommendation with all that hangs on it."""

    recommendation: Recommendation
    texts: Sequence[RecommendationText]
    addresses: Sequence[Address]
    answers: Sequence[Answer]
    answer_texts: dict[int, list[AnswerText]]
    extensions: dict[int, list[Extension]]
    suspensions: dict[int, list[Suspension]]
    measures: Sequence[Measure]
    reports: dict[int, list[ProgressReport]]
    assessments: Sequence[Assessment]
    files: dict[tuple[str, int], list[FileRow]]
    links: Sequence[LinkRow]
    targets: Sequence[LegalTarget]
    related: Sequence[Recommendation]
    events: Sequence[Event]

    @property
    def support(self) -> int:
        """How many supporters there are."""
        return getattr(self.recommendation, "supporters", None) or 0


def stamp(number: str) -> Stamp:
    """Return the stamp of a filed recommendation by its number. Raises NotFound."""
    found = stamp_now(number)
    if found is None:
        raise NotFound(f"no recommendation {number}")
    return found


@Prepared
def _stamps(number: str) -> QuerySet[Recommendation, tuple[Any, ...]]:
    return Recommendation.objects.filter(number=number).values_list(
        "pk", "public_id", "number", "edition", "stage", "hidden_ground", "changed_at",
        supporters_of(OuterRef("pk")), reference_edition(), ground_edition(OuterRef("number")),
    )  # fmt: skip


def stamp_now(number: str, _now: datetime | None = None) -> Stamp | None:
    """Return a stamp whose text is the version of the page, None where there is no page."""
    rows = _stamps(number)
    return Stamp(*rows[0]) if rows else None


def stub(pk: int) -> Recommendation:
    """Return number, day and body alone: what may be shown of a text not admitted yet."""
    rows = Recommendation.objects.select_related("body")
    return rows.only("number", "stage", "filed_at", "body").get(pk=pk)


def tombstone(pk: int) -> Hiding | None:
    """Return the latest hiding of a hidden text: its ground and day."""
    return Hiding.objects.filter(recommendation=pk, lifted_at=None).order_by("-at", "-pk").first()


def story(pk: int, *, all_acts: bool = False) -> Story:
    """Read the whole page of a readable recommendation."""
    addresses = addresses_of(pk)
    for address in addresses:
        address.calendar = kept_calendar(address.calendar_id)
    answer_texts = answer_texts_of(pk)
    answers = {text.answer.pk: text.answer for text in answer_texts}
    measures, assessments = measures_of(pk), assessments_of(pk)
    reports = reports_of(pk) if measures else []
    extensions, suspensions = _pauses(addresses)
    return Story(
        recommendation=row_of(pk)[0],
        texts=texts_of(pk),
        addresses=addresses,
        answers=sorted(answers.values(), key=lambda found: (found.signed_at, found.pk)),
        answer_texts=_grouped(answer_texts, "answer_id"),
        extensions=extensions,
        suspensions=suspensions,
        measures=measures,
        reports=_grouped(reports, "measure_id"),
        assessments=assessments,
        files=files_of(answers, reports, assessments),
        links=links_of(pk),
        targets=targets_of(pk),
        related=related_to(pk),
        events=_events(pk, all_acts=all_acts),
    )


def _pauses(
    addresses: Sequence[Address],
) -> tuple[dict[int, list[Extension]], dict[int, list[Suspension]]]:
    """Read the extensions and suspensions of all addresses at once, each in order of time."""
    extensions: dict[int, list[Extension]] = defaultdict(list)
    suspensions: dict[int, list[Suspension]] = defaultdict(list)
    for key, day, until, amount, unit, reason, _pk in pauses_of([row.pk for row in addresses]):
        if unit:
            found = Extension(
                address_id=key, decided_on=day, amount=amount, unit=unit, reason=reason
            )
            extensions[key].append(found)
        else:
            pause = Suspension(address_id=key, from_on=day, until_on=until, reason=reason)
            suspensions[key].append(pause)
    return extensions, suspensions


def _events(pk: int, *, all_acts: bool) -> list[Event]:
    return list(acts_of(pk)) if all_acts else newest_acts(pk)


def versions(pk: int) -> list[Version]:
    """Return every version with its texts, standing and replaced, the newest first."""
    rows = Version.objects.filter(recommendation=pk).prefetch_related("texts", "replaced_texts")
    return list(rows.order_by("-number"))


def _grouped(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def facts_of_story(story: Story, today: date) -> StoryFacts:
    """Return the facts of the page's one sentence, without another read."""
    row = story.recommendation
    hand(row, assessments=list(story.assessments))
    for address in story.addresses:
        measures = [found for found in story.measures if found.address_id == address.pk]
        hand(
            address,
            answers=[found for found in story.answers if found.address_id == address.pk],
            forwarded_to=[
                found for found in story.addresses if found.forwarded_from_id == address.pk
            ],
            measures=measures,
        )
        for measure in measures:
            reports = story.reports.get(measure.pk, [])
            hand(measure, reports=reports)
            for report in reports:
                hand(report, evidence=story.files.get(("report", report.pk), []))
    return story_facts(row, story.addresses, today=today)
