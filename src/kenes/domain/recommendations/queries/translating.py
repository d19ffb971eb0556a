"""Which published texts still lack a language of the State, since when and by when.

A machine's translation may be shown, but does not fulfil the duty. The term is the body's own
(`Procedure.translation_working_days`), counted in working days from the wording's publication.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from kenes.domain.institutions.models import CalendarVersion, Institution, Procedure
from kenes.domain.institutions.queries import calendar_versions, engine_calendar_of
from kenes.domain.recommendations.models import (
    Recommendation,
    RecommendationText,
    Version,
)
from kenes.domain.recommendations.terms import (
    local_day,
    procedure_of,
    published_calendar,
    working_days_after,
)
from kenes.domain.recommendations.values import Stage, TextState
from kenes.domain.shared.languages import Language
from kenes.domain.shared.prepared import Prepared

STATE_LANGUAGES = (Language.KAZAKH, Language.RUSSIAN)
TRANSLATED_STAGES = (Stage.ADMISSIBLE, Stage.SYSTEMATISED, Stage.ADOPTED, Stage.SENT)

# Where no calendar is published, weekends alone count from here on.
_FIRST_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class TranslationDue:
    """What a published text lacks: the languages, since which day, by which day, who owes it.

    `is_machine_shown` says that a machine's translation stands in for one of them meanwhile.
    """

    languages: tuple[Language, ...]
    since: date
    due_on: date
    owed_by: Institution
    is_late: bool
    is_machine_shown: bool


def translation_due(
    recommendation: Recommendation, texts: Sequence[RecommendationText], *, now: datetime
) -> TranslationDue | None:
    """Return what the current wording lacks, `texts` being all that stand in it; else None.

    One query where something is lacking, none where nothing is.
    """
    lacking = _lacking(texts)
    if not lacking or recommendation.stage not in TRANSLATED_STAGES or not texts:
        return None
    since = _since(recommendation, texts[0].version, recommendation.body)
    due_on = _due_on(recommendation.body, since)
    return TranslationDue(
        languages=lacking,
        since=since,
        due_on=due_on,
        owed_by=recommendation.body,
        is_late=due_on < local_day(recommendation.body, now),
        is_machine_shown=any(text.state == TextState.MACHINE for text in texts),
    )


def due_days(
    body: Institution, recommendations: Iterable[Recommendation], *, now: datetime
) -> dict[int, date]:
    """Return the day by which each text of a body should stand in both languages, by key.

    Counted by the body's rules of today: three queries for any number of texts.
    """
    rows = {row.pk: row for row in recommendations}
    versions = Version.objects.filter(
        recommendation__in=rows, number=F("recommendation__current_version")
    )
    days = procedure_of(body, local_day(body, now)).translation_working_days
    calendar = published_calendar(_FIRST_DAY)
    return {
        version.recommendation_id: working_days_after(
            _since(rows[version.recommendation_id], version, body), days, calendar
        )
        for version in versions
    }


def lacks_a_language() -> Q:
    """Return the condition that a current wording does not stand in both languages of the State."""
    vouched = (Exists(vouched_text(language)) for language in STATE_LANGUAGES)
    return ~(next(vouched) & next(vouched))


def vouched_text(language: str) -> QuerySet[RecommendationText]:
    """Return the current wording in a language, of the recommendation around it, by a person."""
    return RecommendationText.objects.filter(
        version__recommendation=OuterRef("pk"),
        version__number=OuterRef("current_version"),
        language=language,
    ).exclude(state=TextState.MACHINE)


def bodies_that_owe() -> QuerySet[Institution]:
    """Return the bodies with a public text that still lacks a language, in a fixed order."""
    owing = _owed().values("body")
    return Institution.objects.filter(pk__in=owing).order_by("pk")


def days_reached(body: Institution, *, now: datetime) -> Counter[date]:
    """Return how many texts of a body should have been translated by each day up to today.

    Four queries for any number of texts; each day of publication is counted from once.
    """
    today = local_day(body, now)
    owed = _owed().filter(body=body, versions__number=F("current_version"))
    moments = owed.annotate(since=Greatest("published_at", "versions__at"))
    since = Counter(local_day(body, at) for at in moments.values_list("since", flat=True))
    calendar = published_calendar(_FIRST_DAY)
    term = procedure_of(body, today).translation_working_days
    reached: Counter[date] = Counter()
    for day, count in since.items():
        due_on = working_days_after(day, term, calendar)
        if due_on <= today:
            reached[due_on] += count
    return reached


def _owed() -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(published_at__isnull=False, hidden_ground="")
    return rows.filter(lacks_a_language(), stage__in=TRANSLATED_STAGES)


def _lacking(texts: Iterable[RecommendationText]) -> tuple[Language, ...]:
    there = {text.language for text in texts if text.state != TextState.MACHINE}
    return tuple(language for language in STATE_LANGUAGES if language not in there)


def _since(recommendation: Recommendation, version: Version, body: Institution) -> date:
    public_at = recommendation.published_at or version.at
    return local_day(body, max(version.at, public_at))


@Prepared
def _newest_calendar(body: int, since: date) -> QuerySet[CalendarVersion, tuple[int, int | None]]:
    """Read the key of the newest calendar, and beside it the body's term in force on that day."""
    procedures = Procedure.objects.filter(body=body, valid_from__lte=since)
    in_force = procedures.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since))
    days = in_force.order_by("-valid_from").values("translation_working_days")[:1]
    return calendar_versions().values_list("pk", Subquery(days))[:1]


def _due_on(body: Institution, since: date) -> date:
    """Count the body's term of that day on the newest calendar: one query for both."""
    found = _newest_calendar(body.pk, since)
    if not found:
        term = procedure_of(body, since).translation_working_days
        return working_days_after(since, term)
    ((newest, term_of_body),) = found
    # A body that set no rules of its own has the model's defaults.
    term = term_of_body or Procedure().translation_working_days
    return working_days_after(since, term, engine_calendar_of(newest))
