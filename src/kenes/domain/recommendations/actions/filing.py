"""File a text under its citable number, file it again after a return, withdraw it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Territory
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.drafting import (
    NameChoice,
    original_text,
)
from kenes.domain.recommendations.actions.drafts import NO_NAME, Started, start_draft
from kenes.domain.recommendations.actions.recording import AUTHOR, happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import (
    receipt_facts,
    tell_author,
    tell_followers,
)
from kenes.domain.recommendations.models import (
    EventKind,
    Recommendation,
    RecommendationText,
)
from kenes.domain.recommendations.rules import authors
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import Stage
from kenes.domain.recommendations.wording import (
    clean_note,
    clean_short,
    clean_wording,
    digest_wording,
)
from kenes.domain.shared.actions import next_number
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_if_any

NUMBER_KIND = "recommendation"


@transaction.atomic
def file_recommendation(
    *,
    public_id: UUID,
    by: Person | None,
    code: str | None = None,
    mandate: Mandate | None = None,
    now: datetime,
) -> Recommendation:
    """File a draft: it gets its citable number and goes to the secretary.

    Numbers of a year have no gaps: the number is taken in this transaction. Raises Invalid when
    the demand or the addressee is missing.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(authors.refuse_unless_author(by, code, recommendation, on=on))
    permit(authors.refuse_unless_draft(recommendation))
    text = original_text(recommendation)
    _refuse_incomplete(recommendation, text)
    recommendation.number = f"{on.year}-{next_number(NUMBER_KIND, on.year):06d}"
    recommendation.stage = Stage.SUBMITTED
    recommendation.filed_at = now
    recommendation.save()
    fact = filed_fact(recommendation, text)
    event = happened(
        recommendation,
        EventKind.FILED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        role=AUTHOR,
        facts={"version": 1},
    )
    facts = receipt_facts(event)
    tell_author(recommendation, event, "filed", facts=facts, on_own_page=True, now=now)
    return recommendation


@transaction.atomic
def file_at_once(
    *,
    by: Person | None,
    body: Institution,
    language: str,
    title: str = "",
    problem: str = "",
    demand: str,
    territories: Sequence[Territory] = (),
    wished_addressee: str = "",
    wished_institution: Institution | None = None,
    name_choice: NameChoice = NO_NAME,
    author_territory: Territory | None = None,
    author_institution: Institution | None = None,
    mandate: Mandate | None = None,
    external_references: Sequence[tuple[str, str]] = (),
    is_public_control: bool = False,
    now: datetime,
) -> Started:
    """Start a draft and file it in one step; either both happen or neither."""
    started = start_draft(
        by=by,
        body=body,
        language=language,
        title=title,
        problem=problem,
        demand=demand,
        territories=territories,
        wished_addressee=wished_addressee,
        wished_institution=wished_institution,
        name_choice=name_choice,
        author_territory=author_territory,
        author_institution=author_institution,
        mandate=mandate,
        external_references=external_references,
        is_public_control=is_public_control,
        now=now,
    )
    filed = file_recommendation(
        public_id=started.recommendation.public_id,
        by=by,
        code=started.code,
        mandate=mandate,
        now=now,
    )
    return Started(filed, started.code)


@transaction.atomic
def file_again(
    *, public_id: UUID, by: Person | None, code: str | None = None, now: datetime
) -> Recommendation:
    """Hand a returned text in again under its number, usually after a new version."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(authors.refuse_unless_author(by, code, recommendation, on=on))
    permit(authors.refuse_to_file_again(recommendation))
    recommendation.stage = Stage.SUBMITTED
    recommendation.save(update_fields=["stage"])
    version = recommendation.current_version
    fact = events.RecommendationFiledAgain(str(recommendation.number), version)
    facts = {"version": version, "again": True}
    happened(recommendation, EventKind.FILED, fact, now=now, by=by, role=AUTHOR, facts=facts)
    return recommendation


@transaction.atomic
def withdraw(
    *, public_id: UUID, by: Person | None, code: str | None = None, reason: str, now: datetime
) -> Recommendation:
    """Take a text back, with a reason. If it was published it stays readable, marked as such."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(authors.refuse_unless_author(by, code, recommendation, on=on))
    permit(authors.refuse_to_withdraw(recommendation))
    grounds = clean_note("reason", reason)
    recommendation.stage = Stage.WITHDRAWN
    recommendation.closed_at = now
    recommendation.save(update_fields=["stage", "closed_at"])
    fact = events.RecommendationWithdrawn(str(recommendation.number), digest_if_any(grounds))
    event = happened(
        recommendation, EventKind.WITHDRAWN, fact, now=now, by=by, role=AUTHOR, grounds=grounds
    )
    tell_followers(recommendation, event, now=now)
    return recommendation


def filed_fact(
    recommendation: Recommendation, text: RecommendationText
) -> events.RecommendationFiled:
    """Return the public facts of a filing."""
    author, wished = recommendation.author_institution, recommendation.wished_institution
    return events.RecommendationFiled(
        number=str(recommendation.number),
        body=recommendation.body.public_id,
        language=recommendation.original_language,
        version=recommendation.current_version,
        digests=digest_wording(title=text.title, problem=text.problem, demand=text.demand),
        author_kind=_author_kind(recommendation),
        author_institution=author.public_id if author else None,
        wished_institution=wished.public_id if wished else None,
        is_public_control=recommendation.is_public_control,
    )


def _author_kind(recommendation: Recommendation) -> str:
    if recommendation.author_institution_id is not None:
        return "institution"
    if recommendation.author_id is not None:
        return "person"
    return "code" if recommendation.code_digest else "source"


def _refuse_incomplete(recommendation: Recommendation, text: RecommendationText) -> None:
    clean_wording(text.title, text.problem, text.demand)
    clean_short("addressee", recommendation.wished_addressee)
    if not recommendation.wished_addressee and recommendation.wished_institution_id is None:
        raise Invalid(
            {
                "addressee": _(
                    "It is not said who should act. Choose a body, or name it in your own words."
                )
            }
        )
