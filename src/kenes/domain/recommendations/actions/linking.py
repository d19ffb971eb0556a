"""Tie texts to what they are about: topics, regions, obligations, places in bills and acts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate, Territory
from kenes.domain.norms.actions import law_meant
from kenes.domain.norms.keys import element_key
from kenes.domain.norms.models import Act, Obligation, Topic
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendations
from kenes.domain.recommendations.models import (
    EventKind,
    LegalTarget,
    Recommendation,
)
from kenes.domain.recommendations.rules import linking as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.wording import clean_note, clean_short
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import digest_if_any

EDITION_LIMIT = 60


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A place in a bill or act: the element as written, the edition, what is proposed there.

    `law` is the one meant of those that the bill amends, as its comparative table names it; left
    out where only one of them has the element.
    """

    act: Act
    element: str = ""
    edition: str = ""
    proposed: str = ""
    language: str = ""
    law: str = ""


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

    All or none: one refused text stops the whole selection. Raises Invalid where a bill has the
    element in several laws and none of them is named.
    """
    recommendations = lock_recommendations(public_ids)
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


def _set_targets(recommendation: Recommendation, targets: Iterable[TargetFacts]) -> None:
    rows = {}
    known = set(recommendation.targets.values_list("act_id", "law", "element"))
    for target in targets:
        element = clean_short("element", target.element)
        is_kept = (target.act.pk, target.law, element) in known
        law = target.law if is_kept else law_meant(target.act, element, target.law)
        rows[target.act.pk, law, element] = LegalTarget(
            recommendation=recommendation,
            act=target.act,
            law=law,
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
                "law": digest_if_any(target.law),
                "element": digest_if_any(target.element),
                "edition": digest_if_any(target.edition),
                "proposed": digest_if_any(target.proposed),
            }
            for target in targets
        ),
    )
