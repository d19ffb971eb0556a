"""What the secretariat and the body decide: admit, return, appeal, systematise, adopt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import (
    tell_author,
    tell_followers,
)
from kenes.domain.recommendations.models import (
    Adoption,
    Credit,
    EventKind,
    Recommendation,
    Return,
)
from kenes.domain.recommendations.rules import admission as rules
from kenes.domain.recommendations.rules.mandates import side_of
from kenes.domain.recommendations.terms import local_day, procedure_of, working_days_after
from kenes.domain.recommendations.values import ReturnGround, Stage
from kenes.domain.recommendations.wording import clean_note, clean_short
from kenes.domain.shared.languages import Language
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_if_any

DOCUMENT_LIMIT = 300
DOCUMENT_NUMBER_LIMIT = 60
CREDIT_LIMIT = 200


@transaction.atomic
def admit(*, public_id: UUID, by: Person, mandate: Mandate, now: datetime) -> Recommendation:
    """Take a filed text under consideration: from now on anybody may read it."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_admit(by, mandate, recommendation, on=on))
    recommendation.stage = Stage.ADMISSIBLE
    recommendation.published_at = now
    recommendation.save(update_fields=["stage", "published_at"])
    fact = events.RecommendationAdmitted(str(recommendation.number), recommendation.current_version)
    event = happened(recommendation, EventKind.ADMITTED, fact, now=now, by=by, mandate=mandate)
    tell_author(recommendation, event, "admitted", now=now)
    return recommendation


@transaction.atomic
def return_to_author(
    *, public_id: UUID, ground: str, explanation: str, by: Person, mandate: Mandate, now: datetime
) -> Return:
    """Send a filed text back for a listed ground; the author may appeal within the term."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_return(by, mandate, recommendation, on=on))
    if ground not in ReturnGround.values:
        raise Invalid({"ground": _("This is not a ground to return a text. Choose a listed one.")})
    why = clean_note("explanation", explanation)
    days = procedure_of(recommendation.body, on).appeal_working_days
    returned = Return.objects.create(
        recommendation=recommendation,
        ground=ground,
        explanation=why,
        mandate=mandate,
        at=now,
        appeal_until=working_days_after(on, days),
    )
    recommendation.stage = Stage.RETURNED
    recommendation.save(update_fields=["stage"])
    _record_return(recommendation, returned, by, now)
    return returned


def _record_return(
    recommendation: Recommendation, returned: Return, by: Person, now: datetime
) -> None:
    until = returned.appeal_until
    fact = events.RecommendationReturned(
        number=str(recommendation.number),
        version=recommendation.current_version,
        ground=returned.ground,
        explanation=digest_if_any(returned.explanation),
        side=side_of(returned.mandate),
        appeal_until=until,
    )
    facts = {"ground": returned.ground, "appeal_until": until.isoformat()}
    event = happened(
        recommendation,
        EventKind.RETURNED,
        fact,
        now=now,
        by=by,
        mandate=returned.mandate,
        grounds=returned.explanation,
        facts=facts,
    )
    told = {
        "ground": ReturnGround(returned.ground).label,
        "explanation": returned.explanation,
        "appeal_until_on": until,
    }
    tell_author(recommendation, event, "returned", facts=told, on_own_page=True, now=now)


@transaction.atomic
def systematise(*, public_id: UUID, by: Person, mandate: Mandate, now: datetime) -> Recommendation:
    """Note that the secretariat has put an admitted text in its place among the others."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_systematise(by, mandate, recommendation, on=on))
    recommendation.stage = Stage.SYSTEMATISED
    recommendation.save(update_fields=["stage"])
    fact = events.RecommendationSystematised(str(recommendation.number))
    happened(recommendation, EventKind.SYSTEMATISED, fact, now=now, by=by, mandate=mandate)
    return recommendation


@dataclass(frozen=True, slots=True)
class AdoptionFacts:
    """The decision by which a body adopts: its document, and votes or consensus.

    `language` and `dissent_language` are those the title and the dissent are written in.
    """

    document: str
    decided_on: date
    document_number: str = ""
    language: str = ""
    by_consensus: bool = False
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    dissent: str = ""
    dissent_language: str = ""
    file: StoredFile | None = None


@transaction.atomic
def adopt(
    *, public_id: UUID, decision: AdoptionFacts, by: Person, mandate: Mandate, now: datetime
) -> Adoption:
    """Make the text the body's own recommendation, by its decision, with dissent attached."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_adopt(by, mandate, recommendation, on=on))
    _refuse_decision(decision, on)
    adoption = Adoption.objects.create(
        recommendation=recommendation,
        document=clean_short("document", decision.document, limit=DOCUMENT_LIMIT),
        document_number=clean_short(
            "document_number", decision.document_number, limit=DOCUMENT_NUMBER_LIMIT
        ),
        language=decision.language,
        decided_on=decision.decided_on,
        by_consensus=decision.by_consensus,
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        abstained=decision.abstained,
        dissent=clean_note("dissent", decision.dissent) if decision.dissent.strip() else "",
        dissent_language=decision.dissent_language if decision.dissent.strip() else "",
        file=decision.file,
        mandate=mandate,
        at=now,
    )
    recommendation.stage = Stage.ADOPTED
    recommendation.save(update_fields=["stage"])
    _record_adoption(recommendation, adoption, by, now)
    return adoption


def _record_adoption(
    recommendation: Recommendation, adoption: Adoption, by: Person, now: datetime
) -> None:
    fact = events.RecommendationAdopted(
        number=str(recommendation.number),
        body=recommendation.body.public_id,
        version=recommendation.current_version,
        document=digest_if_any(f"{adoption.document}\n{adoption.document_number}"),
        decided_on=adoption.decided_on,
        by_consensus=adoption.by_consensus,
        votes_for=adoption.votes_for,
        votes_against=adoption.votes_against,
        abstained=adoption.abstained,
        dissent=digest_if_any(adoption.dissent),
        file=adoption.file.sha256 if adoption.file else "",
    )
    event = happened(
        recommendation,
        EventKind.ADOPTED,
        fact,
        now=now,
        by=by,
        mandate=adoption.mandate,
        facts={"decided_on": adoption.decided_on.isoformat(), "votes_for": adoption.votes_for},
    )
    tell_author(recommendation, event, "news", now=now)
    tell_followers(recommendation, event, now=now)


def _refuse_decision(decision: AdoptionFacts, on: date) -> None:
    problems = {}
    if not decision.document.strip():
        problems["document"] = _("The decision's document is missing. Name it as it is titled.")
    if decision.decided_on > on:
        problems["decided_on"] = _("The decision is dated in the future. Give the day it was made.")
    for name in ("language", "dissent_language"):
        if getattr(decision, name) not in {"", *Language.values}:
            problems[name] = _("This language is not known here. Choose one of the list.")
    if decision.dissent.strip() and not decision.dissent_language:
        problems["dissent_language"] = _("Say in which language the dissenting opinion is written.")
    if not decision.by_consensus:
        votes = (decision.votes_for, decision.votes_against, decision.abstained)
        if None in votes or any(vote is not None and vote < 0 for vote in votes):
            problems["votes_for"] = _(
                "The votes are missing. Give all three figures, or say it was by consensus."
            )
        elif (decision.votes_for or 0) <= (decision.votes_against or 0):
            problems["votes_for"] = _(
                "By these votes the text was not adopted. Correct the figures, or close the text."
            )
    if problems:
        raise Invalid(problems)


@transaction.atomic
def set_credits(
    *,
    public_id: UUID,
    institutions: Sequence[Institution],
    names: Sequence[str],
    has_consent: bool,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> None:
    """Name the contributors; a person only with consent. Replaces the names there were.

    An empty list takes them back, from the row too.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_to_credit(by, mandate, recommendation, on=on))
    people = [clean_short("names", name, limit=CREDIT_LIMIT) for name in names]
    people = [name for name in people if name]
    if people and not has_consent:
        raise Invalid(
            {"names": _("A person is named only with consent. Ask for it, or leave the name out.")}
        )
    recommendation.credits.all().delete()
    rows = [Credit(recommendation=recommendation, institution=item) for item in institutions]
    rows += [Credit(recommendation=recommendation, name=name) for name in people]
    Credit.objects.bulk_create(rows)
    ids = tuple(item.public_id for item in institutions)
    fact = events.ContributorsCredited(str(recommendation.number), ids, len(people))
    facts = {"institutions": len(ids), "people": len(people)}
    happened(recommendation, EventKind.CREDITED, fact, now=now, by=by, mandate=mandate, facts=facts)
