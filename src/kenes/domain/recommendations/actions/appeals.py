"""A return looked at again: by a second person, from another side than the one that returned."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.recording import AUTHOR, happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import tell_author
from kenes.domain.recommendations.models import Appeal, EventKind, Recommendation
from kenes.domain.recommendations.rules import admission as rules
from kenes.domain.recommendations.rules.authors import refuse_unless_author
from kenes.domain.recommendations.rules.mandates import side_of
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import AppealOutcome, Stage
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import Invalid, NotFound, permit
from kenes.domain.shared.text import digest_if_any

DECISIONS = (AppealOutcome.UPHELD, AppealOutcome.OVERTURNED)


@transaction.atomic
def appeal(
    *, public_id: UUID, text: str, by: Person | None, code: str | None = None, now: datetime
) -> Appeal:
    """Ask for a second look at the latest return of a text."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(refuse_unless_author(by, code, recommendation, on=on))
    returned = recommendation.returns.order_by("-pk").first()
    if returned is None:
        raise NotFound(f"{public_id} was never returned")
    permit(rules.refuse_to_appeal(returned, on=on))
    words = clean_note("text", text)
    made = Appeal.objects.create(returned=returned, text=words, at=now)
    fact = events.ReturnAppealed(str(recommendation.number), digest_if_any(words))
    happened(recommendation, EventKind.APPEALED, fact, now=now, by=by, role=AUTHOR, grounds=words)
    return made


@transaction.atomic
def decide_appeal(
    *,
    public_id: UUID,
    outcome: str,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Appeal:
    """Decide the appeal against the latest return: it stands, or the text is admitted."""
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    appealed = _latest_appeal(recommendation)
    permit(rules.refuse_to_decide_appeal(by, mandate, appealed, on=on))
    if outcome not in DECISIONS:
        raise Invalid({"outcome": _("This is not a decision. Choose one of the two listed.")})
    appealed.outcome = outcome
    appealed.grounds = clean_note("grounds", grounds)
    appealed.decided_by, appealed.decided_at = mandate, now
    appealed.save()
    if outcome == AppealOutcome.OVERTURNED:
        recommendation.stage, recommendation.published_at = Stage.ADMISSIBLE, now
        recommendation.save(update_fields=["stage", "published_at"])
    _record_decision(recommendation, appealed, by, mandate, now)
    return appealed


def _latest_appeal(recommendation: Recommendation) -> Appeal:
    rows = Appeal.objects.select_related("returned__mandate__seat")
    found = rows.filter(returned__recommendation=recommendation).order_by("-pk").first()
    if found is None:
        raise NotFound(f"no appeal for {recommendation.public_id}")
    found.returned.recommendation = recommendation
    return found


def _record_decision(
    recommendation: Recommendation, appealed: Appeal, by: Person, mandate: Mandate, now: datetime
) -> None:
    fact = events.AppealDecided(
        number=str(recommendation.number),
        outcome=appealed.outcome,
        side=side_of(mandate),
        grounds=digest_if_any(appealed.grounds),
    )
    facts = {"outcome": appealed.outcome, "side": side_of(mandate)}
    event = happened(
        recommendation,
        EventKind.APPEAL_DECIDED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        grounds=appealed.grounds,
        facts=facts,
    )
    told = {"outcome": AppealOutcome(appealed.outcome).label, "grounds": appealed.grounds}
    tell_author(recommendation, event, "appeal_decided", facts=told, on_own_page=True, now=now)
