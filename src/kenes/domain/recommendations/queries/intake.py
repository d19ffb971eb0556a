"""Reads of the intake: the secretary's inbox, counts of returns and of support."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import (
    Appeal,
    Recommendation,
    RecommendationText,
    Return,
    Support,
    Version,
)
from kenes.domain.recommendations.terms import (
    local_day,
    procedure_of,
    published_calendar,
    working_days_after,
)
from kenes.domain.recommendations.values import AppealOutcome, ReturnGround, Stage, TextState
from kenes.domain.shared.languages import Language

STATE_LANGUAGES = (Language.KAZAKH, Language.RUSSIAN)
TRANSLATED_STAGES = (Stage.ADMISSIBLE, Stage.SYSTEMATISED, Stage.ADOPTED, Stage.SENT)
STUB_STAGES = (Stage.SUBMITTED, Stage.RETURNED, Stage.WITHDRAWN)

# Where no calendar is published, weekends alone count from here on.
_FIRST_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A filed text that waits for the secretary, with the day by which the body means to decide."""

    recommendation: Recommendation
    title: str
    waiting_days: int
    decide_by: date


@dataclass(frozen=True, slots=True)
class Stub:
    """All the public learns of a text that is not admitted: that it exists and where it stands."""

    number: str
    filed_on: date
    stage: str


@dataclass(frozen=True, slots=True)
class ReturnCount:
    """How often texts were returned on one ground, and what became of the appeals."""

    ground: str
    returned: int
    appealed: int
    overturned: int


@dataclass(frozen=True, slots=True)
class SupportFigures:
    """Support of a text and, apart, of each text merged into it; the same people may be in both."""

    own: int
    origins: tuple[tuple[str, int], ...]

    @property
    def may_overlap(self) -> bool:
        """Whether adding the figures up could count somebody twice."""
        return bool(self.origins)


@dataclass(frozen=True, slots=True)
class TranslationDuty:
    """A published text that lacks a state language in a version a person vouches for."""

    recommendation: Recommendation
    language: str
    due_on: date


def inbox(body: Institution, now: datetime) -> list[InboxItem]:
    """Return the filed texts that wait for a decision, the longest waiting first."""
    today = local_day(body, now)
    term = procedure_of(body, today).admission_working_days
    waiting = Recommendation.objects.filter(body=body, stage=Stage.SUBMITTED)
    rows = list(waiting.select_related("author_institution").order_by("filed_at", "pk"))
    titles, calendar = original_titles(rows), published_calendar(_FIRST_DAY)
    items = []
    for row in rows:
        filed_on = _day(body, row.filed_at)
        decide_by = working_days_after(filed_on, term, calendar)
        items.append(InboxItem(row, titles.get(row.pk, ""), (today - filed_on).days, decide_by))
    return items


def pending_appeals(body: Institution) -> QuerySet[Appeal]:
    """Return the appeals that wait for a second person, oldest first."""
    rows = Appeal.objects.filter(returned__recommendation__body=body, outcome=AppealOutcome.PENDING)
    related = rows.select_related("returned__recommendation__body", "returned__mandate__seat")
    return related.order_by("at", "pk")


def original_titles(recommendations: Iterable[Recommendation]) -> dict[int, str]:
    """Return the titles of the current versions in their original languages, by key."""
    texts = RecommendationText.objects.filter(
        version__recommendation__in=list(recommendations),
        version__number=F("version__recommendation__current_version"),
        is_original=True,
    )
    return dict(texts.values_list("version__recommendation_id", "title"))


def public_stub(number: str) -> Stub | None:
    """Return what anybody may know of a filed text that was not admitted; None for any other."""
    row = (
        Recommendation.objects.filter(
            number=number, stage__in=STUB_STAGES, published_at__isnull=True
        )
        .select_related("body")
        .first()
    )
    if row is None:
        return None
    return Stub(number=number, filed_on=_day(row.body, row.filed_at), stage=row.stage)


def returns_by_ground(body: Institution | None = None) -> list[ReturnCount]:
    """Return the counts of returns for every listed ground, those never used included."""
    rows = (
        Return.objects.all() if body is None else Return.objects.filter(recommendation__body=body)
    )
    counted = rows.values_list("ground").annotate(
        returned=Count("pk"),
        appealed=Count("appeal"),
        overturned=Count("appeal", filter=Q(appeal__outcome=AppealOutcome.OVERTURNED)),
    )
    counts = {ground: figures for ground, *figures in counted.order_by()}
    return [ReturnCount(ground, *counts.get(ground, (0, 0, 0))) for ground in ReturnGround.values]


def support_count(recommendation: Recommendation) -> int:
    """Return how many support a text."""
    return Support.objects.filter(recommendation=recommendation).count()


def support_figures(recommendation: Recommendation) -> SupportFigures:
    """Return the support of a text and of those merged into it, each figure apart."""
    origins = recommendation.origins.annotate(many=Count("support")).order_by("number")
    return SupportFigures(
        own=support_count(recommendation),
        origins=tuple(
            (str(number), many) for number, many in origins.values_list("number", "many")
        ),
    )


def translation_due_on(recommendation: Recommendation) -> date | None:
    """Return the day by which the current wording should be in both state languages.

    Counted from its publication by the body's own rules; None before the text is public.
    """
    if recommendation.published_at is None:
        return None
    version = recommendation.versions.get(number=recommendation.current_version)
    body, public_at = recommendation.body, max(version.at, recommendation.published_at)
    start = local_day(body, public_at)
    return working_days_after(start, procedure_of(body, start).translation_working_days)


def translation_duties(body: Institution, now: datetime) -> list[TranslationDuty]:
    """Return what a body still has to translate, the earliest date first.

    A machine's translation does not fulfil the duty. Counted by the body's rules of today.
    """
    days = procedure_of(body, local_day(body, now)).translation_working_days
    calendar = published_calendar(_FIRST_DAY)
    live = Recommendation.objects.readable().filter(body=body, stage__in=TRANSLATED_STAGES)
    versions = Version.objects.filter(
        recommendation__in=live, number=F("recommendation__current_version")
    ).select_related("recommendation")
    there = _languages(versions)
    found = []
    for version in versions:
        start = local_day(body, max(version.at, version.recommendation.published_at or version.at))
        due_on = working_days_after(start, days, calendar)
        found += [
            TranslationDuty(version.recommendation, language, due_on)
            for language in STATE_LANGUAGES
            if (version.pk, language) not in there
        ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.recommendation.pk, duty.language))


def _languages(versions: QuerySet[Version]) -> set[tuple[int, str]]:
    texts = RecommendationText.objects.filter(version__in=versions)
    return set(texts.exclude(state=TextState.MACHINE).values_list("version_id", "language"))


def _day(body: Institution, moment: datetime | None) -> date:
    if moment is None:
        raise ValueError("a text that was filed has its time")
    return local_day(body, moment)
