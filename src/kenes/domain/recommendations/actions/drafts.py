"""Keep a text that is not filed yet: nobody but its author sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Territory
from kenes.domain.recommendations.actions.drafting import (
    NameChoice,
    original_text,
    refuse_stale,
    set_references,
    set_wished_addressee,
)
from kenes.domain.recommendations.actions.recording import AUTHOR, lock_recommendation
from kenes.domain.recommendations.models import (
    Recommendation,
    RecommendationText,
    Version,
)
from kenes.domain.recommendations.rules import authors
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.wording import clean_wording
from kenes.domain.shared.keys import digest_code, new_code
from kenes.domain.shared.refusals import permit


@dataclass(frozen=True, slots=True)
class Started:
    """A new draft. `code` is shown once and kept only as a digest; empty for an account holder."""

    recommendation: Recommendation
    code: str


NO_NAME = NameChoice()


@transaction.atomic
def start_draft(
    *,
    by: Person | None,
    body: Institution,
    language: str,
    title: str = "",
    problem: str = "",
    demand: str = "",
    territories: Sequence[Territory] = (),
    wished_addressee: str = "",
    wished_institution: Institution | None = None,
    name_choice: NameChoice = NO_NAME,
    author_territory: Territory | None = None,
    author_institution: Institution | None = None,
    mandate: Mandate | None = None,
    external_references: Sequence[tuple[str, str]] = (),
    is_public_control: bool = False,
    code: str = "",
    now: datetime,
) -> Started:
    """Keep a text that is not filed yet; nobody but its author sees it.

    Without an account its author gets a code: `code`, or a new one where none is given.
    Raises NotPermitted (mandate, ended body) and Invalid (too long, unknown reference).
    """
    on = local_day(body, now)
    permit(authors.refuse_to_file_to(body, on=on))
    permit(authors.refuse_to_file_for(by, mandate, author_institution, on=on))
    words = clean_wording(title, problem, demand, is_draft=True)
    code = "" if by else code or new_code()
    recommendation = Recommendation(
        body=body,
        original_language=language,
        author=by,
        author_institution=author_institution,
        author_territory=author_territory,
        code_digest=digest_code(code) if code else "",
        is_public_control=is_public_control,
        created_at=now,
        changed_at=now,
    )
    set_wished_addressee(recommendation, wished_addressee, wished_institution)
    name_choice.apply(recommendation, by)
    recommendation.save()
    recommendation.territories.set(territories)
    set_references(recommendation, external_references)
    version = Version.objects.create(
        recommendation=recommendation, number=1, at=now, actor_role=AUTHOR
    )
    RecommendationText.objects.create(
        version=version,
        language=language,
        title=words.title,
        problem=words.problem,
        demand=words.demand,
        is_original=True,
        at=now,
    )
    return Started(recommendation, code)


@transaction.atomic
def change_draft(
    *,
    public_id: UUID,
    by: Person | None,
    code: str | None = None,
    title: str,
    problem: str,
    demand: str,
    territories: Sequence[Territory] = (),
    wished_addressee: str = "",
    wished_institution: Institution | None = None,
    author_territory: Territory | None = None,
    external_references: Sequence[tuple[str, str]] = (),
    edition: int,
    now: datetime,
) -> Recommendation:
    """Replace what a draft says. `edition` is the one the form was filled from.

    Raises Conflict with both texts when the draft was changed meanwhile.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(authors.refuse_unless_author(by, code, recommendation, on=on))
    permit(authors.refuse_unless_draft(recommendation))
    words = clean_wording(title, problem, demand, is_draft=True)
    text = original_text(recommendation)
    refuse_stale(recommendation, text, words, edition=edition)
    set_wished_addressee(recommendation, wished_addressee, wished_institution)
    recommendation.author_territory = author_territory
    recommendation.changed_at = now
    recommendation.edition += 1
    recommendation.save()
    recommendation.territories.set(territories)
    set_references(recommendation, external_references)
    text.title, text.problem, text.demand, text.at = words.title, words.problem, words.demand, now
    text.save()
    return recommendation


@transaction.atomic
def discard_draft(*, public_id: UUID, by: Person | None, code: str | None, now: datetime) -> None:
    """Delete a draft and everything in it. A filed text is withdrawn instead."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(authors.refuse_unless_author(by, code, recommendation, on=on))
    permit(authors.refuse_unless_draft(recommendation))
    recommendation.delete()
