"""What a secretariat reads at its desk: queues with counts, and one text with its papers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from kenes.domain.institutions.models import Institution, LegalRule
from kenes.domain.institutions.queries import latest_calendar, rules_in_time
from kenes.domain.norms.models import Act, Obligation, Topic
from kenes.domain.recommendations.clocks import reckon
from kenes.domain.recommendations.models import (
    Address,
    Appeal,
    Credit,
    Event,
    Recommendation,
    RecommendationText,
    Return,
)
from kenes.domain.recommendations.queries.authoring import current_texts, similar_texts
from kenes.domain.recommendations.queries.intake import inbox, original_titles
from kenes.domain.recommendations.queries.translating import due_days, lacks_a_language
from kenes.domain.recommendations.values import AppealOutcome, Stage
from kenes.domain.shared.refusals import NotFound, NotPermitted

SHOWN = 100
FOUND = 12
ENDED = (Stage.WITHDRAWN, Stage.SUPERSEDED, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A text in a queue; `decide_by` is the day for the decision, or for the translation."""

    recommendation: Recommendation
    title: str
    decide_by: date | None = None


@dataclass(frozen=True, slots=True)
class DeskPapers:
    """One text with what a secretary weighs: wordings, similar ones, returns, bodies, events."""

    texts: Sequence[RecommendationText]
    similar: Sequence[RecommendationText]
    returned: Return | None
    appeal: Appeal | None
    addresses: Sequence[Address]
    events: Sequence[Event]

    @property
    def original(self) -> RecommendationText:
        """The current wording as written."""
        return next(text for text in self.texts if text.is_original)


def queue_counts(body: Institution) -> dict[str, int]:
    """Return how many texts stand in each queue, in one query and one for the appeals."""
    rows = Recommendation.objects.filter(body=body)
    counts = rows.aggregate(
        **{name: Count("pk", filter=asked) for name, asked in _queues().items()}
    )
    waiting = Appeal.objects.filter(
        returned__recommendation__body=body, outcome=AppealOutcome.PENDING
    )
    return {**counts, "appeals": waiting.count()}


def queue(body: Institution, name: str, now: datetime) -> list[QueueRow]:
    """Return a queue, the longest waiting first. Raises NotFound for an unknown one."""
    if name == "inbox":
        items = inbox(body, now)
        return [QueueRow(item.recommendation, item.title, item.decide_by) for item in items]
    rows = Recommendation.objects.filter(body=body)
    if name == "appeals":
        pending = Q(returns__appeal__outcome=AppealOutcome.PENDING)
        return _titled(rows.filter(pending).distinct())
    asked = _queues().get(name)
    if asked is None:
        raise NotFound(f"no queue {name}")
    found = _titled(rows.filter(asked))
    return _with_days(body, found, now) if name == "translate" else found


def handled(public_id: UUID) -> Recommendation:
    """Return a filed text with its body and author's region. Raises NotFound."""
    related = ("body", "author_territory", "author_institution", "wished_institution")
    rows = Recommendation.objects.select_related(*related).exclude(stage=Stage.DRAFT)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no filed recommendation {public_id}")
    return found


def papers(recommendation: Recommendation) -> DeskPapers:
    """Return the papers of a text in a fixed number of queries."""
    texts = current_texts(recommendation)
    original = next(text for text in texts if text.is_original)
    words = f"{original.title} {original.problem} {original.demand}"
    near = similar_texts(words, original.language, limit=4)
    returned = (
        Return.objects.filter(recommendation=recommendation)
        .select_related("appeal", "mandate__seat", "mandate__institution")
        .order_by("-pk")
        .first()
    )
    if returned is not None:
        returned.recommendation = recommendation
    addresses = recommendation.addresses.select_related("institution", "calendar", "rule")
    return DeskPapers(
        texts=texts,
        similar=[one for one in near if one.version.recommendation_id != recommendation.pk][:3],
        returned=returned,
        appeal=getattr(returned, "appeal", None),
        addresses=list(addresses.order_by("-role", "pk")),
        events=list(recommendation.events.select_related("address__institution").order_by("-pk")),
    )


def credited(recommendation: Recommendation) -> list[Credit]:
    """Return the named contributors of a text, organisations and people."""
    return list(recommendation.credits.select_related("institution").order_by("pk"))


def answer_rules(on: date) -> list[LegalRule]:
    """Return the terms in force by which a body may be asked, the law's own first."""
    rows = rules_in_time(on).filter(duty=LegalRule.Duty.ANSWER)
    return sorted(rows, key=lambda rule: (not rule.is_default, rule.code))


def due_if_delivered(rule: LegalRule, on: date) -> date | None:
    """Return the date that a term would give if the body received the text on a day."""
    asked = Address(rule=rule, calendar=latest_calendar(), asked_on=on, delivered_on=on)
    try:
        reckoning = reckon(asked, (), ())
    except NotPermitted:
        return None
    return reckoning.due_on if reckoning else None


def mergeable(body: Institution, besides: Recommendation, words: str) -> list[QueueRow]:
    """Return texts under consideration that may be merged, found by number or title."""
    rows = Recommendation.objects.filter(
        body=body, stage__in=(Stage.ADMISSIBLE, Stage.SYSTEMATISED)
    ).exclude(pk=besides.pk)
    if words:
        titled = RecommendationText.objects.filter(
            version__recommendation=OuterRef("pk"), title__icontains=words
        )
        rows = rows.filter(Q(number__icontains=words) | Exists(titled))
    return _titled(rows)[:FOUND]


def find_topics(words: str, kept: Sequence[int]) -> list[Topic]:
    """Return the topics already chosen, then those whose names hold the words."""
    found = Q(name_kk__icontains=words) | Q(name_ru__icontains=words) | Q(name_en__icontains=words)
    return _kept_first(Topic.objects.filter(found), Topic.objects.filter(pk__in=kept), words)


def find_obligations(words: str, kept: Sequence[int]) -> list[Obligation]:
    """Return the obligations already chosen, then those whose document or name hold the words."""
    found = (
        Q(document__icontains=words)
        | Q(paragraph__icontains=words)
        | Q(name_kk__icontains=words)
        | Q(name_ru__icontains=words)
    )
    rows = Obligation.objects.filter(found).order_by("sort_key")
    return _kept_first(rows, Obligation.objects.filter(pk__in=kept), words)


def find_acts(words: str) -> list[Act]:
    """Return the bills and acts whose number or title hold the words."""
    if not words:
        return []
    found = Q(number__icontains=words) | Q(title_kk__icontains=words) | Q(title_ru__icontains=words)
    return list(Act.objects.filter(found).order_by("-introduced_on", "pk")[:FOUND])


def _kept_first[R: Model](found: QuerySet[R], kept: QuerySet[R], words: str) -> list[R]:
    rows = [*kept, *(found[:FOUND] if words else [])]
    return list({row.pk: row for row in rows}.values())


def _queues() -> dict[str, Q]:
    under_way = Q(published_at__isnull=False) & ~Q(stage__in=ENDED)
    return {
        "inbox": Q(stage=Stage.SUBMITTED),
        "sort": Q(stage=Stage.ADMISSIBLE),
        "send": Q(stage__in=(Stage.SYSTEMATISED, Stage.ADOPTED)),
        "sent": Q(stage=Stage.SENT),
        "translate": under_way & Q(hidden_ground="") & lacks_a_language(),
        "returned": Q(stage=Stage.RETURNED),
    }


def _with_days(body: Institution, found: Sequence[QueueRow], now: datetime) -> list[QueueRow]:
    """Say by which day each should be translated."""
    days = due_days(body, [row.recommendation for row in found], now=now)
    return [replace(row, decide_by=days.get(row.recommendation.pk)) for row in found]


def _titled(rows: QuerySet[Recommendation]) -> list[QueueRow]:
    found = list(rows.order_by("filed_at", "pk")[:SHOWN])
    titles = original_titles(found)
    return [QueueRow(row, titles.get(row.pk, "")) for row in found]
