"""What the author of a text reads of it: the draft, and the filed text with all that became of it.

Nothing here asks who is asking; the page does (`rules.authors`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Prefetch

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution
from kenes.domain.institutions.queries import host, institutions_on
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    AnswerText,
    Event,
    EventKind,
    ExternalReference,
    Recommendation,
    RecommendationText,
    Return,
)
from kenes.domain.recommendations.rules.mandates import side_of
from kenes.domain.recommendations.terms import local_day, procedure_of, working_days_after
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.search.queries import similar_to
from kenes.domain.shared.keys import CODE_LENGTH, digest_code
from kenes.domain.shared.refusals import NotFound

SEARCH_KIND = "recommendation"
LOOKED_AT = 2000
"""So many characters of a draft tell enough of what it is about."""

System = ExternalReference.System

__all__ = [
    "AuthorStory",
    "System",
    "author_story",
    "authored",
    "current_texts",
    "decide_by",
    "drafts_for",
    "filing_entry",
    "receiving_bodies",
    "side_of",
    "similar_texts",
    "text_by_code",
]


@dataclass(frozen=True, slots=True)
class AuthorStory:
    """A filed text as its author sees it: wordings, returns, bodies asked, answers, events."""

    texts: Sequence[RecommendationText]
    returned: Return | None
    addresses: Sequence[Address]
    answers: Sequence[Answer]
    events: Sequence[Event]

    @property
    def original(self) -> RecommendationText:
        """The current wording in the language it was written in."""
        return next(text for text in self.texts if text.is_original)


def authored(public_id: UUID) -> Recommendation:
    """Return a text with its body, author's region and wished addressee. Raises NotFound."""
    related = ("body", "author_territory", "author_institution", "wished_institution")
    rows = Recommendation.objects.select_related(*related)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no recommendation {public_id}")
    return found


def current_texts(recommendation: Recommendation) -> list[RecommendationText]:
    """Return the current version in every language it has, the original first."""
    rows = RecommendationText.objects.select_related("version").filter(
        version__recommendation=recommendation,
        version__number=recommendation.current_version,
    )
    return list(rows.order_by("-is_original", "language"))


def text_by_code(code: str) -> Recommendation | None:
    """Return the text that a printed code opens, or None. A split document, not its points."""
    if sum(ch.isalnum() for ch in code) < CODE_LENGTH:
        return None
    rows = Recommendation.objects.filter(code_digest=digest_code(code))
    return rows.order_by(F("split_from").asc(nulls_first=True), "pk").first()


def similar_texts(text: str, language: str, limit: int = 3) -> list[RecommendationText]:
    """Return the readable texts most like this one, best first, as they were written."""
    found = similar_to(SEARCH_KIND, text[:LOOKED_AT], language=language, limit=limit)
    order = [item.key for item in found]
    rows = RecommendationText.objects.select_related("version__recommendation").filter(
        version__recommendation__in=Recommendation.objects.readable().filter(pk__in=order),
        version__number=F("version__recommendation__current_version"),
        is_original=True,
    )
    return sorted(rows, key=lambda row: order.index(row.version.recommendation_id))


def author_story(recommendation: Recommendation) -> AuthorStory:
    """Return everything the author's page shows, in a fixed number of queries."""
    returns = recommendation.returns.select_related("appeal").order_by("-pk")
    addresses = recommendation.addresses.select_related("institution", "calendar", "rule")
    answers = Answer.objects.filter(
        address__recommendation=recommendation, state=Answer.State.SIGNED
    ).select_related("address__institution", "grade__rejoinder")
    texts = Prefetch("texts", AnswerText.objects.order_by("-is_original", "language"))
    events = recommendation.events.filter(is_public=True).select_related(
        "entry", "address__institution"
    )
    return AuthorStory(
        texts=current_texts(recommendation),
        returned=returns.first(),
        addresses=list(addresses.order_by("role", "pk")),
        answers=list(answers.prefetch_related(texts).order_by("signed_at", "pk")),
        events=list(events.order_by("-pk")[:50]),
    )


def decide_by(recommendation: Recommendation) -> date | None:
    """Return the day by which the body means to decide on admission; None before filing."""
    if recommendation.filed_at is None:
        return None
    filed_on = local_day(recommendation.body, recommendation.filed_at)
    term = procedure_of(recommendation.body, filed_on).admission_working_days
    return working_days_after(filed_on, term)


def filing_entry(recommendation: Recommendation) -> Entry | None:
    """Return the register's entry of the latest filing of a text; None before the first."""
    filings = recommendation.events.filter(kind=EventKind.FILED).select_related("entry")
    last = filings.order_by("-pk").first()
    return last.entry if last else None


def receiving_bodies(now: datetime) -> list[Institution]:
    """Return the bodies that take recommendations here, the host of this server first.

    Where no body is on record yet, whoever runs the server takes them.
    """
    bodies = institutions_on(now.date()).filter(kind=Institution.Kind.BODY)
    found = sorted(bodies, key=lambda body: not body.is_host)
    if found:
        return found
    only = host()
    return [only] if only is not None else []


def drafts_for(person: Person) -> list[Recommendation]:
    """Return a person's unfinished texts, the last changed first."""
    own = Recommendation.objects.filter(author=person, stage=Stage.DRAFT)
    return list(own.order_by("-changed_at", "-pk")[:5])
