"""Tie texts to what they are about, merge those that ask the same, split a document into points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Territory
from kenes.domain.norms.models import Act, Obligation, Topic
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import tell_author, tell_followers
from kenes.domain.recommendations.events.intake import digest_text, digest_wording
from kenes.domain.recommendations.models import (
    EventKind,
    LegalTarget,
    Recommendation,
    RecommendationText,
    Version,
)
from kenes.domain.recommendations.rules import linking as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import Stage
from kenes.domain.recommendations.wording import Wording, clean_note, clean_short, clean_wording
from kenes.domain.shared.actions import next_number
from kenes.domain.shared.refusals import Invalid, permit
from kenes.engines import citations

KEY_LENGTH = 200
EDITION_LIMIT = 60
UNREAD_KEY = "~"
POINT_NUMBER = re.compile(r"\d{1,4}[a-zа-яё]?([.\-]\d{1,4}){0,3}\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A place in a bill or act: the element as written, the edition, what is proposed there."""

    act: Act
    element: str = ""
    edition: str = ""
    proposed: str = ""
    language: str = ""


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
def set_links(
    *,
    public_ids: Sequence[UUID],
    topics: Sequence[Topic] | None = None,
    territories: Sequence[Territory] | None = None,
    obligations: Sequence[Obligation] | None = None,
    targets: Sequence[TargetFacts] | None = None,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> list[Recommendation]:
    """Set what each of the texts points at; a list left out (None) stays as it is.

    All or none: one refused text stops the whole selection.
    """
    recommendations = _lock_all(public_ids)
    for recommendation in recommendations:
        on = local_day(recommendation.body, now)
        permit(rules.refuse_links(by, mandate, recommendation, on=on))
        if topics is not None:
            recommendation.topics.set(topics)
        if territories is not None:
            recommendation.territories.set(territories)
        if obligations is not None:
            recommendation.obligations.set(obligations)
        if targets is not None:
            _set_targets(recommendation, targets)
        fact = _links_fact(recommendation)
        facts = {"topics": len(fact.topics), "targets": len(fact.targets)}
        happened(
            recommendation, EventKind.LINKED, fact, now=now, by=by, mandate=mandate, facts=facts
        )
    return recommendations


@transaction.atomic
def merge(
    *,
    origins: Sequence[UUID],
    into: UUID,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Recommendation:
    """Merge texts into one that speaks for all; each origin keeps its page, text and support.

    Authors and followers of the origins are told where it went on.
    """
    rows = {row.public_id: row for row in _lock_all([*origins, into])}
    target, merged = rows[into], [rows[public_id] for public_id in dict.fromkeys(origins)]
    permit(rules.refuse_merge(by, mandate, merged, target, on=local_day(target.body, now)))
    if not merged:
        raise Invalid({"origins": _("No text was chosen to be merged. Choose at least one.")})
    why = clean_note("grounds", grounds)
    for origin in merged:
        _supersede(origin, target, why, by=by, mandate=mandate, now=now)
    numbers = tuple(str(origin.number) for origin in merged)
    fact = events.OriginsMerged(str(target.number), numbers, digest_text(why))
    event = happened(
        target,
        EventKind.MERGED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts={"origins": list(numbers)},
    )
    tell_followers(target, event, now=now)
    return target


def _supersede(
    origin: Recommendation,
    target: Recommendation,
    why: str,
    *,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> None:
    origin.stage, origin.superseded_by, origin.closed_at = Stage.SUPERSEDED, target, now
    origin.save(update_fields=["stage", "superseded_by", "closed_at"])
    number = str(target.number)
    fact = events.RecommendationMerged(
        str(origin.number), target.public_id, number, digest_text(why)
    )
    facts = {"into_number": number}
    event = happened(
        origin,
        EventKind.MERGED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts=facts,
    )
    tell_author(origin, event, "merged", facts=facts, now=now)
    tell_followers(origin, event, "merged", facts=facts, now=now)


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


def element_key(element: str) -> str:
    """Return a text that sorts elements as the law numbers them: 90-1 after 90, before 91.

    Unread elements come last.
    """
    paths = citations.parse(element).paths
    if not paths:
        return UNREAD_KEY
    _read, orders = paths[0].sort_key
    steps = (
        f"{int(level):02d}:" + ".".join(f"{number:06d}" for number in numbers)
        for level, numbers in orders
    )
    return "/".join(steps)[:KEY_LENGTH]


def _set_targets(recommendation: Recommendation, targets: Iterable[TargetFacts]) -> None:
    rows = {}
    for target in targets:
        element = clean_short("element", target.element)
        rows[target.act.pk, element] = LegalTarget(
            recommendation=recommendation,
            act=target.act,
            element=element,
            element_key=element_key(element),
            edition=clean_short("edition", target.edition, limit=EDITION_LIMIT),
            proposed=clean_note("proposed", target.proposed) if target.proposed else "",
            language=target.language,
        )
    recommendation.targets.all().delete()
    LegalTarget.objects.bulk_create(rows.values())


def _links_fact(recommendation: Recommendation) -> events.LinksSet:
    targets = recommendation.targets.select_related("act").order_by("pk")
    return events.LinksSet(
        number=str(recommendation.number),
        topics=tuple(sorted(f"{t.kind}:{t.code}" for t in recommendation.topics.all())),
        territories=tuple(sorted(t.kato for t in recommendation.territories.all())),
        obligations=tuple(sorted(o.public_id for o in recommendation.obligations.all())),
        targets=tuple(
            {
                "act": str(target.act.public_id),
                "element": digest_text(target.element),
                "edition": digest_text(target.edition),
                "proposed": digest_text(target.proposed),
            }
            for target in targets
        ),
    )


def _lock_all(public_ids: Sequence[UUID]) -> list[Recommendation]:
    """Lock several rows in the order of their keys, so that two selections never wait in a ring."""
    known = Recommendation.objects.filter(public_id__in=public_ids).order_by("pk")
    order = list(known.values_list("public_id", flat=True))
    order += [public_id for public_id in public_ids if public_id not in order]
    return [lock_recommendation(public_id) for public_id in order]
