"""Everything the public page of one recommendation shows, in a constant number of reads.

Drafts of answers, drafters, remarks, names not given and codes are never read here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    FETCH_RAISE,
    Count,
    DateField,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Territory
from kenes.domain.institutions.queries import kept_calendar
from kenes.domain.norms.models import Obligation, TableRow, Topic
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    AnswerText,
    Assessment,
    Credit,
    Event,
    Extension,
    ExternalReference,
    Hiding,
    Indicator,
    LegalTarget,
    Measure,
    ProgressReport,
    Recommendation,
    RecommendationText,
    Support,
    Suspension,
    Version,
)
from kenes.domain.recommendations.queries.story import story_facts
from kenes.domain.recommendations.sentence import StoryFacts
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.queries import reference_edition
from kenes.domain.shared.refusals import NotFound

MOST_ACTS = 60
MOST_REPORTS = 40
MOST_ASSESSMENTS = 30
INDICATOR = ("pk", "target", "unit_kk", "unit_ru", "unit_en")
"""What the page shows of an indicator."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What decides whether a page may still be shown as it is: one row, read first."""

    pk: int
    number: str
    edition: int
    stage: str
    hidden_ground: str
    changed_at: datetime
    supporters: int | None
    reference: int | None

    @property
    def version(self) -> str:
        """What changes whenever the page may: acts, supporters, and the names it shows."""
        parts = (self.number, self.edition, self.changed_at.timestamp(), self.supporters)
        return "-".join(map(str, (*parts, self.reference)))


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Something the recommendation points at: its kind, the value of its filter, its names."""

    kind: str
    code: str
    name_kk: str
    name_ru: str
    name_en: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file or an address that shows something, and what it belongs to."""

    owner: str
    owner_id: int
    title: str
    link: str
    public_id: str
    is_unscanned: bool


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
        "pk", "number", "edition", "stage", "hidden_ground", "changed_at",
        Subquery(supporters), reference_edition(),
    )  # fmt: skip


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
    reports, assessments = _reports(pk), _assessments(pk)
    extensions, suspensions = _pauses(addresses)
    return Story(
        recommendation=_rows(pk)[0],
        texts=_texts(pk),
        addresses=addresses,
        answers=sorted(answers.values(), key=lambda found: (found.signed_at, found.pk)),
        answer_texts=_grouped(answer_texts, "answer_id"),
        extensions=extensions,
        suspensions=suspensions,
        measures=_measures(pk),
        reports=_grouped(reports, "measure_id"),
        assessments=assessments,
        files=_files(answers, reports, assessments),
        links=_links(pk),
        targets=_targets(pk),
        related=_related(pk),
        events=_events(pk, all_acts=all_acts),
    )


@Prepared
def _rows(pk: int) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.select_related(
        "body", "author_institution", "author_territory", "superseded_by", "split_from", "adoption"
    )
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


def _measures(pk: int) -> list[Measure]:
    """Return the measures in order of their dates, each with its indicators, in one read."""
    found: dict[int, Measure] = {}
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in _measures_by_indicator(pk):
        found.setdefault(row.pk, row)
        if row.indicator_pk is not None:
            values = {name: getattr(row, f"indicator_{name}") for name in INDICATOR}
            indicators[row.pk].append(Indicator(measure_id=row.pk, **values))
    for key, row in found.items():
        _hand(row, indicators=indicators[key])
    return list(found.values())


@Prepared
def _measures_by_indicator(pk: int) -> QuerySet[Any]:
    rows = Measure.objects.filter(address__recommendation=pk).select_related("owner")
    columns = {f"indicator_{name}": F(f"indicators__{name}") for name in INDICATOR}
    return rows.annotate(**columns).order_by("due_on", "pk", "indicators__pk")


@Prepared
def _reports(pk: int) -> QuerySet[ProgressReport]:
    rows = ProgressReport.objects.filter(measure__address__recommendation=pk)
    return rows.order_by("-period_to", "-pk")[:MOST_REPORTS]


@Prepared
def _assessments(pk: int) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(recommendation=pk).select_related("assessor")
    return rows.order_by("-period_to", "-at", "-pk")[:MOST_ASSESSMENTS]


def _files(
    answers: Iterable[int], reports: Sequence[ProgressReport], assessments: Sequence[Assessment]
) -> dict[tuple[str, int], list[FileRow]]:
    """Read files and evidence of answers, reports and assessments at once."""
    found: dict[tuple[str, int], list[FileRow]] = defaultdict(list)
    keys = ([row.pk for row in reports], [row.pk for row in assessments])
    for owner, key, title, link, public_id, scan in _file_rows(list(answers), *keys):
        row = FileRow(
            owner, key, title, link, str(public_id or ""), scan == StoredFile.Scan.UNSCANNED
        )
        found[owner, key].append(row)
    return found


@Prepared
def _file_rows(
    answers: Sequence[int], reports: Sequence[int], assessments: Sequence[int]
) -> QuerySet[Any, tuple[Any, ...]]:
    of_answers = Answer.files.through.objects.filter(answer__in=answers).values_list(
        Value("answer"), "answer_id", "storedfile__name", Value(""), "storedfile__public_id",
        "storedfile__scan",
    )  # fmt: skip
    shown = ("evidence__title", "evidence__link", "evidence__file__public_id",
             "evidence__file__scan")  # fmt: skip
    of_reports = ProgressReport.evidence.through.objects.filter(progressreport__in=reports)
    of_assessments = Assessment.evidence.through.objects.filter(assessment__in=assessments)
    return of_answers.union(
        of_reports.values_list(Value("report"), "progressreport_id", *shown),
        of_assessments.values_list(Value("assessment"), "assessment_id", *shown),
        all=True,
    )


def _links(pk: int) -> list[LinkRow]:
    """Read everything it points at, its outer numbers and its credits, in one read."""
    return [LinkRow(*(value or "" for value in row)) for row in _link_rows(pk)]


@Prepared
def _link_rows(pk: int) -> QuerySet[Any, tuple[Any, ...]]:
    names = ("name_kk", "name_ru", "name_en")
    topics = Topic.objects.filter(recommendations=pk).values_list("kind", "code", *names)
    regions = Territory.objects.filter(recommendations=pk)
    duties = Obligation.objects.filter(recommendations=pk)
    outer = ExternalReference.objects.filter(recommendation=pk)
    contributors = Credit.objects.filter(recommendation=pk)
    return topics.union(
        regions.values_list(Value("region"), "kato", *names),
        duties.values_list(Value("obligation"), "document", "name_kk", "name_ru", "paragraph"),
        outer.values_list("system", "reference", Value(""), Value(""), Value("")),
        contributors.values_list(
            Value("credit"), "name", "institution__name_kk", "institution__name_ru",
            "institution__name_en",
        ),
        all=True,
    )  # fmt: skip


@Prepared
def _targets(pk: int) -> QuerySet[LegalTarget]:
    """Read the places in bills and acts, each with its row of the comparative table."""
    row = TableRow.objects.filter(
        bill=OuterRef("act"), element_key=OuterRef("element_key")
    ).exclude(element_key="")
    row = row.order_by("place")
    rows = LegalTarget.objects.filter(recommendation=pk).select_related("act")
    rows = rows.annotate(
        row_current=Subquery(row.values("current")[:1]),
        row_proposed=Subquery(row.values("proposed")[:1]),
        row_why=Subquery(row.values("justification")[:1]),
        row_language=Subquery(row.values("language")[:1]),
    )
    return rows.order_by("act_id", "element_key", "pk")


@Prepared
def _related(pk: int) -> QuerySet[Recommendation]:
    """Read what was merged into it and what it was split into, with their titles."""
    title = RecommendationText.objects.filter(
        version__recommendation=OuterRef("pk"),
        version__number=OuterRef("current_version"),
        is_original=True,
    )
    rows = Recommendation.objects.readable().filter(Q(superseded_by=pk) | Q(split_from=pk))
    rows = rows.annotate(title=Subquery(title.values("title")[:1]))
    return rows.order_by("pk")[:40]


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
    _hand(row, assessments=list(story.assessments))
    for address in story.addresses:
        measures = [found for found in story.measures if found.address_id == address.pk]
        _hand(
            address,
            answers=[found for found in story.answers if found.address_id == address.pk],
            forwarded_to=[
                found for found in story.addresses if found.forwarded_from_id == address.pk
            ],
            measures=measures,
        )
        for measure in measures:
            reports = story.reports.get(measure.pk, [])
            _hand(measure, reports=reports)
            for report in reports:
                _hand(report, evidence=story.files.get(("report", report.pk), []))
    return story_facts(row, story.addresses, today=today)


def _hand(thing: Model, **related: list[Any]) -> None:
    """Hand a row what was read for it elsewhere, where Django keeps what it prefetched."""
    kept = getattr(thing, "_prefetched_objects_cache", {})
    setattr(thing, "_prefetched_objects_cache", kept | related)  # noqa: B010
