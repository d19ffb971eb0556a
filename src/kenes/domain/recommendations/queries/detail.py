"""Everything the public page of one recommendation shows, in a constant number of reads.

Drafts of answers, drafters, remarks, names not given and codes are never read here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    FETCH_RAISE,
    Count,
    DateField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

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
    Support,
    Suspension,
    Version,
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

MOST_ACTS = 60


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
        return int(getattr(self.recommendation, "supporters", 0))


def stamp(number: str) -> Stamp:
    """Return the stamp of a filed recommendation by its number. Raises NotFound."""
    rows = _stamps(number)
    if not rows:
        raise NotFound(f"no recommendation {number}")
    return Stamp(*rows[0])


@Prepared
def _stamps(number: str) -> QuerySet[Recommendation, tuple[Any, ...]]:
    own = Support.objects.filter(recommendation=OuterRef("pk")).order_by()
    supporters = own.values("recommendation").annotate(many=Count("pk")).values("many")
    return Recommendation.objects.filter(number=number).values_list(
        "pk", "public_id", "number", "edition", "stage", "hidden_ground", "changed_at",
        Subquery(supporters), reference_edition(), ground_edition(OuterRef("number")),
    )  # fmt: skip


def version_of(number: str, _now: datetime) -> str:
    """Return the version of a recommendation's page, "" where there is none: for kept pages."""
    rows = _stamps(number)
    return Stamp(*rows[0]).version if rows else ""


def stub(pk: int) -> Recommendation:
    """Return number, day and body alone: what may be shown of a text not admitted yet."""
    rows = Recommendation.objects.select_related("body")
    return rows.only("number", "stage", "filed_at", "body").get(pk=pk)


def tombstone(pk: int) -> Hiding | None:
    """Return the latest hiding of a hidden text: its ground and day."""
    return Hiding.objects.filter(recommendation=pk, lifted_at=None).order_by("-at", "-pk").first()


def story(pk: int, *, all_acts: bool = False) -> Story:
    """Read the whole page of a readable recommendation."""
    addresses = _addresses(pk)
    for address in addresses:
        address.calendar = kept_calendar(address.calendar_id)
    answer_texts = _answer_texts(pk)
    answers = {text.answer.pk: text.answer for text in answer_texts}
    reports, assessments = reports_of(pk), assessments_of(pk)
    extensions, suspensions = _pauses(addresses)
    return Story(
        recommendation=_rows(pk)[0],
        texts=_texts(pk),
        addresses=addresses,
        answers=sorted(answers.values(), key=lambda found: (found.signed_at, found.pk)),
        answer_texts=_grouped(answer_texts, "answer_id"),
        extensions=extensions,
        suspensions=suspensions,
        measures=measures_of(pk),
        reports=_grouped(reports, "measure_id"),
        assessments=assessments,
        files=files_of(answers, reports, assessments),
        links=links_of(pk),
        targets=targets_of(pk),
        related=related_to(pk),
        events=_events(pk, all_acts=all_acts),
    )


@Prepared
def _rows(pk: int) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.select_related(
        "body", "author_institution", "author_territory", "superseded_by", "split_from",
        "adoption__file",
    )  # fmt: skip
    rows = rows.annotate(supporters=Count("support")).fetch_mode(FETCH_RAISE)
    return rows.filter(pk=pk)


@Prepared
def _texts(pk: int) -> QuerySet[RecommendationText]:
    """Return the current version and the one before, in every language."""
    rows = RecommendationText.objects.filter(
        version__recommendation=pk,
        version__number__gte=F("version__recommendation__current_version") - 1,
        version__number__lte=F("version__recommendation__current_version"),
    )
    return rows.select_related("version").order_by("-version__number", "-is_original", "pk")


@Prepared
def _addresses(pk: int) -> QuerySet[Address]:
    rows = Address.objects.filter(recommendation=pk).select_related(
        "institution", "rule", "taken_over_by", "forwarded_from__institution"
    )
    return rows.order_by("-role", "pk").fetch_mode(FETCH_RAISE)


@Prepared
def _answer_texts(pk: int) -> QuerySet[AnswerText]:
    rows = AnswerText.objects.filter(
        answer__address__recommendation=pk, answer__state=Answer.State.SIGNED
    ).select_related("answer__forward_to", "answer__grade__rejoinder")
    return rows.order_by("answer__signed_at", "-is_original", "pk")


def _pauses(
    addresses: Sequence[Address],
) -> tuple[dict[int, list[Extension]], dict[int, list[Suspension]]]:
    """Read the extensions and suspensions of all addresses at once, each in order of time."""
    extensions: dict[int, list[Extension]] = defaultdict(list)
    suspensions: dict[int, list[Suspension]] = defaultdict(list)
    for key, day, until, amount, unit, reason, _pk in _pause_rows([row.pk for row in addresses]):
        if unit:
            found = Extension(
                address_id=key, decided_on=day, amount=amount, unit=unit, reason=reason
            )
            extensions[key].append(found)
        else:
            pause = Suspension(address_id=key, from_on=day, until_on=until, reason=reason)
            suspensions[key].append(pause)
    return extensions, suspensions


@Prepared
def _pause_rows(addresses: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
    extended = Extension.objects.filter(address__in=addresses).annotate(
        until=Cast(Value(None), DateField()), day=F("decided_on")
    )
    paused = Suspension.objects.filter(address__in=addresses).annotate(
        until=F("until_on"), day=F("from_on"), amount=Value(0), unit=Value("")
    )
    columns = ("address_id", "day", "until", "amount", "unit", "reason", "pk")
    rows = extended.values_list(*columns).union(paused.values_list(*columns), all=True)
    return rows.order_by("day", "pk")


def _events(pk: int, *, all_acts: bool) -> list[Event]:
    return list(_acts(pk)) if all_acts else _newest_acts(pk)


@Prepared
def _newest_acts(pk: int) -> QuerySet[Event]:
    return _acts(pk)[: MOST_ACTS + 1]


def _acts(pk: int) -> QuerySet[Event]:
    rows = Event.objects.filter(recommendation=pk, is_public=True)
    rows = rows.select_related("entry", "address__institution").order_by("-at", "-pk")
    rows = rows.only(
        "recommendation_id", "kind", "at", "facts", "grounds", "entry__public_id", "entry__index",
        "address__position", "address__institution__public_id", "address__institution__name_kk",
        "address__institution__name_ru", "address__institution__name_en",
    )  # fmt: skip
    return rows.fetch_mode(FETCH_RAISE)


def versions(pk: int) -> list[Version]:
    """Return every version with its texts, the newest first."""
    rows = Version.objects.filter(recommendation=pk).prefetch_related("texts")
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
