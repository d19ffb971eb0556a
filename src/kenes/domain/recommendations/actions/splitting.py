"""Split a document into points, each a recommendation of its own with its own number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import tell_author, tell_followers
from kenes.domain.recommendations.models import (
    EventKind,
    Recommendation,
    RecommendationText,
    Version,
)
from kenes.domain.recommendations.rules import linking as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.wording import Wording, clean_short, clean_wording, digest_wording
from kenes.domain.shared.actions import next_number
from kenes.domain.shared.refusals import Invalid, permit

POINT_NUMBER = re.compile(r"\d{1,4}[a-zа-яё]?([.\-]\d{1,4}){0,3}\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PointFacts:
    """One point of a document: its number there, its words, whom it addresses."""

    point_number: str
    demand: str
    title: str = ""
    problem: str = ""
    wished_addressee: str = ""
    wished_institution: Institution | None = None


@transaction.atomic
def split(
    *, public_id: UUID, points: Sequence[PointFacts], by: Person, mandate: Mandate, now: datetime
) -> list[Recommendation]:
    """Make each point of a document a recommendation of its own, with its own number.

    The document stays as it is; its author is the author of every point.
    """
    document = lock_recommendation(public_id)
    permit(rules.refuse_split(by, mandate, document, on=local_day(document.body, now)))
    wordings = _check_points(points)
    made = [
        _make_point(document, point, words, by=by, mandate=mandate, now=now)
        for point, words in zip(points, wordings, strict=True)
    ]
    numbers = tuple(str(point.number) for point in made)
    fact = events.RecommendationSplit(str(document.number), numbers)
    event = happened(
        document,
        EventKind.SPLIT,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        facts={"points": list(numbers)},
    )
    tell_author(document, event, "news", now=now)
    tell_followers(document, event, now=now)
    return made


def _check_points(points: Sequence[PointFacts]) -> list[Wording]:
    numbers = [point.point_number.strip() for point in points]
    if len(set(numbers)) < max(len(numbers), 1) or not all(map(POINT_NUMBER.fullmatch, numbers)):
        raise Invalid(
            {
                "points": _(
                    "The points cannot be told apart: each needs a number of its own, "
                    "such as 4, 4.1 or 4a)."
                )
            }
        )
    return [clean_wording(point.title, point.problem, point.demand) for point in points]


def _make_point(
    document: Recommendation,
    point: PointFacts,
    words: Wording,
    *,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Recommendation:
    year = local_day(document.body, now).year
    made = Recommendation.objects.create(
        number=f"{year}-{next_number('recommendation', year):06d}",
        stage=document.stage,
        body=document.body,
        original_language=document.original_language,
        is_public_control=document.is_public_control,
        author=document.author,
        author_institution=document.author_institution,
        author_name=document.author_name,
        is_name_public=document.is_name_public,
        author_territory=document.author_territory,
        code_digest=document.code_digest,
        wished_addressee=clean_short("addressee", point.wished_addressee),
        wished_institution=point.wished_institution,
        split_from=document,
        point_number=point.point_number.strip(),
        created_at=now,
        filed_at=document.filed_at,
        published_at=now,
        changed_at=now,
    )
    made.territories.set(document.territories.all())
    made.topics.set(document.topics.all())
    version = Version.objects.create(recommendation=made, number=1, at=now, actor_role=mandate.role)
    RecommendationText.objects.create(
        version=version,
        language=document.original_language,
        title=words.title,
        problem=words.problem,
        demand=words.demand,
        is_original=True,
        at=now,
    )
    digests = digest_wording(title=words.title, problem=words.problem, demand=words.demand)
    fact = events.PointMade(
        number=str(made.number),
        document=document.public_id,
        document_number=str(document.number),
        point=made.point_number,
        language=made.original_language,
        digests=digests,
    )
    facts = {"document": document.number, "point": made.point_number}
    happened(made, EventKind.SPLIT, fact, now=now, by=by, mandate=mandate, facts=facts)
    return made
